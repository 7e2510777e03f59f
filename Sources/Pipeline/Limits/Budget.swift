/// What `--max-cost` leaves: a call begins only when its price still fits.
@Conductor final class Budget {
    /// US dollars; nil sets no limit.
    nonisolated let limit: Double?
    /// US dollars known to be spent, by earlier sittings too.
    private(set) var spent: Double
    /// US dollars set aside for calls under way.
    private(set) var reserved = 0.0
    /// US dollars set aside for calls that ended without saying what they cost.
    private(set) var assumed = 0.0
    /// Calls that ended without a known cost.
    private(set) var unknownCalls = 0
    /// A call was kept back; it may fit again when calls under way cost less than was set aside.
    private(set) var hasRefused = false

    /// The dearest call so far, by key.
    private var dearest: [String: Double] = [:]
    /// What was set aside for calls of unknown price, by key; which of them settles first does not matter for the sum.
    private var guesses: [String: [Double]] = [:]

    /// Sums of cents are not exact in binary: three times $0.10 must fit into $0.30.
    private static let tolerance = 1e-9

    nonisolated init(limit: Double?, spent: Double) {
        self.limit = limit
        self.spent = spent
    }

    /// Nothing that costs money can begin any more, and no call under way can change that.
    var isExhausted: Bool { limit.map { spent + assumed >= $0 - Self.tolerance } ?? false }

    /// Sets the price of a call aside before it begins; false, and nothing set aside, when it would pass the limit.
    ///
    /// An unknown price counts as the dearest call of the same key so far. While there is none it counts as 0, so the first calls of
    /// a model of unknown price can together pass the limit; once the limit is reached they are kept back too. What is known to
    /// be free always begins.
    ///
    /// - Parameters:
    ///   - amount: US dollars of the call; nil when it cannot be told before.
    ///   - key: what has the same price: the model.
    func reserve(_ amount: Double?, key: String) -> Bool {
        let price = amount ?? dearest[key] ?? 0
        if let limit, amount != 0 {
            let taken = spent + assumed + reserved
            let fits = price > 0 ? taken + price <= limit + Self.tolerance : taken < limit - Self.tolerance
            guard fits else {
                hasRefused = true
                return false
            }
        }
        reserved += price
        if amount == nil { guesses[key, default: []].append(price) }
        return true
    }

    /// Ends a reservation.
    ///
    /// - Parameters:
    ///   - amount: as it was given to `reserve`.
    ///   - actual: US dollars that the call cost, 0 when it was not billed; nil is unknown, and what was set aside stays set aside.
    func settle(reserved amount: Double?, key: String, actual: Double?) {
        let price = amount ?? guesses[key]?.popLast() ?? 0
        reserved = max(0, reserved - price)
        guard let actual else {
            assumed += price
            unknownCalls += 1
            return
        }
        spent += actual
        dearest[key] = max(dearest[key] ?? 0, actual)
    }
}
