import Foundation

/// The verdict in one sentence; terminal, HTML, Markdown and JSON all show these words.
package struct VerdictSentence: Sendable, Hashable {
    /// `Clear winner`, `Too close to call` …
    package let heading: String
    package let text: String

    /// - Parameters:
    ///   - label: `better`, `better_but_small`, `equivalent`, `too_close`, `not_enough_data`; any other one means that the
    ///     group's strategy picks no best.
    ///   - winners: the top tier, leader first.
    ///   - over: the rival that the numbers are about.
    ///   - diff: leader − rival, points of quality, 0…100 scale.
    ///   - wins: cases in which the leader is ahead; `cases` = wins + losses + ties.
    ///   - minimumCases: fewest cases with a difference that can decide.
    ///   - minEffect: points below which a difference does not matter.
    ///   - claims: what may be claimed in place of better or winner, `technically cleaner`; nil or `better` for a plain winner.
    ///   - failedBranches: branches without any output.
    package init(
        label: String, winners: [String], over: String?, diff: Double?, ci95: [Double]?, wins: Int, losses: Int, ties: Int, cases: Int,
        casesNeeded: Int?, minimumCases: Int, minEffect: Double, claims: String?, failedBranches: [String]
    ) {
        let facts = Facts(
            leader: winners.first ?? "", others: winners.filter { $0 != winners.first && $0 != over }, winners: winners, over: over,
            diff: diff, ci95: ci95, wins: wins, losses: losses, ties: ties, cases: cases, casesNeeded: casesNeeded,
            minimumCases: minimumCases, minEffect: minEffect, claims: claims == "better" ? nil : claims)
        heading = facts.heading(label)
        text = facts.sentence(label) + facts.withoutOutputs(failedBranches)
    }
}

private struct Facts {
    let leader: String
    let others: [String]
    let winners: [String]
    let over: String?
    let diff: Double?
    let ci95: [Double]?
    let wins: Int
    let losses: Int
    let ties: Int
    let cases: Int
    let casesNeeded: Int?
    let minimumCases: Int
    let minEffect: Double
    let claims: String?

    func heading(_ label: String) -> String {
        switch label {
        case "better": claims.map(capitalised) ?? "Clear winner"
        case "better_but_small": claims.map { capitalised($0) + ", small margin" } ?? "Winner, small margin"
        case "equivalent": "Practically equal"
        case "too_close": "Too close to call"
        case "not_enough_data": "Not enough cases"
        default: "Not compared"
        }
    }

    func sentence(_ label: String) -> String {
        switch label {
        case "better": ahead("the clear winner") + "." + disagreement
        case "better_but_small": ahead("the winner by a small margin") + "; the difference may be too small to matter." + disagreement
        case "equivalent": equal
        case "too_close": close
        case "not_enough_data": tooFew
        default: "The outputs were collected and not compared."
        }
    }

    private func ahead(_ title: String) -> String {
        let rival = over ?? "the others"
        let margin = "\(signed(diff))"
        let rest = "\(rival)\(interval), wins \(wins) of \(cases)"
        guard let claims else { return "\(leader) is \(title): it scores \(margin) above \(rest)" }
        return "\(leader) is \(claims): \(margin) over \(rest)"
    }

    private var equal: String {
        let pair = [leader, over].compactMap { $0 }
        let denial = claims.map { "; neither is \($0)" } ?? ""
        let further = others.isEmpty ? "" : " \(list(others, "and")) cannot be told apart from them."
        return "\(list(pair, "and")) are equal within \(points(minEffect)) (\(split))\(denial).\(further)\(disagreement)"
    }

    private var close: String {
        let names = winners.count > 1 ? winners : [leader, over].compactMap { $0 }.filter { !$0.isEmpty }
        let question = claims.map { "Too close to call which is \($0)" } ?? "Too close to call"
        let pair = names.count > 2 && over != nil ? "\(leader) against \(over ?? ""): " : ""
        let needed = casesNeeded.map { " About \($0) cases would settle a difference of \(points(max(abs(diff ?? 0), minEffect)))." } ?? ""
        return "\(question): \(list(names, "or")) (\(pair)\(split)).\(needed)\(disagreement)"
    }

    private var tooFew: String {
        guard cases > 0 else { return over == nil ? "There is nothing to compare." : "No case has outputs of both models to compare." }
        guard let over, !leader.isEmpty else { return "One model alone has nothing to be compared with." }
        let differing = wins + losses
        let need = "at least \(minimumCases) with a difference are needed"
        let so = "So far: \(leader) \(signed(diff)) over \(over), \(wins) to \(losses)."
        if cases >= minimumCases, differing == 0 { return "The models do not differ in any of \(count(cases)); \(need) to decide." }
        if cases >= minimumCases, differing < minimumCases {
            return "Only \(differing) of \(count(cases)) \(differing == 1 ? "shows" : "show") a difference; \(need) to decide. \(so)"
        }
        if cases >= minimumCases {
            return
                "\(leader) scores exactly \(signed(diff)) above \(over) in all of \(count(cases)): without any spread nothing can be said of other cases."
        }
        return "\(count(cases)) cannot decide; \(need). \(so)"
    }

    /// The mean and the count of wins may name different leaders; then both are said.
    private var disagreement: String {
        guard let diff, let over, diff != 0, (diff > 0) != (wins > losses), wins != losses else { return "" }
        return " The mean favours \(diff > 0 ? leader : over), the wins favour \(wins > losses ? leader : over)."
    }

    func withoutOutputs(_ branches: [String]) -> String {
        guard !branches.isEmpty else { return "" }
        return " \(list(branches, "and")) \(branches.count == 1 ? "has" : "have") no outputs."
    }

    private var interval: String {
        guard let ci95, ci95.count == 2 else { return "" }
        return " (95% interval \(signed(ci95[0])) to \(signed(ci95[1])))"
    }

    private var split: String {
        let limits = ci95.flatMap { $0.count == 2 ? ", 95% interval \(signed($0[0])) to \(signed($0[1]))" : nil } ?? ""
        return "\(signed(diff))\(limits); \(wins) to \(losses)\(ties > 0 ? ", \(ties) tied" : "")"
    }

    private func signed(_ value: Double?) -> String {
        guard let value else { return "an unknown difference" }
        let size = String(format: "%.1f", abs(value))
        return size == "0.0" ? size : (value < 0 ? "\u{2212}" : "+") + size
    }

    private func points(_ value: Double) -> String {
        let rounded = (value * 10).rounded() / 10
        let text = rounded == rounded.rounded() ? String(format: "%.0f", rounded) : String(format: "%.1f", rounded)
        return text == "1" ? "1 point" : "\(text) points"
    }

    private func count(_ number: Int) -> String { number == 1 ? "1 case" : "\(number) cases" }

    private func list(_ names: [String], _ last: String) -> String {
        guard let final = names.last, names.count > 1 else { return names.first ?? "" }
        return names.dropLast().joined(separator: ", ") + " \(last) " + final
    }

    private func capitalised(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }
}
