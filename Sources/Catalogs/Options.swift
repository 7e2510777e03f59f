/// Typed reads of the settings written beside a name; what is wrong is collected, what is left over is an error.
package struct Options: Sendable {
    package let settings: Settings
    /// What the settings belong to, in words for errors: `parallel_group`, `metric 'clipping'`.
    package let owner: String
    package private(set) var problems: [Problem] = []
    /// Every key that was asked for, in order of reading.
    package private(set) var keys: [OptionKey] = []

    package init(_ settings: Settings, of owner: String) {
        self.settings = settings
        self.owner = owner
        switch settings.content {
        case .map, .null: break
        default:
            problems.append(
                Problem(
                    "\(owner) must be a mapping of keys to values, found \(settings.inWords)", at: settings.place, length: settings.length))
        }
    }

    /// Options that nobody wrote: every read gives its default.
    package init(of owner: String) { self.init(.empty(), of: owner) }

    package var place: SourcePlace { settings.place }

    package mutating func report(_ message: String, at value: Settings? = nil, remedy: String? = nil, severity: Problem.Severity = .error) {
        let value = value ?? settings
        problems.append(Problem(message, at: value.place, length: value.length, remedy: remedy, severity: severity))
    }

    package mutating func add(_ more: [Problem]) { problems += more }

    /// The value under a key as it stands; nil when absent or empty.
    package mutating func value(_ key: String) -> Settings? { value(OptionKey(key, .any)) }

    private mutating func value(_ key: OptionKey) -> Settings? {
        keys.note(key)
        ReadRecord.current?.add(key, of: owner)
        guard let value = settings[key.name], value.content != .null else { return nil }
        return value
    }

    package mutating func text(_ key: String) -> String? { text(OptionKey(key, .text)) }

    private mutating func text(_ key: OptionKey) -> String? {
        guard let value = value(key) else { return nil }
        guard let text = value.text else { return wrong(key.name, value, "text") }
        return text
    }

    package mutating func text(_ key: String, default fallback: String) -> String {
        text(OptionKey(key, .text, fallback: fallback)) ?? fallback
    }

    package mutating func requiredText(_ key: String) -> String? {
        let missingBefore = settings[key] == nil
        let text = text(OptionKey(key, .text, isRequired: true))
        if missingBefore { report("\(owner) needs '\(key)'") }
        return text
    }

    package mutating func flag(_ key: String, default fallback: Bool) -> Bool {
        guard let value = value(OptionKey(key, .flag, fallback: String(fallback))) else { return fallback }
        guard case .scalar(let text, false) = value.content, let flag = ["true": true, "false": false][text] else {
            return wrong(key, value, "true or false") ?? fallback
        }
        return flag
    }

    package mutating func whole(_ key: String, in range: ClosedRange<Int> = Int.min...Int.max) -> Int? {
        let isBounded = (low: range.lowerBound != .min, high: range.upperBound != .max)
        let wanted = OptionKey(
            key, .whole, minimum: isBounded.low ? Double(range.lowerBound) : nil,
            maximum: isBounded.high ? Double(range.upperBound) : nil)
        guard let value = value(wanted) else { return nil }
        guard case .scalar(let text, false) = value.content, text.isDecimal, let number = Int(text) else {
            return wrong(key, value, "a whole number")
        }
        guard range.contains(number) else { return outside(key, value, "\(range.lowerBound) and \(range.upperBound)") }
        return number
    }

    package mutating func number(_ key: String, in range: ClosedRange<Double> = -Double.infinity...Double.infinity) -> Double? {
        number(OptionKey(key, .number, minimum: range.lowerBound, maximum: range.upperBound), in: range)
    }

    private mutating func number(_ wanted: OptionKey, in range: ClosedRange<Double>) -> Double? {
        let key = wanted.name
        guard let value = value(wanted) else { return nil }
        guard case .scalar(let text, false) = value.content, let number = Double(text), number.isFinite, !text.contains("x") else {
            return wrong(key, value, "a number")
        }
        guard range.contains(number) else { return outside(key, value, "\(range.lowerBound) and \(range.upperBound)") }
        return number
    }

    package mutating func number(_ key: String, default fallback: Double, in range: ClosedRange<Double>) -> Double {
        let shown = fallback == fallback.rounded() && abs(fallback) < 1e15 ? String(Int(fallback)) : String(fallback)
        return number(OptionKey(key, .number, minimum: range.lowerBound, maximum: range.upperBound, fallback: shown), in: range) ?? fallback
    }

    /// One of a few words; anything else is a problem that names them.
    package mutating func choice(_ key: String, of allowed: [String]) -> String? {
        guard let value = value(OptionKey(key, .choice, choices: allowed)) else { return nil }
        guard let text = value.text, allowed.contains(text) else {
            report(
                "'\(key)' must be one of \(allowed.joined(separator: ", ")), found \(value.inWords)", at: value,
                remedy: value.text.flatMap { nearestName(to: $0, among: allowed) }.map { "did you mean '\($0)'?" })
            return nil
        }
        return text
    }

    package mutating func list(_ key: String) -> [Settings]? {
        guard let value = value(OptionKey(key, .list)) else { return nil }
        guard let items = value.items else { return wrong(key, value, "a list") }
        return items
    }

    package mutating func texts(_ key: String) -> [String]? {
        guard let items = list(key) else { return nil }
        return items.compactMap { item in
            if item.text == nil { report("'\(key)' must be a list of texts, found \(item.inWords)", at: item) }
            return item.text
        }
    }

    /// Reports every key that nobody asked for, with the nearest one that exists.
    package mutating func finish() {
        let known = keys.map(\.name)
        for entry in settings.entries ?? [] where !known.contains(entry.key) {
            let nearest = nearestName(to: entry.key, among: known)
            problems.append(
                Problem(
                    "unknown key '\(entry.key.prefix(60))' in \(owner)", at: entry.keyPlace, length: entry.key.unicodeScalars.count,
                    remedy: nearest.map { "did you mean '\($0)'?" } ?? "allowed: \(known.joined(separator: ", "))"))
        }
    }

    private mutating func wrong<T>(_ key: String, _ value: Settings, _ expected: String) -> T? {
        report("'\(key)' must be \(expected), found \(value.inWords)", at: value)
        return nil
    }

    private mutating func outside<T>(_ key: String, _ value: Settings, _ range: String) -> T? {
        report("'\(key)' must be between \(range), found \(value.text ?? "")", at: value)
        return nil
    }
}

extension String {
    fileprivate var isDecimal: Bool {
        let digits = hasPrefix("-") ? dropFirst() : self[...]
        return !digits.isEmpty && digits.allSatisfy { $0.isASCII && $0.isNumber }
    }
}
