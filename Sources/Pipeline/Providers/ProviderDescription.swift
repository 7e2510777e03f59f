import Catalogs

/// What `bakeoff models` says about a provider.
package struct ProviderDescription: Codable, Sendable, Hashable {
    package let name: String
    package let summary: String
    /// Step types it serves, by name.
    package let steps: [String]

    /// Every provider, in the order of the catalog.
    package static var all: [ProviderDescription] {
        providerTypes.map { type in
            ProviderDescription(
                name: type.name, summary: type.summary, steps: StepType.allCases.filter { type.serves.contains($0) }.map(\.rawValue))
        }
    }

    /// How many step types call a model at all.
    package static var generatingSteps: Int { StepType.allCases.count(where: \.generates) }
}

/// A model name that works without an entry under `models:`.
package struct KnownModel: Codable, Sendable, Hashable {
    package let name: String
    package let provider: String
    /// Price in words.
    package let price: String

    package static let all = [KnownModel(name: "demo", provider: DemoProvider.name, price: "free, built in, no network")]
}
