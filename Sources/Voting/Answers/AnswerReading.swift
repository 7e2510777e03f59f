import Catalogs

/// Reads one answer out of JSON of unknown origin and holds it against the ballot; says everything that is wrong with it.
package struct AnswerReading: Sendable {
    private static let longestReason = 2_000
    /// Seconds; an answer a week after the question says nothing about how long it took.
    private static let mostSeconds = 604_800.0

    package let ballot: Ballot

    package init(_ ballot: Ballot) { self.ballot = ballot }

    /// The answer, or what is wrong with it, one sentence each.
    package func read(_ value: JSONValue) -> (answer: VoteAnswer?, faults: [String]) {
        guard value.object != nil else { return (nil, ["it is no object"]) }
        guard let list = value["list"]?.whole, ballot.lists.indices.contains(list - 1) else {
            return (nil, ["'list' must be a whole number from 1 to \(ballot.lists.count)"])
        }
        let trials = ballot.lists[list - 1]
        guard let number = value["trial"]?.whole, trials.indices.contains(number - 1) else {
            return (nil, ["'trial' must be a whole number from 1 to \(trials.count)"])
        }
        let trial = trials[number - 1]
        var faults = names(value, trial)
        var answer = VoteAnswer(list: list, trial: number, played: played(value["played"], trial, &faults), seconds: 0)
        if ballot.method == .pairwise || ballot.method == .abx {
            answer.choice = choice(value["choice"], &faults)
        } else {
            answer.scores = scores(value["scores"], trial, &faults)
        }
        if let seconds = value["seconds"]?.number, (0...Self.mostSeconds).contains(seconds) {
            answer.seconds = seconds
        } else {
            faults.append("'seconds' must be a number from 0 to \(Int(Self.mostSeconds))")
        }
        answer.reason = reason(value["reason"], &faults)
        return (faults.isEmpty ? answer : nil, faults)
    }

    /// The page says again what it showed; answers to another ballot would name other things.
    private func names(_ value: JSONValue, _ trial: Ballot.Trial) -> [String] {
        var faults: [String] = []
        if let name = value["case"], name.text != trial.caseHash { faults.append("'case' is not that of the trial") }
        for (place, side) in ["left", "right"].enumerated() where trial.items.indices.contains(place) {
            if let name = value[side], name.text != trial.items[place] { faults.append("'\(side)' is not what the trial shows there") }
        }
        return faults
    }

    private func choice(_ value: JSONValue?, _ faults: inout [String]) -> VoteAnswer.Choice? {
        let known: [VoteAnswer.Choice] = ballot.method == .abx ? [.left, .right] : VoteAnswer.Choice.allCases
        if let choice = value?.text.flatMap(VoteAnswer.Choice.init), known.contains(choice) { return choice }
        let list = known.map(\.rawValue).joined(separator: ", ")
        faults.append("'choice' must be one of \(list)" + (value?.text.map { ", found '\($0.prefix(40))'" } ?? ""))
        return nil
    }

    private func scores(_ value: JSONValue?, _ trial: Ballot.Trial, _ faults: inout [String]) -> [String: Double] {
        let range = ballot.method == .mos ? 1.0...5.0 : 0.0...100.0
        guard let object = value?.object, Set(object.keys) == Set(trial.items) else {
            faults.append("'scores' must hold one number for each of the trial's items")
            return [:]
        }
        let scores = object.compactMapValues { $0.number.flatMap { range.contains($0) ? $0 : nil } }
        guard scores.count == object.count else {
            faults.append("'scores' must be numbers from \(Int(range.lowerBound)) to \(Int(range.upperBound))")
            return [:]
        }
        return scores
    }

    private func played(_ value: JSONValue?, _ trial: Ballot.Trial, _ faults: inout [String]) -> [Int] {
        let counts = value?.array?.compactMap(\.whole) ?? []
        let wanted = trial.items.count + (trial.reference == nil ? 0 : 1)
        guard counts.count == wanted, counts.allSatisfy({ (1...1_000_000).contains($0) }) else {
            faults.append("'played' must say for each of \(wanted) items how often it was heard or seen, at least once")
            return []
        }
        return counts
    }

    private func reason(_ value: JSONValue?, _ faults: inout [String]) -> String? {
        guard let value, value != .null else { return nil }
        guard let text = value.text, text.count <= Self.longestReason else {
            faults.append("'reason' must be a text of at most \(Self.longestReason) characters")
            return nil
        }
        return text.isEmpty ? nil : text
    }
}
