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
        let schema_version = "1.2"
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
        let known = KnownModel.all()
        try Problems.throwIfAny(known.problems)
        let document = Document(providers: ProviderDescription.all, models: known.models, networks: NetworkPackage.all.map(Network.init))
        if json {
            try Console.result(json: document)
        } else if markdown {
            let rows = document.providers.map {
                "| `\($0.name)` | \($0.steps.count == ProviderDescription.generatingSteps ? "all" : $0.steps.joined(separator: ", ")) | \($0.summary) |"
            }
            Console.result((["| provider | step types | what it is |", "| --- | --- | --- |"] + rows).joined(separator: "\n"))
        } else {
            for model in document.models { line("model", model.name, Self.words(model)) }
            for provider in document.providers { line("provider", provider.name, provider.summary) }
            for network in document.networks {
                line("network", network.name, network.summary + (network.isInstalled ? "" : "; bakeoff models install \(network.name)"))
            }
        }
    }

    /// `fal fal-ai/flux/dev · text_to_image · $0.025 a megapixel (fal.ai, 2026-06) · FAL_KEY not set`
    private static func words(_ model: KnownModel) -> String {
        let stands = [model.provider, model.model].compactMap(\.self).joined(separator: " ")
        let steps = model.steps.count > 3 ? "\(model.steps.count) step types" : model.steps.joined(separator: ", ")
        let price = model.price == "unknown" ? "price unknown" : model.price
        let key = model.key.map { $0.isSet ? "\($0.place) is set" : "\($0.place) not set" }
        return ([model.alias.map { "= \($0)" }, stands, steps, price, key] as [String?]).compactMap(\.self).joined(separator: " · ")
    }

    private func line(_ what: String, _ name: String, _ text: String) {
        Console.result(
            what.padding(toLength: 10, withPad: " ", startingAt: 0)
                + name.padding(toLength: max(18, name.count), withPad: " ", startingAt: 0)
                + " " + text)
    }
}
