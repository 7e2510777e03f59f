import Foundation
import Statistics

/// What the voters say in one sentence; terminal, HTML, Markdown and JSON all show these words.
package struct VotesSentence: Sendable, Hashable {
    /// `Voters have a favourite`, `Too close to call by votes` …
    package let heading: String
    package let text: String

    /// Of votes on two outputs at a time. Strengths are natural logarithms of odds, which mean little to a reader: it speaks of shares.
    package init(_ component: PreferenceComponent) {
        let leader = component.winners.first ?? "", rival = component.over ?? ""
        let share = component.pairs.first { $0.a == leader && $0.b == rival }.map { "in \(Self.percent($0.fitted)) of votes, ties half" }
        heading = Self.heading(component.label)
        text =
            switch component.label {
            case .better, .betterButSmall:
                "Voters prefer \(leader): over \(rival) \(share ?? "") (\(Self.extent(component.votes, "vote", component.raters, component.cases)))."
            case .equivalent: "Voters have no preference between \(Self.list(component.winners, "and"))."
            case .tooClose:
                "Too close to call by votes: \(Self.list(component.winners, "or")) (\(leader) \(share ?? ""))."
                    + (component.casesNeeded.map { " About \($0) cases would settle it." } ?? "")
            case .notEnoughData: Self.tooFew(component.votes, "vote", component.cases)
            }
    }

    /// Of scores that listeners gave.
    ///
    /// - Parameters:
    ///   - unit: what a difference is counted in: `points of 5`.
    ///   - cases: with a rating.
    package init(_ ranking: RatingRanking, unit: String, ratings: Int, listeners: Int, cases: Int) {
        guard ranking.standings.count != 1 else {
            heading = "Rated"
            text = ranking.standings.map { Self.alone($0, unit, listeners, cases) }.joined()
            return
        }
        let leader = ranking.winners.first ?? "", rival = ranking.over ?? ""
        let pair = ranking.pairs.first { $0.a == leader && $0.b == rival }
        let limits = pair?.interval.map { ", 95% interval \(Self.signed($0[0])) to \(Self.signed($0[1]))" } ?? ""
        let lead = pair.map { "\(Self.signed($0.difference)) \(unit)\(limits)" } ?? ""
        heading = Self.heading(ranking.label)
        text =
            switch ranking.label {
            case .better: "Listeners rate \(leader) above \(rival): \(lead) (\(Self.extent(ratings, "rating", listeners, cases)))."
            case .betterButSmall: "Listeners rate \(leader) a little above \(rival): \(lead); the difference may be too small to matter."
            case .equivalent: "Listeners rate \(Self.list(ranking.winners, "and")) alike (\(lead))."
            case .tooClose:
                "Too close to call by ratings: \(Self.list(ranking.winners, "or")) (\(lead))."
                    + (ranking.casesNeeded.map { " About \($0) cases would settle it." } ?? "")
            case .notEnoughData: Self.tooFew(ratings, "rating", cases)
            }
    }

    /// One pair of an ABX test.
    package struct Discrimination: Sendable {
        package let a, b: String
        package let test: DiscriminationTest
        package let label: DiscriminationTest.Label
        package let pHolm: Double

        package init(a: String, b: String, test: DiscriminationTest, label: DiscriminationTest.Label, pHolm: Double) {
            (self.a, self.b, self.test, self.label, self.pHolm) = (a, b, test, label, pHolm)
        }
    }

    /// Of an ABX test; at most three pairs are told, the clearest first.
    package init(_ pairs: [Discrimination]) {
        let labels = Set(pairs.map(\.label))
        heading =
            labels.contains(.distinguishable)
            ? "Told apart"
            : labels.contains(.undecided) ? "Undecided" : labels.contains(.notDistinguishable) ? "Not distinguishable" : "Not enough trials"
        let told = pairs.prefix(3).map(Self.words)
        let rest = pairs.count - told.count
        text =
            (told.isEmpty ? "No trial was answered." : told.joined(separator: " "))
            + (rest > 0 ? " \(rest) more \(rest == 1 ? "pair is" : "pairs are") in the table." : "")
    }

    /// Where votes came in, but none that ranks anything.
    package init(nothingCounted answers: Int) {
        heading = Self.heading(.notEnoughData)
        text = answers == 0 ? "Nobody has voted." : "\(Self.count(answers, "answer")) came in, and none that compares two models."
    }

    private static func alone(_ one: RatingRanking.Standing, _ unit: String, _ listeners: Int, _ cases: Int) -> String {
        let limits = one.interval.map { String(format: "95%% interval %.2f to %.2f; ", $0[0], $0[1]) } ?? ""
        return "Listeners rate \(one.branch) at \(String(format: "%.2f", one.mean)) \(unit) "
            + "(\(limits)\(extent(one.ratings, "rating", listeners, cases)))."
    }

    private static func words(_ pair: Discrimination) -> String {
        let right = "\(pair.test.right) of \(count(pair.test.trials, "trial")) right"
        switch pair.label {
        case .distinguishable: return "Listeners tell \(pair.a) from \(pair.b): \(right) (p \(p(pair.pHolm)))."
        case .notDistinguishable:
            return "Listeners cannot tell \(pair.a) from \(pair.b): \(right), and with 95% confidence fewer than 75% would be."
        case .undecided: return "Whether \(pair.a) and \(pair.b) can be told apart is open: \(right) (p \(p(pair.pHolm)))."
        case .notEnoughData: return "\(pair.a) and \(pair.b): \(right), too few trials to decide."
        }
    }

    private static func heading(_ label: VerdictLabel) -> String {
        switch label {
        case .better: "Voters have a favourite"
        case .betterButSmall: "A favourite by a small margin"
        case .equivalent: "No preference"
        case .tooClose: "Too close to call by votes"
        case .notEnoughData: "Not enough votes"
        }
    }

    private static func tooFew(_ answers: Int, _ what: String, _ cases: Int) -> String {
        guard cases < 6 else { return "\(count(answers, what, first: true)) on \(count(cases, "case")) cannot decide yet." }
        return "\(what == "vote" ? "Votes" : "Ratings") on \(count(cases, "case")) cannot decide; at least 6 cases are needed, "
            + "since \(what)s on one case are not independent."
    }

    private static func extent(_ answers: Int, _ what: String, _ people: Int, _ cases: Int) -> String {
        let by = people > 1 ? " by \(people) people" : ""
        return "\(count(answers, what))\(by) on \(count(cases, "case"))"
    }

    private static func count(_ number: Int, _ what: String, first: Bool = false) -> String {
        number == 1 ? (first ? "One \(what)" : "1 \(what)") : "\(number) \(what)s"
    }

    private static func percent(_ share: Double) -> String { String(format: "%.0f%%", share * 100) }

    private static func p(_ value: Double) -> String { value < 0.001 ? "< 0.001" : String(format: "= %.3f", value) }

    private static func signed(_ value: Double) -> String {
        let size = String(format: "%.2f", abs(value))
        return size == "0.00" ? size : (value < 0 ? "\u{2212}" : "+") + size
    }

    private static func list(_ names: [String], _ last: String) -> String {
        guard let final = names.last, names.count > 1 else { return names.first ?? "" }
        return names.dropLast().joined(separator: ", ") + " \(last) " + final
    }
}
