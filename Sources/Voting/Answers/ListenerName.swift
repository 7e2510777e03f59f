/// The random name under which a listener's answers stand; made by the page, and no more than that.
package enum ListenerName {
    /// Eight to forty lower-case letters and digits.
    package static func isValid(_ name: String) -> Bool {
        (8...40).contains(name.utf8.count) && name.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) }
    }

    /// What a browser calls itself, cut, without control characters.
    static func browser(_ text: String?) -> String? {
        guard let text, !text.isEmpty else { return nil }
        return String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.properties.generalCategory != .control }).prefix(120))
    }
}
