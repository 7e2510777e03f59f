import Foundation
import Testing

/// `bakeoff rank` on plain tables and runs, and `bakeoff plan --detect`.
@Suite struct RankCommandTests {
    private let folder: Folder

    init() throws {
        folder = try Folder()
        var scores = "case,branch,quality,category\n", votes = "case,left,right,winner,rater\n"
        for number in 0..<30 {
            let base = 50 + 13 * number % 29
            let category = number % 3 == 0 ? "night" : "day"
            scores += "c\(number),alpha,\(base + 6 + number % 4),\(category)\nc\(number),beta,\(base + number % 3),\(category)\n"
            scores += "c\(number),gamma,\(number == 7 ? "" : String(base - number % 5)),\(category)\n"
            for (index, rater) in ["ann", "bob"].enumerated() {
                votes += "c\(number),alpha,beta,\((number + index) % 5 == 0 ? "right" : "left"),\(rater)\n"
                votes += "c\(number),gamma,alpha,\((number + index) % 7 == 0 ? "tie" : "right"),\(rater)\n"
                votes += "c\(number),beta,gamma,\((number + index) % 3 == 0 ? "right" : "left"),\(rater)\n"
            }
        }
        try folder.write(scores, to: "scores.csv")
        try folder.write(votes, to: "votes.csv")
    }

    private func run(_ arguments: String...) throws -> Program.Result { try Program.run(arguments, in: folder.path) }

    private func ranking(_ arguments: [String]) throws -> [String: Any] {
        let result = try Program.run(["rank"] + arguments + ["--json"], in: folder.path)
        #expect(result.status == 0, "\(result.errors)")
        let document = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        #expect(document["schema"] as? String == "bakeoff.ranking")
        return try #require((document["rankings"] as? [[String: Any]])?.first)
    }

    @Test func scoresAreRanked() throws {
        let ranking = try ranking(["--scores", "scores.csv"])
        let verdict = try #require(ranking["verdict"] as? [String: Any])
        #expect(verdict["label"] as? String == "better" && verdict["winners"] as? [String] == ["alpha"])
        let pairs = try #require(ranking["pairs"] as? [[String: Any]])
        #expect(pairs.count == 3)
        for key in [
            "p", "p_holm", "p_t", "p_sign", "p_wilcoxon", "p_bonferroni", "ln_e", "interval", "interval_bca", "interval_t", "balanced",
        ] {
            #expect(pairs.allSatisfy { $0[key] != nil && !($0[key] is NSNull) }, "\(key)")
        }
        let gamma = try #require((ranking["branches"] as? [[String: Any]])?.first { $0["branch"] as? String == "gamma" })
        #expect(gamma["failures"] as? Int == 1)
        #expect(ranking["votes"] is NSNull)
    }

    @Test func votesAreRankedAndHeldAgainstScores() throws {
        let ranking = try ranking(["--scores", "scores.csv", "--votes", "votes.csv"])
        let votes = try #require(ranking["votes"] as? [String: Any])
        let component = try #require((votes["components"] as? [[String: Any]])?.first)
        #expect((component["verdict"] as? [String: Any])?["winners"] as? [String] == ["alpha"])
        #expect((votes["voters"] as? [String: Any])?["ceiling"] is Double)
        let agreement = try #require((ranking["agreement"] as? [[String: Any]])?.first)
        #expect(agreement["metric"] as? String == "quality" && (agreement["accuracy"] as? Double ?? 0) > 0.6)
        #expect((ranking["combined"] as? [[String: Any]])?.count == 3)
    }

    @Test func whatHasNoFiniteValueIsNull() throws {
        try folder.write("case,left,right,winner\n1,a,b,left\n2,a,c,left\n3,b,c,left\n4,d,e,tie\n", to: "odd.csv")
        let votes = try #require(try ranking(["--votes", "odd.csv"])["votes"] as? [String: Any])
        let components = try #require(votes["components"] as? [[String: Any]])
        #expect(components.count == 2)
        for component in components {
            let davidson = try #require((component["fits"] as? [String: Any])?["davidson"] as? [String: Any])
            #expect(davidson["theta"] is NSNull && davidson["nu"] is NSNull && davidson["log_likelihood"] is NSNull)
            #expect(component["regularised"] as? Bool == true)
            #expect((component["pairs"] as? [[String: Any]])?.allSatisfy { $0["difference"] is NSNull } == true)
        }
    }

    @Test func theOrderOfRowsChangesNoByte() throws {
        let lines = try folder.read("votes.csv").split(separator: "\n")
        try folder.write(([lines[0]] + lines.dropFirst().reversed()).joined(separator: "\n") + "\n", to: "turned.csv")
        #expect(try run("rank", "--votes", "votes.csv", "--json").output == run("rank", "--votes", "turned.csv", "--json").output)
    }

    @Test func aPersonReadsSentencesAndTables() throws {
        let result = try run("rank", "--scores", "scores.csv", "--votes", "votes.csv")
        #expect(result.output.contains("Voters prefer alpha"))
        #expect(result.output.contains("alpha is the clear winner"))
        #expect(result.output.contains("gamma") && result.output.contains("1 of 30, up to"))
        let balanced = try run("rank", "--scores", "scores.csv", "--balance")
        #expect(balanced.output.contains("Every category counted alike"))
        let baseline = try run("rank", "--scores", "scores.csv", "--baseline", "beta")
        #expect(baseline.output.contains("alpha over beta") && !baseline.output.contains("alpha over gamma"))
    }

    @Test func wrongTablesAreExplained() throws {
        try folder.write("case,left,right,winner\na,b,c,lefft\na,b,b,left\na,b,c,c\n", to: "bad.csv")
        let bad = try run("rank", "--votes", "bad.csv")
        #expect(bad.status == 65)
        for words in ["bad.csv:2", "did you mean 'left'?", "'b' stands on both sides", "write right", "3 errors"] {
            #expect(bad.errors.contains(words), "\(words)")
        }
        try folder.write("case,branch,quality\na,x,1\na,x,2\nb,x,many\n", to: "twice.csv")
        let twice = try run("rank", "--scores", "twice.csv")
        #expect(twice.status == 65 && twice.errors.contains("stand twice") && twice.errors.contains("'many' is no number"))
        #expect(try run("rank", "--scores", "absent.csv").status == 66)
        #expect(try run("rank").status == 64)
        #expect(try run("rank", "--scores", "scores.csv", "--by", "ssim").status == 64)
        let name = try run("rank", "--scores", "scores.csv", "--baseline", "alpa")
        #expect(name.status == 65 && name.errors.contains("did you mean 'alpha'?"))
    }

    @Test func planSaysHowManyCasesADifferenceNeeds() throws {
        let result = try run("plan", "--detect", "5", "--spread", "10")
        #expect(result.status == 0 && result.output.contains("needs 34 cases"))
        let json = try run("plan", "--detect", "5", "--spread", "10", "--branches", "4", "--json")
        #expect(json.output.contains("\"cases_needed\" : 52"))
        #expect(try run("plan").status == 64)
    }

    // MARK: Runs

    private func makeRun(stop: String = "") throws -> (Program.Result, String) {
        try folder.write((0..<40).map { "a house by the sea, number \($0)" }.joined(separator: "\n"), to: "cases.txt")
        try folder.write(
            """
            cases: cases.txt
            models:
              good: {provider: demo, quality: clean, size: 128}
              poor: {provider: demo, quality: noisy, size: 128}
            steps:
              - type: parallel_group
                group_id: images
                merge_strategy: best_quality
            \(stop)
                parallel_steps:
                  - {id: a, type: text_to_image, model: good}
                  - {id: b, type: text_to_image, model: poor}

            """, to: "p.yaml")
        let result = try run("run", "p.yaml", "--progress", "none", "--report", "json")
        let name = try #require(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/runs").first)
        return (result, "runs/\(name)")
    }

    @Test func aRaceStopsEarlyAndSaysWhatItSaved() throws {
        let (result, path) = try makeRun(stop: "    stop: {when: decided, min_cases: 10}")
        #expect(result.status == 0)
        #expect(result.output.contains("Stopped after") && result.output.contains("Stopping early saved"))
        let outputs = try FileManager.default.subpathsOfDirectory(atPath: "\(folder.path)/\(path)/outputs").filter { $0.hasSuffix(".png") }
        #expect(outputs.count < 60)
        // Gone on with, the same decisions are taken again and nothing more is run.
        let again = try run("run", "p.yaml", "--resume", "--progress", "none", "--report", "json")
        #expect(again.output.contains("Stopped after"))
        #expect(
            try FileManager.default.subpathsOfDirectory(atPath: "\(folder.path)/\(path)/outputs").filter { $0.hasSuffix(".png") } == outputs
        )
        let ranked = try run("rank", path, "--json")
        #expect(ranked.output.contains("e-process"))
    }

    @Test func aRunIsRankedAgainUnderOtherWeights() throws {
        let (_, path) = try makeRun()
        let plain = try run("rank", path)
        #expect(plain.status == 0 && plain.output.contains("technically cleaner"))
        #expect(try run("rank", path, "--by", "technical_quality").status == 0)
        let unknown = try run("rank", path, "--by", "technical_qualty")
        #expect(unknown.status == 65 && unknown.errors.contains("did you mean 'technical_quality'?"))
        let profile = try String(contentsOfFile: Repository.root + "/scoring/profiles/image-technical.yaml", encoding: .utf8)
        try folder.write(
            profile.replacing("weight: 0.76", with: "weight: 0.50").replacing("weight: 0.04", with: "weight: 0.30")
                .replacing("name: image-technical", with: "name: own"), to: "own.yaml")
        let other = try ranking([path, "--profile", "own.yaml"])
        let first = try ranking([path])
        #expect(other["scoring_version"] as? String != first["scoring_version"] as? String)
        #expect(try run("report", path, "--profile", "own.yaml", "--format", "summary").status == 0)
        #expect(try ranking([path])["scoring_version"] as? String == other["scoring_version"] as? String)
    }

    @Test func weightsAreNotLearnedFromTooFewVotes() throws {
        let (_, path) = try makeRun()
        try folder.write("case,left,right,winner\ncase-01,a,b,left\ncase-02,a,b,left\n", to: "few.csv")
        let few = try run("fit", "weights", path, "--votes", "few.csv")
        #expect(few.status == 65 && few.errors.contains("votes on 2 cases"))
    }

    @Test func aRunIsGoneOnWithUnderOtherWeights() throws {
        let (_, path) = try makeRun()
        let before = try #require(try ranking([path])["scoring_version"] as? String)
        let profile = try String(contentsOfFile: Repository.root + "/scoring/profiles/image-technical.yaml", encoding: .utf8)
        try folder.write(
            profile.replacing("weight: 0.76", with: "weight: 0.60").replacing("name: image-technical", with: "name: own"), to: "own.yaml")
        let pipeline = try folder.read("p.yaml").replacing(
            "merge_strategy: best_quality", with: "merge_strategy: best_quality\n    scoring: own.yaml")
        try folder.write(pipeline, to: "p.yaml")
        #expect(try run("run", "p.yaml", "--resume", "--progress", "none", "--report", "json").status == 0)
        #expect(try ranking([path])["scoring_version"] as? String != before)
        #expect(try run("validate", "own.yaml").status == 0)
        try folder.write(profile.replacing("technical_quality: 1", with: "technical_qualty: 1"), to: "bad.yaml")
        let bad = try run("validate", "bad.yaml")
        #expect(bad.status == 65 && bad.errors.contains("bad.yaml:") && bad.errors.contains("technical_quality"))
    }
}
