import Mustache

/// How `{{name}}` is escaped in a template that begins with `{{% CONTENT_TYPE:XML}}`.
struct XMLContent: MustacheContentType {
    func escapeText(_ text: String) -> String { Escaping.xml(text) }

    static func register() { MustacheContentTypes.register(XMLContent(), named: "XML") }
}
