import ArgumentParser
import Catalogs
import Foundation
import Pipeline
import Scoring
import Statistics

struct FitWeightsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "weights", abstract: "Learn a profile's weights from votes, and keep them only if they predict better.",
        discussion: """
            A logit of votes on utilities, weights never below 0, held towards the profile's own; how firmly is chosen by leaving out
            one case at a time. Needs \(PreferenceWeights.fewestCases) cases and \(PreferenceWeights.votesPerWeight) votes a metric. The new profile is written only if it predicts the votes on
            left-out cases better by more than the standard error; otherwise the exit code is 1.

            EXAMPLES
              bakeoff fit weights runs/2026-11-23-a41f --votes votes.csv --out own.yaml
            """)

    @Argument(help: "A run folder with scores.") var folder: String
    @Option(help: "A table of votes: case,left,right,winner[,rater]. Repeatable.") var votes: [String]
    @Option(help: "The group that was voted on; the first scored one if nobody says.") var group: String?
    @Option(name: .shortAndLong, help: "File of the new profile.") var out = "own.yaml"

    func run() throws {
        do {
            let comparison = try comparison()
            let data = try Loading.scoringData()
            let profile = try data.profile(comparison.scoring ?? "")
            let entries = try VoteFile.read(votes, branches: comparison.branches.map(\.id))
            let features = VoteFeatures(comparison, profile: profile, votes: VoteTable(entries))
            let learned = try features.learned()
            Console.result(line(features, learned))
            guard learned.isBetter else {
                Console.result("The weights of '\(profile.name)' are kept: the difference is within its standard error.")
                throw Status.gateFailed
            }
            let text = features.profile(with: learned, name: ((out as NSString).lastPathComponent as NSString).deletingPathExtension)
            try text.write(toFile: out, atomically: true, encoding: .utf8)
            Console.result("\(visible(out)): use it with scoring: \(visible(out)), or bakeoff report RUN --profile \(visible(out))")
        } catch let problems as Problems {
            Console.show(problems, sources: [:])
            throw Status.badData
        } catch let refusal as PreferenceWeights.Refusal {
            Console.error(Self.words(refusal))
            throw Status.badData
        }
    }

    private func comparison() throws -> Comparison {
        let scored = try Loading.record(folder).comparisons.filter { $0.scoring != nil }
        guard let found = group.map({ name in scored.first { $0.groupId == name } }) ?? scored.first else {
            throw Problems([
                Problem(
                    "no scored group called '\(group?.prefix(60) ?? "")'",
                    remedy: suggestion(for: group ?? "", among: scored.map(\.groupId)))
            ])
        }
        return found
    }

    private func line(_ features: VoteFeatures, _ learned: PreferenceWeights) -> String {
        func percent(_ share: Double) -> String { String(format: "%.1f %%", 100 * share) }
        return
            "left-out cases: \(percent(learned.accuracy)) of votes predicted, \(percent(learned.givenAccuracy)) with the profile's own weights"
            + " (difference ± \(percent(learned.accuracyError))); \(features.rows.count) votes"
    }

    private static func words(_ refusal: PreferenceWeights.Refusal) -> String {
        switch refusal {
        case .fewCases(let have, let need): "votes on \(have) cases; weights need \(need)"
        case .fewVotes(let have, let need): "\(have) usable votes; this many weights need \(need)"
        case .noFit: "the votes do not follow the metrics at all: there is nothing to learn from them"
        }
    }
}
