import Mustache

/// How `{{name}}` is escaped in a template that begins with `{{% CONTENT_TYPE:MARKDOWN}}`.
struct MarkdownContent: MustacheContentType {
    func escapeText(_ text: String) -> String { Escaping.markdownProse(text) }

    static func register() { MustacheContentTypes.register(MarkdownContent(), named: "MARKDOWN") }
}
