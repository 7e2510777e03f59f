import ArgumentParser
import Catalogs
import Foundation
import Pipeline
import Reports
import Voting

struct VoteExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write a voting page into a folder to mail or to host.",
        discussion: """
            Open index.html; it needs no server. Every listener gets one of the ballot's lists by chance; to deal them out yourself, give
            the first listener index.html#1, the second index.html#2, and so on. The page ends in a file votes.json for `bakeoff vote import`.

            EXAMPLES
              bakeoff vote export runs/2026-11-23-a41f ballot
              bakeoff vote export runs/2026-11-23-a41f ballot --method mos --per-listener 30 --hide-text
            """)

    @Argument(help: "A run folder.") var folder: String
    @Argument(help: "A new folder for the page.") var to: String
    @OptionGroup var ballot: BallotOptions

    func run() throws {
        let target = Paths.absolute(to, from: FileManager.default.currentDirectoryPath)
        let voted = try VotedRun(folder)
        let (paper, bytes) = try VotedRun.explaining {
            let export = try StaticExport(to: target)
            let paper = try voted.paper(ballot, isServed: false)
            do {
                let bytes = try export.write(paper.page, media: paper.media)
                try voted.store.keep(paper.stored)
                return (paper, bytes)
            } catch let error as NSError where error.domain == NSCocoaErrorDomain || error.domain == NSPOSIXErrorDomain {
                Console.error("cannot write \(visible(to)): \(error.localizedDescription)")
                throw Status.cannotWrite
            }
        }
        let lists = paper.ballot.lists
        Console.result("\(visible(to))/index.html")
        Console.message(
            "\(Quantity.count(lists.count, "list")) of \(Quantity.count(lists.map(\.count).max() ?? 0, "trial")), "
                + "\(Quantity.count(paper.ballot.media.count, "file")), \(bytes / 1_000) kB; ballot \(paper.stored.sha256.prefix(12))")
        Console.message("What comes back: bakeoff vote import \(visible(folder)) votes.json")
    }
}
