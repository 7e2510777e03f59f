/// What one unit of a model's output costs, and who says so.
package struct UnitPrice: Sendable, Hashable, Codable {
    package enum Unit: String, Sendable, Hashable, Codable, CaseIterable {
        case output, image, megapixel, thousandCharacters = "1k_characters", second, minute, millionTokens = "1m_tokens"
    }

    /// US dollars a unit.
    package let amount: Double
    package let unit: Unit
    /// Where the price was read: an address, a document.
    package let source: String?
    /// When it was read, `2026-11-24`.
    package let date: String?

    package init(amount: Double, unit: Unit = .output, source: String? = nil, date: String? = nil) {
        self.amount = amount
        self.unit = unit
        self.source = source
        self.date = date
    }

    package static let free = UnitPrice(amount: 0)
}

/// How hard a model may be called.
package struct ModelLimits: Sendable, Hashable {
    /// Calls under way at once; nil leaves it to `max_workers` and `--jobs`.
    package var maxConcurrent: Int?
    /// Calls begun in any 60 seconds; nil sets no limit.
    package var perMinute: Double?

    package init(maxConcurrent: Int? = nil, perMinute: Double? = nil) {
        self.maxConcurrent = maxConcurrent
        self.perMinute = perMinute
    }
}
