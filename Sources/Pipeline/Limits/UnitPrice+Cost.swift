import Foundation

/// What of one output a price may depend on.
struct BilledFacts: Sendable, Hashable {
    /// Unicode characters of the prompt that was sent.
    var characters: Int
    /// Width × height of an image.
    var pixels: Int?
    /// Length of a recording.
    var seconds: Double?
    /// As the service counted them.
    var tokens: Int?

    init(characters: Int, pixels: Int? = nil, seconds: Double? = nil, tokens: Int? = nil) {
        self.tokens = tokens
        self.characters = characters
        self.pixels = pixels
        self.seconds = seconds
    }
}

extension UnitPrice {
    /// US dollars for one output; nil when the facts do not tell, but what is free is 0 whatever is known.
    func cost(of facts: BilledFacts) -> Double? {
        guard amount != 0 else { return 0 }
        return quantity(of: facts).map { $0 * amount }
    }

    /// US dollars, as far as they are certain before the call: prices by output, image or characters, and by megapixel when the
    /// size is asked for; nil otherwise.
    func estimate(characters: Int, pixels: Int?) -> Double? {
        cost(of: BilledFacts(characters: characters, pixels: pixels))
    }

    /// `$0.04 an image (vendor.com, 2026-11-01)`, `free`.
    var words: String {
        let price = amount == 0 ? "free" : "$\(Self.dollars(amount)) \(unit.words)"
        let origin = [source.map(Self.site), date].compactMap(\.self).joined(separator: ", ")
        return origin.isEmpty ? price : "\(price) (\(origin))"
    }

    /// How many units were used.
    private func quantity(of facts: BilledFacts) -> Double? {
        switch unit {
        case .output, .image: 1
        case .megapixel: facts.pixels.map { Double($0) / 1_000_000 }
        case .thousandCharacters: Double(facts.characters) / 1000
        case .second: facts.seconds
        case .minute: facts.seconds.map { $0 / 60 }
        case .millionTokens: facts.tokens.flatMap { $0 >= 0 ? Double($0) / 1_000_000 : nil }
        }
    }

    /// At least cents, and as many more decimals as the price has.
    private static func dollars(_ amount: Double) -> String {
        let text = String(format: "%.9f", amount)
        let (whole, decimals) = (text.dropLast(10), text.suffix(9))
        let kept = decimals.count - decimals.reversed().prefix { $0 == "0" }.count
        return "\(whole).\(decimals.prefix(max(2, kept)))"
    }

    /// The host of an address, without `www.`; other words as they are.
    private static func site(_ source: String) -> String {
        guard let host = URL(string: source)?.host(), !host.isEmpty else { return source }
        return host.hasPrefix("www.") ? String(host.dropFirst(4)) : host
    }
}

extension UnitPrice.Unit {
    /// `an image`, `a second`.
    var words: String {
        switch self {
        case .output: "an output"
        case .image: "an image"
        case .megapixel: "a megapixel"
        case .thousandCharacters: "per 1,000 characters"
        case .second: "a second"
        case .minute: "a minute"
        case .millionTokens: "per million tokens"
        }
    }
}
