import ArgumentParser
import Catalogs
import Foundation
import Pipeline

struct ModelsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "models", abstract: "List the providers and the models that need no entry under 'models:'.",
        discussion: "EXAMPLES\n  bakeoff models\n  bakeoff models --json")

    @Flag(help: "Print one JSON document.") var json = false
    @Flag(help: "Print a Markdown table.") var markdown = false

    private struct Document: Encodable {
        let schema = "bakeoff.models"
        let schema_version = "1.0"
        let providers: [ProviderDescription]
        let models: [KnownModel]
    }

    func run() throws {
        let document = Document(providers: ProviderDescription.all, models: KnownModel.all)
        if json {
            try Console.result(json: document)
        } else if markdown {
            let rows = document.providers.map {
                "| `\($0.name)` | \($0.steps.count == ProviderDescription.generatingSteps ? "all" : $0.steps.joined(separator: ", ")) | \($0.summary) |"
            }
            Console.result((["| provider | step types | what it is |", "| --- | --- | --- |"] + rows).joined(separator: "\n"))
        } else {
            for model in document.models {
                Console.result(
                    "model     \(model.name.padding(toLength: 10, withPad: " ", startingAt: 0)) \(model.provider)  \(model.price)")
            }
            for provider in document.providers {
                Console.result("provider  \(provider.name.padding(toLength: 10, withPad: " ", startingAt: 0)) \(provider.summary)")
            }
        }
    }
}
