import ArgumentParser
import Catalogs
import Pipeline

/// Options of every command that ends in a report.
struct ReportOptions: ParsableArguments {
    @Option(help: "Report formats, separated by commas: \(ReportNames.known.joined(separator: ", ")).") var report: String?
    @Option(name: .customLong("fail-on"), help: "A rule that must not hold, e.g. 'failed > 2%'; exit code 1 when it does. Repeatable.")
    var failOn: [String] = []
    @Flag(name: .customLong("strict-gates"), help: "A rule that cannot be decided counts as failed.") var strictGates = false
    @Flag(help: "What the run ends in.") var answer: SittingAnswer.Form?
    @Flag(inversion: .prefixedNo, help: "Open the report when it is written.") var open = false
    @Flag(help: "Print the run record as JSON on standard output.") var json = false
    @Flag(name: .shortAndLong, help: "No progress, only the result.") var quiet = false
    @Option(help: "auto, bar, plain, json or none.") var progress: ProgressStyle = .auto

    func formats() throws -> [String]? {
        guard let report else { return nil }
        let names = report.split(separator: ",").map(String.init)
        for name in names where !ReportNames.known.contains(name) {
            throw ValidationError("no report format called '\(name)'; \(suggestion(for: name, among: ReportNames.known) ?? "")")
        }
        return names
    }
}

enum ProgressStyle: String, ExpressibleByArgument, CaseIterable { case auto, bar, plain, json, none }
