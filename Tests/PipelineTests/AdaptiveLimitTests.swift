import Testing

@testable import Pipeline

@Conductor @Suite struct AdaptiveLimitTests {
    private let time = ManualTime()

    private func limit(_ capacity: Int?, inUse: Int = 0, perMinute: Double? = nil) -> Limit {
        let limit = Limit(name: "model", capacity: capacity, perMinute: perMinute, clock: time.timepiece)
        for _ in 0..<inUse { limit.begin() }
        return limit
    }

    @Test func aFullLimitOpensOnlyWhenSomeoneLeaves() {
        let two = limit(2, inUse: 2)
        #expect(!two.isOpen && two.nextOpening == nil)
        two.end()
        #expect(two.isOpen && two.nextOpening == time.now)
    }

    @Test(arguments: [(8, 8, 4), (8, 3, 1), (8, 1, 1), (1, 1, 1), (5, 5, 2)])
    func aRefusalHalvesTheConcurrencyInUse(configured: Int, inUse: Int, left: Int) {
        let model = limit(configured, inUse: inUse)
        model.wasRefused(retryAfter: nil)
        #expect(model.capacity == left)
    }

    @Test func anUnboundedLimitIsBoundedByARefusal() {
        let model = limit(nil, inUse: 20)
        model.wasRefused(retryAfter: 0)
        #expect(model.capacity == 10)
    }

    @Test func refusalsOfCallsThatBeganBeforeThePauseHalveOnce() {
        let model = limit(8, inUse: 8)
        for _ in 0..<8 { model.wasRefused(retryAfter: 3) }
        #expect(model.capacity == 4)
        time.advance(3)
        model.wasRefused(retryAfter: 3)
        #expect(model.capacity == 2)
    }

    @Test func nobodyBeginsBeforeTheModelSaysSo() {
        let model = limit(8)
        model.wasRefused(retryAfter: 9)
        #expect(!model.isOpen && model.nextOpening == time.now + .seconds(9))
        time.advance(8.999)
        #expect(!model.isOpen)
        time.advance(0.001)
        #expect(model.isOpen)
    }

    @Test func aLaterRefusalNeverShortensThePause() {
        let model = limit(8, inUse: 4)
        model.wasRefused(retryAfter: 50)
        model.wasRefused(retryAfter: 1)
        #expect(model.nextOpening == nil || model.nextOpening == time.now + .seconds(50))
        for _ in 0..<4 { model.end() }
        #expect(model.nextOpening == time.now + .seconds(50))
    }

    @Test func withoutAWordPausesGrowUntilACallSucceeds() {
        let model = limit(8)
        func pause() -> Double {
            model.wasRefused(retryAfter: nil)
            let opening = model.nextOpening ?? time.now
            let seconds = (opening - time.now) / .seconds(1)
            time.advance(to: opening)
            return seconds
        }
        #expect((0..<9).map { _ in pause() } == [1, 2, 4, 8, 16, 32, 60, 60, 60])
        model.succeeded()
        #expect(pause() == 1)
    }

    @Test(arguments: [(1e9, 120.0), (.infinity, 1), (.nan, 1), (-5, 1)])
    func anAbsurdWaitIsNotObeyed(asked: Double, taken: Double) {
        let model = limit(8)
        model.wasRefused(retryAfter: asked)
        #expect(model.nextOpening == time.now + .seconds(taken))
    }

    @Test func successBringsTheCapacityBackOneByOneAndNoFurther() {
        let model = limit(4, inUse: 4)
        model.wasRefused(retryAfter: 0)
        var seen: [Int?] = []
        for _ in 0..<12 {
            model.succeeded()
            seen.append(model.capacity)
        }
        #expect(seen == [2, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4, 4])
    }

    @Test func aRefusalForgetsTheSuccessesBefore() {
        let model = limit(4, inUse: 4)
        model.wasRefused(retryAfter: 0)
        model.succeeded()
        time.advance(1)
        model.wasRefused(retryAfter: 0)
        #expect(model.capacity == 1)
        model.succeeded()
        #expect(model.capacity == 2)
    }

    /// Begins whenever it is allowed to, for ten minutes; gives the seconds of the begins.
    private func greedyBegins(perMinute: Double) -> [Double] {
        let model = limit(nil, perMinute: perMinute)
        let start = time.now
        var begins: [Double] = []
        while (time.now - start) < .seconds(600) {
            if model.isOpen {
                model.begin()
                begins.append((time.now - start) / .seconds(1))
            } else if let next = model.nextOpening {
                time.advance(to: next)
            }
        }
        return begins
    }

    @Test(arguments: [0.5, 1, 1.5, 2, 7, 59, 60, 61, 90, 300, 1000])
    func noMinuteHasMoreBeginsThanTheRate(perMinute: Double) {
        let begins = greedyBegins(perMinute: perMinute)
        let most = max(1, Int(perMinute))
        for (index, time) in begins.enumerated() where index >= most {
            #expect(time - begins[index - most] >= 60 - 1e-6, "begin \(index)")
        }
    }

    @Test(arguments: [0.5, 1, 2, 7, 59, 60, 61, 90, 300, 1000])
    func aGreedyCallerGetsTheWholeRate(perMinute: Double) {
        #expect(Double(greedyBegins(perMinute: perMinute).count) >= 10 * perMinute)
    }

    @Test func beginsAreSpreadOverTheMinute() {
        #expect(greedyBegins(perMinute: 60).prefix(4) == [0, 1, 2, 3])
        #expect(greedyBegins(perMinute: 300).count { $0 == 0 } == 5, "as many at once as fall to a second")
    }

    @Test func anIdleMinuteSavesUpNoMoreThanABurst() {
        let model = limit(nil, perMinute: 60)
        model.begin()
        time.advance(3600)
        #expect(model.isOpen)
        model.begin()
        #expect(!model.isOpen)
    }

    @Test func capacityAndRateBothHold() {
        let model = limit(1, perMinute: 60)
        model.begin()
        #expect(model.nextOpening == nil)
        model.end()
        #expect(model.nextOpening == time.now + .seconds(1))
    }
}
