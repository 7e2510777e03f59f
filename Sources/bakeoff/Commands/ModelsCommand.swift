import ArgumentParser

struct ModelsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "models", abstract: "List providers and models, and install the networks that judge speech.",
        discussion: "EXAMPLES\n  bakeoff models\n  bakeoff models install distill-mos",
        subcommands: [ListModelsCommand.self, InstallModelsCommand.self], defaultSubcommand: ListModelsCommand.self)
}
