import Catalogs
import Media

/// Checks metric names against what measures the profile's kind, and notices repetitions.
struct MetricNames {
    let kind: MediaKind?
    let known: [MetricDescription]
    private(set) var problems: [Problem] = []
    private var used: Set<String> = []

    init(kind: MediaKind?, known: [MetricDescription]) {
        self.kind = kind
        self.known = known
    }

    func isKnown(_ name: String) -> Bool { known.contains { $0.name == name && (kind == nil || $0.kind == kind) } }

    /// Notes a weighted metric; false when it was noted before.
    mutating func use(_ entry: Settings.Entry) -> Bool {
        check(entry)
        guard used.insert(entry.key).inserted else {
            problems.append(
                Problem(
                    "metric '\(entry.key.prefix(60))' has weight twice", at: entry.keyPlace, length: entry.key.count,
                    remedy: "keep one of them"))
            return false
        }
        return true
    }

    mutating func check(_ entry: Settings.Entry) {
        guard !isKnown(entry.key) else { return }
        let length = entry.key.unicodeScalars.count
        if let other = known.first(where: { $0.name == entry.key }), let kind {
            problems.append(
                Problem("metric '\(entry.key)' measures \(other.kind.rawValue), not \(kind.rawValue)", at: entry.keyPlace, length: length))
        } else {
            let names = known.filter { kind == nil || $0.kind == kind }.map(\.name)
            problems.append(
                Problem(
                    "no metric called '\(entry.key.prefix(60))'", at: entry.keyPlace, length: length,
                    remedy: suggestion(for: entry.key, among: names)))
        }
    }
}
