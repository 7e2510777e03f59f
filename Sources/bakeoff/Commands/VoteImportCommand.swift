import ArgumentParser
import Catalogs
import Foundation
import Pipeline
import Reports
import Voting

struct VoteImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Take the votes.json files of listeners into a run.",
        discussion: """
            Every file is checked against the ballot it answers; a file with a fault takes none in. The files stay as they are.

            EXAMPLES
              bakeoff vote import runs/2026-11-23-a41f votes.json
              bakeoff vote import runs/2026-11-23-a41f from-ann.json from-bob.json
            """)

    @Argument(help: "A run folder.") var folder: String
    @Argument(help: "Files that the voting page gave out.") var files: [String]

    func run() throws {
        var voted = try VotedRun(folder)
        let votes = try VotedRun.explaining {
            let ballots = try voted.store.ballots()
            let kept = try ballots.flatMap { try voted.store.votes(on: $0.sha256) }
            return try VotesFile(ballots).read(files, kept: kept)
        }
        try voted.store.keep(votes)
        let listeners = Set(votes.map(\.listener)).count
        Console.message("\(Quantity.count(votes.count, "answer")) of \(Quantity.count(listeners, "listener")) taken in")
        for line in try voted.tally() { Console.result(line) }
        Console.message("Shown by: bakeoff rank \(visible(folder)), bakeoff report \(visible(folder))")
    }
}
