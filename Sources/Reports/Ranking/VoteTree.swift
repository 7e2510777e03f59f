import Statistics

/// A ranking by votes as JSON.
enum VoteTree {
    static func tree(_ votes: PreferenceRanking, _ voters: VoterAgreement?) -> JSONTree {
        .object([
            "model": "davidson", "votes": .whole(votes.table.votes.count), "cases": .whole(votes.table.cases.count),
            "raters": .whole(votes.table.raters.count), "min_win": .number(votes.settings.minWin),
            "components": .array(votes.components.map(component)), "unseen": JSONTree(votes.unseen),
            "side_bias": votes.sideBias.map(side) ?? .null, "voters": voters.map(agreement) ?? .null,
        ])
    }

    private static func component(_ component: PreferenceComponent) -> JSONTree {
        .object([
            "branches": JSONTree(component.branches), "votes": .whole(component.votes), "cases": .whole(component.cases),
            "raters": .whole(component.raters), "regularised": .flag(component.isRegularised), "obstacle": JSONTree(component.obstacle),
            "verdict": .object([
                "label": .text(component.label.rawValue), "winners": JSONTree(component.winners), "over": JSONTree(component.over),
                "cases_needed": JSONTree(component.casesNeeded),
            ]),
            "standings": .array(component.standings.map(standing)), "pairs": .array(component.pairs.map { pair($0, component) }),
            "fits": .object(
                Dictionary(uniqueKeysWithValues: component.fits.map { ($0.model.rawValue, fit($0, component.branches)) })),
            "regularised_fit": component.regularised.map { fit($0, component.branches) } ?? .null,
            "decisive_case": JSONTree(component.decisiveCase),
            "cycles": .array(component.cycles.map { JSONTree($0) }),
        ])
    }

    private static func standing(_ standing: PreferenceStanding) -> JSONTree {
        .object([
            "branch": .text(standing.branch), "votes": .whole(standing.votes), "wins": .whole(standing.wins),
            "losses": .whole(standing.losses), "ties": .whole(standing.ties), "theta": .number(standing.strength),
            "standard_error": JSONTree(standing.error), "interval": JSONTree(standing.interval), "elo_like": .number(standing.eloLike),
            "win_against_leader": .number(standing.winAgainstLeader),
            "rank": .array([.whole(standing.rankLow), .whole(standing.rankHigh)]),
        ])
    }

    private static func pair(_ pair: PreferencePair, _ component: PreferenceComponent) -> JSONTree {
        .object([
            "a": .text(pair.a), "b": .text(pair.b), "wins": .whole(pair.wins), "losses": .whole(pair.losses), "ties": .whole(pair.ties),
            "cases": .whole(pair.cases), "difference": component.isRegularised ? .null : .number(pair.difference),
            "difference_shown": .number(pair.difference), "standard_error": JSONTree(pair.error), "interval": JSONTree(pair.interval),
            "p": JSONTree(pair.p), "p_holm": JSONTree(pair.pHolm), "label": .text(pair.label.rawValue),
            "cases_needed": JSONTree(pair.casesNeeded), "preference_fitted": .number(pair.fitted), "preference_voted": JSONTree(pair.voted),
        ])
    }

    private static func fit(_ fit: ModelFit, _ branches: [String]) -> JSONTree {
        func named(_ values: [Double]?) -> JSONTree {
            values.map { .object(Dictionary(uniqueKeysWithValues: zip(branches, $0.map { JSONTree($0) }))) } ?? .null
        }
        let tie = fit.model == .raoKupper ? "eta" : "nu"
        var object: [String: JSONTree] = [
            "theta": named(fit.strengths), "log_likelihood": JSONTree(fit.logLikelihood),
            "standard_errors": .object([
                "information": named(fit.informationErrors), "votes": named(fit.voteErrors), "cases": named(fit.caseErrors),
                "cases_and_raters": named(fit.raterErrors),
            ]),
            "elo_like": named(fit.strengths.map { $0.map { 1_000 + 173.717_792_761_244_95 * $0 } }),
        ]
        if fit.model != .halfWins { object[tie] = JSONTree(fit.tieParameter) }
        return .object(object)
    }

    private static func side(_ bias: SideBias) -> JSONTree {
        .object([
            "gamma": .number(bias.gamma), "standard_error": .number(bias.error), "p": .number(bias.p),
            "left_share": .number(bias.leftShare),
        ])
    }

    private static func agreement(_ voters: VoterAgreement) -> JSONTree {
        .object([
            "ceiling": JSONTree(voters.ceiling), "ceiling_interval": JSONTree(voters.ceilingInterval),
            "krippendorff_alpha": JSONTree(voters.alpha),
            "raters": .array(
                voters.voters.map { voter in
                    .object([
                        "rater": .text(voter.name), "votes": .whole(voter.votes), "agreement": JSONTree(voter.agreement),
                        "compared": .whole(voter.compared), "consistency": JSONTree(voter.consistency), "doubtful": .flag(voter.isDoubtful),
                    ])
                }),
        ])
    }
}
