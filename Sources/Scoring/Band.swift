import Catalogs

/// What a stretch of the quality scale means in words.
package struct Band: Sendable, Hashable, Codable {
    /// Lowest quality of the band, 0…100; it reaches up to the next one.
    package let from: Double
    package let name: String
    /// What a picture of the band looks like.
    package let looks: String
    /// What a sound of the band sounds like.
    package let sounds: String

    /// Reads bands.yaml: a list from the lowest band up.
    static func read(_ settings: Settings, problems: inout [Problem]) -> [Band] {
        var options = Options(settings, of: "bands.yaml")
        let bands = (options.list("bands") ?? []).compactMap { item -> Band? in
            var inner = Options(item, of: "a band")
            let from = inner.number("from", in: 0...100)
            let name = inner.requiredText("name")
            let band = Band(
                from: from ?? 0, name: name ?? "", looks: inner.text("looks", default: ""), sounds: inner.text("sounds", default: ""))
            if item["from"] == nil { inner.report("a band needs 'from'") }
            inner.finish()
            options.add(inner.problems)
            return inner.problems.isEmpty ? band : nil
        }
        let isRising = zip(bands, bands.dropFirst()).allSatisfy { $0.from < $1.from }
        if options.problems.isEmpty, bands.first?.from != 0 || !isRising {
            options.report("'bands' must begin at 0 and rise", at: settings["bands"])
        }
        options.finish()
        problems += options.problems
        return bands
    }
}
