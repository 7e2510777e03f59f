/// Ages and sizes as they are written on a command line.
package enum CacheAmount {
    private static let seconds: [String: Double] = ["s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800]
    private static let bytes: [String: Double] = [
        "b": 1, "kb": 1e3, "mb": 1e6, "gb": 1e9, "tb": 1e12, "kib": 1024, "mib": 1_048_576, "gib": 1_073_741_824, "tib": 1_099_511_627_776,
    ]

    /// `30d`, `12h`, `90m`, `45s`, `2w` in seconds; nil for anything else.
    package static func age(_ text: String) -> Double? { value(text, units: seconds) }

    /// `500MB`, `5GB`, `1.5GiB`, `800kB` in bytes; capitals do not matter; nil for anything else.
    package static func size(_ text: String) -> Int? {
        // Above 2^62 the number would not fit.
        value(text.lowercased(), units: bytes).flatMap { $0 < 4.6e18 ? Int($0) : nil }
    }

    private static func value(_ text: String, units: [String: Double]) -> Double? {
        let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        let unit = text.dropFirst(digits.count).drop { $0 == " " }
        guard let number = Double(digits), number.isFinite, let scale = units[String(unit)] else { return nil }
        return number * scale
    }
}
