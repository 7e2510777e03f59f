import Foundation

/// Numbers in words: U+2212 as minus, a unit always, and *unknown* where there is no number.
package enum Quantity {
    static let minus = "\u{2212}"

    /// The same number for a program: with the minus of ASCII.
    static func ascii(_ text: String) -> String { text.replacing(minus, with: "-") }

    static func fixed(_ value: Double, _ decimals: Int) -> String {
        let text = String(format: "%.\(decimals)f", abs(value))
        let isZero = text.allSatisfy { $0 == "0" || $0 == "." }
        return value < 0 && !isZero ? minus + text : text
    }

    /// A difference with its sign: `+3.7`, `−2.3`, `0.0`.
    static func signed(_ value: Double, _ decimals: Int = 1) -> String {
        let text = fixed(value, decimals)
        let isZero = text.allSatisfy { $0 == "0" || $0 == "." }
        return value > 0 && !isZero ? "+" + text : text
    }

    /// Points of quality, 0…100.
    static func points(_ value: Double?) -> String { value.map { fixed($0, 1) } ?? "–" }

    /// `81.5–83.9`.
    static func range(_ interval: [Double]?) -> String {
        guard let interval, interval.count == 2 else { return "–" }
        return "\(fixed(interval[0], 1))–\(fixed(interval[1], 1))"
    }

    /// A plain number without trailing zeros: `2`, `0.5`.
    static func trimmed(_ value: Double) -> String {
        let text = fixed(value, 2)
        guard text.contains(".") else { return text }
        return String(text.reversed().drop { $0 == "0" }.drop { $0 == "." }.reversed())
    }

    /// A share 0…1 as a percentage; one decimal below 10 %.
    static func percent(_ share: Double?) -> String {
        guard let share else { return "–" }
        let value = share * 100
        let tenths = fixed(value, 1)
        return value < 10 && !tenths.hasSuffix(".0") ? tenths + "%" : fixed(value, 0) + "%"
    }

    /// US dollars; nil is unknown, never 0.
    package static func money(_ dollars: Double?) -> String {
        guard let dollars else { return "unknown" }
        switch abs(dollars) {
        case 0: return "$0"
        case ..<0.01: return "$" + String(significant(dollars, 2).reversed().drop { $0 == "0" }.reversed())
        case ..<1: return "$" + fixed(dollars, 3)
        default: return "$" + fixed(dollars, 2)
        }
    }

    /// `42 ms`, `6.8 s`, `14 min 07 s`, `2 h 05 min`.
    package static func duration(_ seconds: Double?) -> String {
        guard let seconds, seconds.isFinite, seconds < 1e12 else { return "–" }
        switch seconds {
        case ..<0.0995: return fixed(seconds * 1000, seconds < 0.00995 ? 1 : 0) + " ms"
        case ..<0.995: return fixed(seconds, 2) + " s"
        case ..<59.95: return fixed(seconds, 1) + " s"
        default: break
        }
        let whole = Int(seconds.rounded())
        let two = { (value: Int) in String(value).leftPadded(to: 2) }
        return whole < 3600 ? "\(whole / 60) min \(two(whole % 60)) s" : "\(whole / 3600) h \(two(whole % 3600 / 60)) min"
    }

    /// Three significant digits and no exponent: `0.931`, `34.2`, `1208`.
    static func significant(_ value: Double, _ digits: Int = 3) -> String {
        guard value != 0, value.isFinite else { return value == 0 ? "0" : "–" }
        let size = Int(floor(log10(abs(value)))) + 1
        guard size > -6 else { return fixed(value, 0) == "0" ? "≈0" : fixed(value, 0) }
        let text = fixed(value, max(0, digits - size))
        guard value == value.rounded(), text.contains(".") else { return text }
        return String(text.prefix { $0 != "." })
    }

    /// Decimals that give the largest of some values three significant digits, and whole numbers none; 0…6.
    static func decimals(for values: [Double]) -> Int {
        let sizes = values.filter { $0.isFinite && $0 != 0 }.map { Int(floor(log10(abs($0)))) + 1 }
        guard let largest = sizes.max(), values.contains(where: { $0.isFinite && $0 != $0.rounded() }) else { return 0 }
        return min(6, max(0, 3 - largest))
    }

    static func bytes(_ count: Int) -> String {
        switch count {
        case ..<1000: "\(count) B"
        case ..<1_000_000: "\(fixed(Double(count) / 1000, 0)) kB"
        default: "\(fixed(Double(count) / 1_000_000, 1)) MB"
        }
    }

    /// `1 case`, `2 cases`.
    package static func count(_ number: Int, _ one: String, _ many: String? = nil) -> String {
        "\(number) \(number == 1 ? one : many ?? one + "s")"
    }

    /// `a`, `a or b`, `a, b or c`.
    package static func list(_ names: [String], _ last: String) -> String {
        guard names.count > 1 else { return names.first ?? "" }
        return names.dropLast().joined(separator: ", ") + " \(last) " + names[names.count - 1]
    }
}
