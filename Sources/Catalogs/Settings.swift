/// One value of a settings file (YAML) with the place where it is written.
///
/// A scalar keeps its text as written: YAML 1.1 would turn `no` into false, `017` into 15 and `12:30` into 750; here a type
/// is asked for by the reader, never guessed.
package struct Settings: Sendable, Hashable {
    package indirect enum Content: Sendable, Hashable {
        case null
        case scalar(String, isQuoted: Bool)
        case list([Settings])
        case map([Entry])
    }

    package struct Entry: Sendable, Hashable {
        package let key: String
        package let keyPlace: SourcePlace
        package let value: Settings

        package init(key: String, keyPlace: SourcePlace, value: Settings) {
            self.key = key
            self.keyPlace = keyPlace
            self.value = value
        }
    }

    package let content: Content
    package let place: SourcePlace

    package init(_ content: Content, at place: SourcePlace) {
        self.content = content
        self.place = place
    }

    /// An empty map, for settings that nobody wrote.
    package static func empty(at place: SourcePlace = SourcePlace(file: "built-in", line: 1, column: 1)) -> Settings {
        Settings(.map([]), at: place)
    }

    package var text: String? {
        if case .scalar(let text, _) = content { return text }
        return nil
    }

    package var items: [Settings]? {
        if case .list(let items) = content { return items }
        return nil
    }

    package var entries: [Entry]? {
        if case .map(let entries) = content { return entries }
        return nil
    }

    package subscript(key: String) -> Settings? { entries?.first { $0.key == key }?.value }

    /// What the value is, in words for an error: `"twelve"`, `a list`, `nothing`.
    package var inWords: String {
        switch content {
        case .null: "nothing"
        case .scalar(let text, _): "\"\(text.prefix(60))\""
        case .list: "a list"
        case .map: "a mapping"
        }
    }

    /// Columns that a caret under the value should span.
    package var length: Int { min(60, max(1, text?.unicodeScalars.count ?? 1)) }
}
