import ArgumentParser

struct FitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fit", abstract: "Fit models to pictures of your own, and weights to votes.",
        subcommands: [FitNIQECommand.self, FitTechnicalQualityCommand.self, FitWeightsCommand.self])
}
