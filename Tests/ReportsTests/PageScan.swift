import Foundation

/// What stands in a page, read the strict way: every `<` opens a tag that is on the list, every attribute is quoted.
struct PageScan {
    private(set) var tags: [String: Int] = [:]
    private(set) var attributes: [(tag: String, name: String, value: String)] = []
    private(set) var problems: [String] = []
    private(set) var style = ""
    private(set) var script = ""

    private static let known: Set<String> = [
        "html", "head", "meta", "title", "style", "body", "a", "header", "h1", "h2", "h3", "p", "code", "nav", "div", "span", "button",
        "main", "section",
        "ul", "li", "b", "article", "svg", "rect", "line", "circle", "text", "path", "table", "thead", "tbody", "tr", "th", "td", "figure",
        "figcaption", "kbd", "link", "ol", "del", "ins",
        "details", "summary", "img", "label", "input", "select", "option", "audio", "pre", "dl", "dt", "dd", "i", "footer", "script",
    ]

    init(_ html: String) {
        var rest = Substring(html)
        if rest.hasPrefix("<!doctype html>") { rest.removeFirst("<!doctype html>".count) }
        while let open = rest.firstIndex(of: "<") {
            guard let close = rest[open...].firstIndex(of: ">") else {
                problems.append("a tag does not end: \(rest[open...].prefix(60))")
                return
            }
            let inside = rest[rest.index(after: open)..<close]
            rest = rest[rest.index(after: close)...]
            read(inside)
            for raw in ["style", "script"] where inside == raw {
                guard let end = rest.range(of: "</\(raw)>") else { return }
                let text = String(rest[..<end.lowerBound])
                if raw == "style" { style = text } else { script = text }
                rest = rest[end.upperBound...]
            }
        }
    }

    func values(of attribute: String) -> [String] { attributes.filter { $0.name == attribute }.map(\.value) }

    private mutating func read(_ inside: Substring) {
        let name = String(inside.drop { $0 == "/" }.prefix { $0.isLetter || $0.isNumber })
        guard Self.known.contains(name) else {
            problems.append("unknown tag <\(inside.prefix(60))>")
            return
        }
        if !inside.hasPrefix("/") { tags[name, default: 0] += 1 }
        var rest = inside.drop { $0 == "/" }.dropFirst(name.count)
        while true {
            rest = rest.drop { $0 == " " || $0 == "/" }
            let attribute = rest.prefix { !" =/".contains($0) }
            guard !attribute.isEmpty else { return }
            rest = rest.dropFirst(attribute.count)
            guard rest.hasPrefix("=\"") else {
                attributes.append((name, String(attribute), ""))
                if rest.hasPrefix("=") { problems.append("unquoted attribute in <\(inside.prefix(60))>") }
                continue
            }
            rest = rest.dropFirst(2)
            let value = rest.prefix { $0 != "\"" }
            attributes.append((name, String(attribute), String(value)))
            rest = rest.dropFirst(value.count + 1)
        }
    }
}
