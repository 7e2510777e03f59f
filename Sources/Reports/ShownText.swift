import Mustache

/// Text from outside (a prompt, an id, an error) in the forms that templates may print; false in a section when empty.
struct ShownText: MustacheCustomRenderable, MustacheParent, Hashable, Sendable {
    /// For HTML, which escapes it, and for Markdown prose.
    let plain: String
    /// A Markdown code span, safe in a table cell; made when it is printed, which most texts never are.
    var code: String { Escaping.markdownCode(plain) }

    var renderText: String { plain }
    var isNull: Bool { plain.isEmpty }

    /// - Parameter limit: characters after which the text is cut with an ellipsis.
    init(_ text: String?, limit: Int = .max) {
        let shown = Escaping.visible(text ?? "")
        // A prefix first: counting the characters of a megabyte only to cut it would be work for nothing.
        plain = shown.prefix(limit).endIndex < shown.endIndex ? shown.prefix(max(0, limit - 1)) + "…" : shown
    }

    func child(named name: String) -> Any? { name == "plain" ? plain : name == "code" ? code : nil }

    static let none = ShownText("")
}
