import ArgumentParser
import Catalogs
import Foundation
import Networks
import Pipeline

struct ListModelsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the providers, the models that need no entry under 'models:', and the networks.",
        discussion: "EXAMPLES\n  bakeoff models\n  bakeoff models --json")

    @Flag(help: "Print one JSON document.") var json = false
    @Flag(help: "Print a Markdown table.") var markdown = false

    private struct Document: Encodable {
        let schema = "bakeoff.models"
        let schema_version = "1.1"
        let providers: [ProviderDescription]
        let models: [KnownModel]
        let networks: [Network]
    }

    private struct Network: Encodable {
        let name: String
        let summary: String
        let licence: String
        /// Where its files lie; null for what is not installed.
        let files: [String?]
        let sha256: [String]

        init(_ package: NetworkPackage) {
            (name, summary, licence) = (package.name, package.summary, package.licence)
            files = package.files.map { NetworkStore().path(of: $0, in: package) }
            sha256 = package.files.map(\.sha256)
        }

        var isInstalled: Bool { !files.contains(nil) }
    }

    func run() throws {
        let document = Document(providers: ProviderDescription.all, models: KnownModel.all, networks: NetworkPackage.all.map(Network.init))
        if json {
            try Console.result(json: document)
        } else if markdown {
            let rows = document.providers.map {
                "| `\($0.name)` | \($0.steps.count == ProviderDescription.generatingSteps ? "all" : $0.steps.joined(separator: ", ")) | \($0.summary) |"
            }
            Console.result((["| provider | step types | what it is |", "| --- | --- | --- |"] + rows).joined(separator: "\n"))
        } else {
            for model in document.models { line("model", model.name, "\(model.provider)  \(model.price)") }
            for provider in document.providers { line("provider", provider.name, provider.summary) }
            for network in document.networks {
                line("network", network.name, network.summary + (network.isInstalled ? "" : "; bakeoff models install \(network.name)"))
            }
        }
    }

    private func line(_ what: String, _ name: String, _ text: String) {
        Console.result(
            what.padding(toLength: 10, withPad: " ", startingAt: 0)
                + name.padding(toLength: max(10, name.count), withPad: " ", startingAt: 0)
                + " " + text)
    }
}
