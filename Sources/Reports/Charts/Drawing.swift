/// An SVG drawing under construction; every text and attribute value is escaped here, so templates may print it raw.
///
/// Shapes carry presentation attributes beside their classes: a page whose style sheet is refused still shows them.
struct Drawing {
    let width: Double
    let height: Double
    private var body = ""

    init(width: Double, height: Double) {
        self.width = width
        self.height = height
    }

    mutating func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ style: Style, weight: Double = 1) {
        element("line", [("x1", x1), ("y1", y1), ("x2", x2), ("y2", y2), ("stroke-width", weight)], style, paints: "stroke")
    }

    mutating func rectangle(_ x: Double, _ y: Double, _ width: Double, _ height: Double, _ style: Style, corner: Double = 0) {
        let round = corner > 0 ? [("rx", corner)] : []
        element("rect", [("x", x), ("y", y), ("width", max(0, width)), ("height", max(0, height))] + round, style, paints: "fill")
    }

    mutating func circle(_ x: Double, _ y: Double, _ radius: Double, _ style: Style) {
        element("circle", [("cx", x), ("cy", y), ("r", radius)], style, paints: "fill")
    }

    mutating func text(_ words: String, _ x: Double, _ y: Double, anchor: String = "middle", _ style: Style = .label) {
        body +=
            "<text class=\"\(style.name)\" fill=\"\(style.fallback)\" font-size=\"12\" text-anchor=\"\(anchor)\" "
            + "x=\"\(Self.number(x))\" y=\"\(Self.number(y))\">\(Escaping.markup(words))</text>"
    }

    mutating func path(_ commands: String, _ style: Style) {
        body += "<path class=\"\(style.name)\" fill=\"\(style.fallback)\" d=\"\(Escaping.markup(commands))\"/>"
    }

    /// A shape that leads to a case and says what it stands for.
    mutating func linked(to href: String, title: String, _ draw: (inout Drawing) -> Void) {
        body += "<a href=\"\(Escaping.markup(href))\"><title>\(Escaping.markup(title))</title>"
        draw(&self)
        body += "</a>"
    }

    /// - Parameters:
    ///   - label: the drawing in words; empty for one that only repeats the words beside it.
    ///   - name: class of the drawing in the style sheet.
    func svg(_ label: String, name: String = "", isGroup: Bool = false) -> String {
        let role = label.isEmpty ? "aria-hidden=\"true\"" : "role=\"\(isGroup ? "group" : "img")\" aria-label=\"\(Escaping.markup(label))\""
        let size =
            "viewBox=\"0 0 \(Self.number(width)) \(Self.number(height))\" width=\"\(Self.number(width))\" height=\"\(Self.number(height))\""
        return "<svg class=\"chart \(name)\" \(size) \(role)>\(body)</svg>"
    }

    /// The drawing as a file that a page shows as a picture: no style sheet reaches into it, and it has no ground of its own.
    ///
    /// - Parameter stretches: fills its place in both directions, whatever its own shape.
    func picture(stretches: Bool = false) -> String {
        let shape = stretches ? " preserveAspectRatio=\"none\"" : ""
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(Self.number(width)) \(Self.number(height))\" "
            + "width=\"\(Self.number(width))\" height=\"\(Self.number(height))\"\(shape)>\(body)</svg>\n"
    }

    /// A drawing as a file of its own, on white: whoever shows it, on a dark page say, brings no style sheet.
    static func document(_ svg: String) -> String {
        guard svg.hasPrefix("<svg "), let end = svg.firstIndex(of: ">") else { return svg }
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" font-family=\"sans-serif\" \(svg[..<end].dropFirst(5))>"
            + "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\(svg[svg.index(after: end)...])\n"
    }

    /// Tenths of a pixel, without a trailing zero.
    static func number(_ value: Double) -> String {
        let tenths = (value.isFinite ? value * 10 : 0).rounded()
        return tenths.truncatingRemainder(dividingBy: 10) == 0 ? String(Int(tenths / 10)) : String(tenths / 10)
    }

    private mutating func element(_ name: String, _ numbers: [(String, Double)], _ style: Style, paints: String) {
        let attributes = numbers.map { " \($0.0)=\"\(Self.number($0.1))\"" }.joined()
        body += "<\(name) class=\"\(style.name)\"\(attributes) \(paints)=\"\(style.fallback)\"/>"
    }
}

extension Drawing {
    /// A class of the style sheet and the colour that stands in for it.
    struct Style {
        let name: String
        let fallback: String

        static let axis = Style(name: "ax", fallback: "#c4cad4")
        static let zero = Style(name: "zero", fallback: "#566070")
        static let band = Style(name: "rope", fallback: "#dfe4ec")
        static let label = Style(name: "lab", fallback: "#566070")
        static let ink = Style(name: "ink", fallback: "#14181f")
        static let onColour = Style(name: "onk", fallback: "#ffffff")
        /// Seen on a light ground and on a dark one.
        static let wave = Style(name: "wav", fallback: "#7b8798")

        /// The colour of a branch: `k0` … `k9`.
        static func branch(_ tag: BranchTag, _ role: String = "") -> Style {
            Style(name: role.isEmpty ? tag.colour : "\(role) \(tag.colour)", fallback: colours[tag.colour] ?? "#4b5563")
        }

        private static let colours = [
            "k0": "#1d4ed8", "k1": "#b45309", "k2": "#0f766e", "k3": "#7c3aed", "k4": "#be185d", "k5": "#4d7c0f", "k6": "#0e7490",
            "k7": "#b91c1c", "k8": "#4b5563", "k9": "#86198f",
        ]
    }
}
