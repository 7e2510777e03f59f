import ArgumentParser
import Catalogs
import Foundation
import Pipeline

struct CacheCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cache", abstract: "Look after the outputs that are kept so that the same call is paid once.",
        discussion: """
            They lie in $XDG_CACHE_HOME/bakeoff, or ~/.cache/bakeoff;
            BAKEOFF_CACHE names another folder. Runs keep their own copies, so
            that removing outputs here takes none from a run.

            EXAMPLES
              bakeoff cache info
              bakeoff cache prune --older-than 30d --max-size 5GB
              bakeoff cache clear
            """,
        subcommands: [Info.self, Prune.self, Clear.self])

    struct Info: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show how much is kept, and of which models.",
            discussion: "EXAMPLES\n  bakeoff cache info\n  bakeoff cache info --json")

        @Flag(help: "Print one JSON document.") var json = false

        private struct Document: Encodable {
            let schema = "bakeoff.cache"
            let schema_version = "1.0"
            let cache: OutputCache.Info
        }

        func run() throws {
            let info = try CacheCommand.cannotWriteIsSaid { try OutputCache.standard().info() }
            if json { return try Console.result(json: Document(cache: info)) }
            Console.result(CacheCommand.lines(of: info).joined(separator: "\n"))
        }
    }

    struct Prune: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Remove what was not used for long, or more than a size.",
            discussion: "EXAMPLES\n  bakeoff cache prune --older-than 30d\n  bakeoff cache prune --max-size 500MB")

        @Option(help: ArgumentHelp("Remove what was not used for this long: 30d, 12h, 2w.", valueName: "age"))
        var olderThan: String?
        @Option(help: ArgumentHelp("Then remove the longest unused until this much is left: 5GB, 500MB, 1GiB.", valueName: "size"))
        var maxSize: String?
        @Flag(help: "Print one JSON document.") var json = false

        func run() throws {
            guard olderThan != nil || maxSize != nil else {
                Console.error("nothing says what to remove; give --older-than 30d, --max-size 5GB or both, or use 'bakeoff cache clear'")
                throw Status.usage
            }
            let age = try amount(olderThan, of: "--older-than", examples: "30d, 12h or 2w", CacheAmount.age)
            let size = try amount(maxSize, of: "--max-size", examples: "5GB, 500MB or 1GiB", CacheAmount.size)
            try CacheCommand.report(json: json) { try $0.prune(olderThan: age, maxBytes: size) }
        }

        private func amount<Value>(_ text: String?, of option: String, examples: String, _ read: (String) -> Value?) throws -> Value? {
            guard let text else { return nil }
            guard let value = read(text) else {
                Console.error("\(option) '\(visible(text))' is not understood; write it like \(examples)")
                throw Status.usage
            }
            return value
        }
    }

    struct Clear: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Remove everything that is kept; asks nothing.",
            discussion: "EXAMPLES\n  bakeoff cache clear")

        @Flag(help: "Print one JSON document.") var json = false

        func run() throws { try CacheCommand.report(json: json) { try $0.clear() } }
    }

    private struct RemovalDocument: Encodable {
        let schema = "bakeoff.cache_removal"
        let schema_version = "1.0"
        let folder: String
        let removed: OutputCache.Removal
    }

    private static func report(json: Bool, _ work: (OutputCache) throws -> OutputCache.Removal) throws {
        let cache = OutputCache.standard()
        let removed = try cannotWriteIsSaid { try work(cache) }
        if json { return try Console.result(json: RemovalDocument(folder: cache.folder, removed: removed)) }
        Console.result("removed \(count(removed.entries, "output")), \(words(bytes: removed.bytes)), from \(visible(cache.folder))")
    }

    private static func cannotWriteIsSaid<Value>(_ work: () throws -> Value) throws -> Value {
        do {
            return try work()
        } catch let error as CacheError {
            Console.error("\(visible(error.description)); BAKEOFF_CACHE names another folder")
            throw Status.cannotWrite
        }
    }

    private static func lines(of info: OutputCache.Info) -> [String] {
        var lines = ["folder   \(visible(info.folder))", "outputs  \(info.entries)", "size     \(words(bytes: info.bytes))"]
        if let oldest = info.oldest, let newest = info.newest { lines.append("used     \(oldest) to \(newest)") }
        if info.damaged > 0 { lines.append("damaged  \(info.damaged); 'bakeoff cache prune --older-than 30d' removes them too") }
        for model in info.models {
            let cost = model.costUSD > 0 ? ", \(String(format: "$%.2f", model.costUSD)) when they were made" : ""
            let name = "\(visible(model.model)) (\(visible(model.provider)))"
            lines.append("model    \(name): \(count(model.entries, "output")), \(words(bytes: model.bytes))\(cost)")
        }
        return lines
    }

    private static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

    private static func words(bytes: Int) -> String {
        switch bytes {
        case ..<1000: "\(bytes) B"
        case ..<1_000_000: String(format: "%.1f kB", Double(bytes) / 1e3)
        case ..<1_000_000_000: String(format: "%.1f MB", Double(bytes) / 1e6)
        default: String(format: "%.2f GB", Double(bytes) / 1e9)
        }
    }
}
