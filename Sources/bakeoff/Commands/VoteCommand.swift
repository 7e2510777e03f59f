import ArgumentParser

struct VoteCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vote", abstract: "Let people vote blind on the outputs of a run.",
        discussion: """
            Names are hidden, sides balanced, sounds equally loud, pictures of one size. docs/voting.md says how.

            EXAMPLES
              bakeoff vote serve runs/2026-11-23-a41f                 vote in a browser on this machine
              bakeoff vote export runs/2026-11-23-a41f ballot         a folder to mail or to host
              bakeoff vote import runs/2026-11-23-a41f votes.json     what came back
              bakeoff rank runs/2026-11-23-a41f                       people first, metrics second
            """,
        subcommands: [VoteServeCommand.self, VoteExportCommand.self, VoteImportCommand.self])
}
