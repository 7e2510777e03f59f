import ArgumentParser
import Voting

/// Options of every command that makes a ballot.
struct BallotOptions: ParsableArguments {
    @Option(help: "pairwise: which of two is better; abx: which of two is X; mos: 1 to 5; mushra: 0 to 100 beside a reference.")
    var method: VoteMethod = .pairwise
    @Option(help: "The group to vote on; needed where the run has several.") var group: String?
    @Option(name: .customLong("per-listener"), help: "Trials of one listener, catch trials and repeats among them.") var perListener = 20
    @Option(name: .customLong("catch"), help: "Share of trials with a known answer.") var catchShare = 0.1
    @Option(name: .customLong("repeat"), help: "Share of trials that are asked twice, sides swapped.") var repeatShare = 0.1
    @Option(help: "Lists of trials: as many listeners are covered evenly.") var listeners = 24
    @Option(help: "Seed of the trials and their order; the run's if nobody says.") var seed: UInt64?
    @Option(help: "What is asked, in your own words.") var question: String?
    @Flag(name: .customLong("hide-text"), help: "Do not show the prompt or text of a case.") var hideText = false

    func validate() throws {
        if !(1...500).contains(perListener) { throw ValidationError("--per-listener must be between 1 and 500") }
        if !(0...0.5).contains(catchShare) { throw ValidationError("--catch must be between 0 and 0.5") }
        if !(0...0.5).contains(repeatShare) { throw ValidationError("--repeat must be between 0 and 0.5") }
        if !(1...1_000).contains(listeners) { throw ValidationError("--listeners must be between 1 and 1000") }
        if let question, question.isEmpty || question.count > 300 { throw ValidationError("--question must have 1 to 300 characters") }
    }

    func settings(runSeed: UInt64) -> BallotSettings {
        var settings = BallotSettings()
        (settings.method, settings.perListener, settings.catchShare) = (method, perListener, catchShare)
        (settings.repeatShare, settings.listeners, settings.seed) = (repeatShare, listeners, seed ?? runSeed)
        (settings.group, settings.question, settings.showsText) = (group, question, !hideText)
        return settings
    }
}

extension VoteMethod: ExpressibleByArgument {}
