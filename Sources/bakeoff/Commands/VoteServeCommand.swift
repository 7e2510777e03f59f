import ArgumentParser
import Catalogs
import Foundation
import Pipeline
import Reports
import Voting

struct VoteServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serve a voting page from this machine until Ctrl-C; every answer is kept at once.",
        discussion: """
            The address holds a secret and is good for as long as the program runs. Whoever opens it in another browser is another
            listener. Ctrl-C ends it, and what the votes say is written into the run.

            EXAMPLES
              bakeoff vote serve runs/2026-11-23-a41f
              bakeoff vote serve runs/2026-11-23-a41f --group voices --method abx
              bakeoff vote serve runs/2026-11-23-a41f --host 192.168.1.20 --port 8080
            """)

    @Argument(help: "A run folder.") var folder: String
    @OptionGroup var ballot: BallotOptions
    @Option(help: "A port; 0 takes a free one.") var port: UInt16 = 0
    @Option(help: "An address of this machine. Any but 127.0.0.1 lets others on the network in.") var host = "127.0.0.1"

    func run() async throws {
        var voted = try VotedRun(folder)
        let paper = try VotedRun.explaining { try voted.paper(ballot, isServed: true) }
        let media = try VotedRun.explaining { try Self.lay(paper, in: voted.folder) }
        let desk = try VoteDesk(paper.ballot, stored: paper.stored, store: voted.store) { answers, listeners in
            Console.message("\(Quantity.count(answers, "answer")) of \(Quantity.count(listeners, "listener"))")
        }
        let token = VoteServer.token()
        let page = Data(try VotedRun.explaining { try paper.page.html() }.utf8)
        let routes = VoteRoutes(desk: desk, token: token, page: page, media: media)
        let server = try VotedRun.explaining { try VoteServer(routes, token: token, host: host, port: port) }
        if !VoteServer.isLoopback(host) {
            Console.message(
                "warning: others on the network can reach this address, unencrypted; whoever has it can vote and see the outputs")
        }
        do {
            try await Interruption.handling {
                try await server.run { address in
                    Console.result(address)
                    let isEvery = ["0.0.0.0", "::"].contains(host)
                    Console.message(
                        "Open the address to vote\(isEvery ? ", with this machine's own name in place of \(host)" : ""). Ctrl-C ends.")
                }
            }
        } catch let problems as Problems {
            Console.show(problems, sources: [:])
            throw Status.nothingCompared
        }
        let lines = try voted.tally()
        for line in lines { Console.result(line) }
        Console.message(
            lines.isEmpty
                ? "Nobody has voted." : "Shown by: bakeoff rank \(visible(folder)), bakeoff report \(visible(folder))")
    }

    /// Puts the copies into the run folder, where they stay for the next time; paths by file name.
    private static func lay(_ paper: VotedRun.Paper, in folder: RunFolder) throws -> [String: String] {
        let place = "\(folder.path)/votes/\(paper.stored.sha256.prefix(16))"
        let names = paper.ballot.media.map { BlindMedia.fileName($0, paper.ballot.kind) }
        let paths = Dictionary(uniqueKeysWithValues: names.map { ($0, "\(place)/\($0)") })
        guard !paths.values.allSatisfy({ FileManager.default.fileExists(atPath: $0) }) else { return paths }
        do {
            try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
            try paper.media.each { try $0.bytes.write(to: URL(fileURLWithPath: "\(place)/\($0.name)"), options: .atomic) }
        } catch let error as NSError where error.domain == NSCocoaErrorDomain {
            Console.error("cannot write to \(Sitting.short(place)): \(error.localizedDescription)")
            throw Status.cannotWrite
        }
        return paths
    }
}
