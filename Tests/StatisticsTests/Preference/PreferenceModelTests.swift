import Testing

@testable import Statistics

/// Expected values: maximum of the likelihood by scipy 1.17.1 (`minimize`, BFGS then Nelder–Mead to 1e-13), standard errors from
/// numerical derivatives in numpy 2.3.3; the strengths also by evalica 0.4.2 (`newman` for Davidson, `bradley_terry`) and choix 0.4.1
/// (`opt_pairwise`). Required: θ 1e-5, tie parameters 1e-3 relative, standard errors 1e-4 relative.
@Suite struct PreferenceModelTests {
    struct Expected: Sendable, CustomTestStringConvertible {
        let model: TieModel
        let strengths: [Double]
        let tie: Double?
        let logLikelihood: Double
        var information: [Double]?
        var byVote: [Double]?

        var testDescription: String { model.rawValue }
    }

    static let expected = [
        Expected(
            model: .davidson, strengths: [1.971212645153559, -0.32166456094534196, -0.38261079709104256, -1.2669372871171745],
            tie: 0.4010523824063809, logLikelihood: -54.06458247249563,
            information: [0.47908400112079863, 0.3223391523377568, 0.3232828311575858, 0.3647171103708376],
            byVote: [0.5879918026886208, 0.37728176385001205, 0.2600496891126948, 0.390434852159438]),
        Expected(
            model: .raoKupper, strengths: [1.8434392826116062, -0.3408206331212747, -0.378524301522297, -1.1240943479680345],
            tie: 1.49573687450445, logLikelihood: -52.59667396389456),
        Expected(
            model: .halfWins, strengths: [1.5944064714715107, -0.2558629901306224, -0.30588845562476674, -1.0326550257161216], tie: nil,
            logLikelihood: -35.73484454862308,
            information: [0.40141371571873, 0.28888956743143296, 0.2894867055209591, 0.31798154147422397],
            byVote: [0.40223753629898085, 0.29871482848141384, 0.2041729516975787, 0.29469430131015956]),
    ]

    @Test(arguments: expected) func strengthsAndErrorsAgree(_ expected: Expected) throws {
        let component = try #require(PreferenceRanking(VoteTable(twelveCases)).components.first)
        let fit = try #require(component.fits.first { $0.model == expected.model })
        for (ours, theirs) in zip(try #require(fit.strengths), expected.strengths) { #expect(abs(ours - theirs) < 1e-6) }
        #expect(abs((fit.tieParameter ?? 0) - (expected.tie ?? 0)) < 1e-5)
        #expect(abs(try #require(fit.logLikelihood) - expected.logLikelihood) < 1e-8)
        for (ours, theirs) in zip(fit.informationErrors ?? [], expected.information ?? []) { #expect(abs(ours / theirs - 1) < 1e-5) }
        for (ours, theirs) in zip(fit.voteErrors ?? [], expected.byVote ?? []) { #expect(abs(ours / theirs - 1) < 1e-5) }
        #expect(fit.iterations < 20)
    }

    /// The same, with cases alone as clusters: a rater with one case each leaves only them.
    @Test func errorsOverCasesAgree() throws {
        let anonymous = twelveCases.map { VoteTable.Entry(caseName: $0.caseName, left: $0.left, right: $0.right, choice: $0.choice) }
        let component = try #require(PreferenceRanking(VoteTable(anonymous)).components.first)
        let davidson = [0.5245301454096012, 0.4167885662124021, 0.1430952793412376, 0.4123378758468785]
        let halfWins = [0.36087953832864494, 0.33140486582055584, 0.11611758859735699, 0.31307317240136406]
        for (model, expected) in [(TieModel.davidson, davidson), (.halfWins, halfWins)] {
            let fit = try #require(component.fits.first { $0.model == model })
            for (ours, theirs) in zip(try #require(fit.caseErrors), expected) { #expect(abs(ours / theirs - 1) < 1e-5) }
        }
        let pair = try #require(component.pairs.first { $0.a == "A" && $0.b == "B" })
        #expect(abs(try #require(pair.error) - 0.8276253921955515) < 1e-5)
    }

    /// Cameron and Miller's sum of cases and raters less their cells, same origin.
    @Test func errorsOverCasesAndRatersAgree() throws {
        let component = try #require(PreferenceRanking(VoteTable(twelveCases)).components.first)
        let near = try #require(component.pairs.first { $0.a == "A" && $0.b == "B" })
        let far = try #require(component.pairs.first { $0.a == "A" && $0.b == "D" })
        #expect(abs(try #require(near.error) / 0.1403640374088078.squareRoot() - 1) < 1e-5)
        #expect(abs(try #require(far.error) / 0.08039314865039068.squareRoot() - 1) < 1e-5)
    }

    @Test func theRegularisedFitAgrees() throws {
        let component = try #require(PreferenceRanking(VoteTable(twelveCases)).components.first)
        let expected = [1.8456303420677649, -0.29690142057122115, -0.3546597443234153, -1.1940691771731282]
        let fit = try #require(component.regularised)
        for (ours, theirs) in zip(try #require(fit.strengths), expected) { #expect(abs(ours - theirs) < 1e-6) }
        #expect(abs(try #require(fit.tieParameter) - 0.36181870451566367) < 1e-5)
        #expect(!component.isRegularised)
    }

    @Test func theOrderOfVotesAndTheSidesOfNamesChangeNothing() throws {
        let component = try #require(PreferenceRanking(VoteTable(twelveCases)).components.first)
        let turned = twelveCases.reversed().map { entry in
            VoteTable.Entry(
                caseName: entry.caseName, left: entry.right, right: entry.left,
                choice: entry.choice == .tie ? .tie : entry.choice == .left ? .right : .left, rater: entry.rater)
        }
        let other = try #require(PreferenceRanking(VoteTable(turned)).components.first)
        for (a, b) in zip(component.standings, other.standings) {
            #expect(a.branch == b.branch)
            #expect(abs(a.strength - b.strength) < 1e-9)
            #expect(abs((a.error ?? 0) - (b.error ?? 1)) < 1e-9)
        }
    }

    @Test func pointsAreFittedExactly() throws {
        // Wins and half ties are sufficient statistics of Davidson's strengths.
        let component = try #require(PreferenceRanking(VoteTable(twelveCases)).components.first)
        for standing in component.standings {
            let pairs = component.pairs.filter { $0.a == standing.branch || $0.b == standing.branch }
            let fitted = pairs.reduce(0.0) { sum, pair in
                sum + Double(pair.wins + pair.losses + pair.ties) * (pair.a == standing.branch ? pair.fitted : 1 - pair.fitted)
            }
            #expect(abs(fitted - Double(standing.wins) - 0.5 * Double(standing.ties)) < 1e-9)
        }
    }
}
