import Catalogs

extension Settings {
    /// The value as a finite decimal number; nil when it is anything else.
    var number: Double? {
        guard case .scalar(let text, false) = content, let number = Double(text), number.isFinite, !text.contains("x") else { return nil }
        return number
    }
}

extension Options {
    /// A list of numbers; nil, with the problem reported, when it is absent or anything else.
    mutating func numbers(_ key: String, count: ClosedRange<Int>, named form: String) -> [Double]? {
        let given = value(key)
        let numbers = given?.items?.compactMap(\.number)
        guard let numbers, numbers.count == given?.items?.count, count.contains(numbers.count) else {
            report("'\(key)' must be the numbers \(form)", at: given)
            return nil
        }
        return numbers
    }

    /// `[low, high]`; nil when absent, or, with the problem reported, when it is no range.
    mutating func range(_ key: String) -> ClosedRange<Double>? {
        guard value(key) != nil, let ends = numbers(key, count: 2...2, named: "[low, high]") else { return nil }
        guard ends[0] < ends[1] else {
            report("'\(key)' must rise from low to high", at: settings[key])
            return nil
        }
        return ends[0]...ends[1]
    }

    /// A list of words of which each must be known; a single word is a list of one.
    mutating func choices(_ key: String, of allowed: [String]) -> [String] {
        guard let value = value(key) else { return [] }
        return (value.items ?? [value]).compactMap { item in
            guard let text = item.text, allowed.contains(text) else {
                report(
                    "'\(key)' must hold words among \(allowed.joined(separator: ", ")), found \(item.inWords)", at: item,
                    remedy: item.text.flatMap { nearestName(to: $0, among: allowed) }.map { "did you mean '\($0)'?" })
                return nil
            }
            return text
        }
    }
}
