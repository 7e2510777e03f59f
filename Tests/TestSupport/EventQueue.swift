/// Something that happens to a part of a shard at a time.
struct Event: Sendable {
    let seconds: Double
    let part: Part
}

/// Events by time, as a binary heap.
struct EventQueue: Sendable {
    private var events: [Event]

    /// The events must be sorted.
    init(_ sorted: [Event]) { events = sorted }

    var first: Event? { events.first }

    mutating func insert(_ event: Event) {
        events.append(event)
        var child = events.count - 1
        while child > 0, events[child].seconds < events[(child - 1) / 2].seconds {
            events.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    /// There must be one.
    mutating func removeFirst() -> Event {
        events.swapAt(0, events.count - 1)
        let result = events.removeLast()
        var parent = 0
        while 2 * parent + 1 < events.count {
            var child = 2 * parent + 1
            if child + 1 < events.count, events[child + 1].seconds < events[child].seconds { child += 1 }
            guard events[child].seconds < events[parent].seconds else { break }
            events.swapAt(child, parent)
            parent = child
        }
        return result
    }
}
