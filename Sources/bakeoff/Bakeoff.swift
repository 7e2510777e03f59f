import ArgumentParser
import Foundation
import Glibc
import Pipeline

/// The program: parses, calls the work, turns what happened into an exit code.
@main
struct Bakeoff: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bakeoff",
        abstract: "Same prompts, competing models, one verdict you can defend.",
        discussion: """
            EXAMPLES
              bakeoff init demo                        write a pipeline that needs no key and no network
              bakeoff plan demo/bakeoff.yaml           what would run, and what it would cost
              bakeoff run demo/bakeoff.yaml            run, score, rank, report
              bakeoff compare flux=out/flux sd=out/sd  compare folders of outputs that exist already
              bakeoff score *.png                      measure a few files
            """,
        version: bakeoffVersion,
        subcommands: [
            InitCommand.self,
            ValidateCommand.self,
            PlanCommand.self,
            RunCommand.self,
            CompareCommand.self,
            CombineCommand.self,
            ScoreCommand.self,
            SimilarCommand.self,
            FitCommand.self,
            ReportCommand.self,
            ViewCommand.self,
            RankCommand.self,
            TotalsCommand.self,
            VoteCommand.self,
            MetricsCommand.self,
            ModelsCommand.self,
            StatusCommand.self,
            LogsCommand.self,
            CancelCommand.self,
            WorkerCommand.self,
            CacheCommand.self,
            SchemaCommand.self,
        ])

    static func main() async {
        // A child that does not read its input, or a reader that goes away, must not end the program.
        signal(SIGPIPE, SIG_IGN)
        let arguments = resumeFolder(Array(CommandLine.arguments.dropFirst()))
        if let hint = commandHint(arguments) {
            Console.error(hint)
            Foundation.exit(Status.usage.rawValue)
        }
        do {
            var command = try parseAsRoot(arguments)
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch let status as Status {
            Foundation.exit(status.rawValue)
        } catch  where exitCode(for: error) == .failure {
            // The parser's own errors have codes of their own; what is left was not foreseen.
            Console.error(
                "bakeoff stopped on an error it does not know: \(error). This is a bug; please report it with the command and its file.")
            Foundation.exit(Status.bug.rawValue)
        } catch {
            exit(withError: error)
        }
    }

    /// `--resume RUN` for `--resume-from RUN`: the parser knows no option whose value may be left out.
    private static func resumeFolder(_ arguments: [String]) -> [String] {
        guard let index = arguments.firstIndex(of: "--resume"), arguments.indices.contains(index + 1),
            FileManager.default.fileExists(atPath: RunFolder(path: arguments[index + 1]).database)
        else { return arguments }
        return arguments[..<index] + ["--resume-from"] + arguments[(index + 1)...]
    }

    /// The parser suggests misspelt options, but not misspelt commands.
    private static func commandHint(_ arguments: [String]) -> String? {
        let names = configuration.subcommands.compactMap { $0.configuration.commandName }
        guard let first = arguments.first, !first.hasPrefix("-"), first != "help", !names.contains(first) else { return nil }
        return Console.hint(forCommand: first, among: names)
    }
}
