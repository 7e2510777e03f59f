import Pipeline
import Statistics

/// `bakeoff rank --json`: every estimate, interval, p value and verdict in full precision; null is not known, never 0.
package struct RankDocument: Encodable {
    private let tree: JSONTree

    package init(_ studies: [RankStudy]) {
        tree = .object([
            "schema": "bakeoff.ranking", "schema_version": "1.0", "bakeoff": .text(bakeoffVersion),
            "rankings": .array(studies.map(Self.study)),
        ])
    }

    package func encode(to encoder: any Encoder) throws { try tree.encode(to: encoder) }

    private static func study(_ study: RankStudy) -> JSONTree {
        let settings = study.settings
        return .object([
            "group": JSONTree(study.group), "by": .text(study.by), "scoring_version": JSONTree(study.scoringVersion), "unit": "case",
            "seed": .whole(Int(settings.seed)), "resamples": .whole(settings.resamples), "alpha": .number(settings.alpha),
            "min_effect": .number(settings.minEffect), "correction": "holm",
            "method": .text(
                settings.race == nil ? "sign-flip test, hull of Student t and beta bootstrap-t" : "e-process, always-valid interval"),
            "verdict": study.ranking.map { verdict($0.verdict, study) } ?? .null,
            "branches": .array(study.ranking?.standings.map(standing) ?? []), "pairs": .array(pairs(study)),
            "baseline": .array(study.baseline.map(comparison)),
            "votes": study.votes.map { VoteTree.tree($0, study.voters) } ?? .null,
            "human": study.human.map(VoteTree.human) ?? .null,
            "agreement": .array(study.agreements.map(agreement)), "combined": .array(study.combined.map(combined)),
        ])
    }

    private static func verdict(_ verdict: OverallVerdict, _ study: RankStudy) -> JSONTree {
        .object([
            "label": .text(verdict.label.rawValue), "leader": JSONTree(verdict.leader), "winners": JSONTree(verdict.winners),
            "over": JSONTree(verdict.over), "difference": JSONTree(verdict.difference), "interval": JSONTree(verdict.interval),
            "wins": .whole(verdict.wins), "losses": .whole(verdict.losses), "ties": .whole(verdict.ties), "cases": .whole(verdict.cases),
            "cases_needed": JSONTree(verdict.casesNeeded), "minimum_cases": .whole(verdict.minimumCases), "p_holm": JSONTree(verdict.pHolm),
            "warnings": JSONTree(verdict.warnings), "text": JSONTree(RankSentence.text(study)),
        ])
    }

    private static func standing(_ standing: Standing) -> JSONTree {
        let exact = ClopperPearson(successes: standing.failures, trials: standing.cases)
        return .object([
            "branch": .text(standing.branch), "cases": .whole(standing.cases), "mean": JSONTree(standing.mean),
            "interval": JSONTree(standing.interval), "rank": .array([.whole(standing.rankLow), .whole(standing.rankHigh)]),
            "win_rate": JSONTree(standing.winRate), "failures": .whole(standing.failures), "failure_rate": .number(standing.failureRate),
            "failure_interval": JSONTree(standing.failureInterval), "failure_interval_exact": JSONTree([exact.low, exact.high]),
        ])
    }

    // MARK: Pairs

    private static func pairs(_ study: RankStudy) -> [JSONTree] {
        let all = study.ranking?.pairs ?? []
        let bonferroni = MultipleTesting.bonferroni(all.map { $0.p ?? 1 })
        let discoveries = MultipleTesting.benjaminiHochberg(all.map { $0.p ?? 1 })
        return all.indices.map { index in
            var object = fields(all[index])
            object.merge(fields(study.details[index])) { first, _ in first }
            object["p_bonferroni"] = all[index].p == nil ? .null : .number(bonferroni[index])
            object["p_benjamini_hochberg"] = all[index].p == nil ? .null : .number(discoveries[index])
            object["balanced"] = study.balanced[index].map(balanced) ?? .null
            object["variance_parts"] = study.parts[index].map(parts) ?? .null
            return .object(object)
        }
    }

    private static func comparison(_ pair: PairComparison) -> JSONTree { .object(fields(pair)) }

    private static func fields(_ pair: PairComparison) -> [String: JSONTree] {
        [
            "a": .text(pair.a), "b": .text(pair.b), "cases": .whole(pair.cases), "wins": .whole(pair.wins), "losses": .whole(pair.losses),
            "ties": .whole(pair.ties), "difference": JSONTree(pair.difference), "interval": JSONTree(pair.interval),
            "interval_90": JSONTree(pair.interval90), "p": JSONTree(pair.p), "p_holm": JSONTree(pair.pHolm),
            "label": .text(pair.label.rawValue), "cases_needed": JSONTree(pair.casesNeeded),
            "difference_both_succeeded": JSONTree(pair.onlyBothSucceeded), "failure_p": .number(pair.failureP),
        ]
    }

    private static func fields(_ details: PairDetails) -> [String: JSONTree] {
        [
            "median": JSONTree(details.median), "deviation": .number(details.deviation), "standard_error": JSONTree(details.error),
            "effect_size": JSONTree(details.effectSize), "t": JSONTree(details.student?.t), "degrees": JSONTree(details.student?.degrees),
            "p_t": JSONTree(details.student?.pValue), "interval_t": JSONTree(details.studentInterval), "p_sign": .number(details.signP),
            "p_wilcoxon": .number(details.wilcoxon.pValue), "wilcoxon_ranks": .number(details.wilcoxon.positiveRanks),
            "interval_percentile": JSONTree(details.percentileInterval), "interval_bca": JSONTree(details.bcaInterval),
            "ln_e": .number(details.logE), "interval_always_valid": JSONTree(details.alwaysValidInterval),
            "cases_both_succeeded": .whole(details.bothSucceeded),
        ]
    }

    private static func balanced(_ mean: BalancedMean) -> JSONTree {
        .object([
            "mean": .number(mean.mean), "standard_error": .number(mean.error), "degrees": .number(mean.degrees),
            "interval": JSONTree(mean.interval), "p": JSONTree(mean.pValue), "composition_sensitive": .flag(mean.isCompositionSensitive),
            "categories": .array(
                mean.parts.map { part in
                    .object([
                        "category": .text(part.name), "cases": .whole(part.count), "difference": .number(part.mean),
                        "interval": JSONTree(part.interval), "reversal": .flag(part.isReversal),
                    ])
                }),
        ])
    }

    private static func parts(_ parts: VarianceParts) -> JSONTree {
        .object([
            "between_cases": .number(parts.betweenCases), "between_repeats": .number(parts.betweenRepeats),
            "icc1": .number(parts.intraclass), "repeats": .number(parts.repeats),
        ])
    }

    // MARK: With votes

    private static func agreement(_ agreement: MetricAgreement) -> JSONTree {
        .object([
            "metric": .text(agreement.name), "pairs": .whole(agreement.accuracy.pairs), "accuracy": .number(agreement.accuracy.accuracy),
            "interval": JSONTree(agreement.accuracy.interval), "tie_threshold": .number(agreement.accuracy.threshold),
            "tau_within_cases": JSONTree(agreement.tauWithinCases), "tau_of_branches": JSONTree(agreement.tauOfBranches),
            "no_better_than_chance": .flag(agreement.isNoBetterThanChance),
        ])
    }

    private static func combined(_ pair: CombinedPreference) -> JSONTree {
        func column(_ estimate: PredictionPowered.Estimate) -> JSONTree {
            .object([
                "preference": .number(estimate.mean), "standard_error": .number(estimate.error), "interval": JSONTree(estimate.interval),
            ])
        }
        return .object([
            "a": .text(pair.a), "b": .text(pair.b), "cases_with_votes": .whole(pair.estimate.labelled), "cases": .whole(pair.estimate.all),
            "lambda": .number(pair.estimate.lambda), "votes": column(pair.estimate.votes), "metrics": column(pair.estimate.proxy),
            "combined": column(pair.estimate.combined),
        ])
    }
}

extension JSONTree: ExpressibleByStringLiteral {
    package init(stringLiteral value: String) { self = .text(value) }
}
