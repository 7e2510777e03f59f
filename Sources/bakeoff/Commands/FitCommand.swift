import ArgumentParser

struct FitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fit", abstract: "Fit the models behind metrics to pictures of your own.",
        subcommands: [FitNIQECommand.self, FitTechnicalQualityCommand.self])
}
