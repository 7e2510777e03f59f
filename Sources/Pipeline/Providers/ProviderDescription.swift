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
    /// What the provider calls it; nil where it has but one.
    package let model: String?
    /// The name that it is another name of.
    package let alias: String?
    /// Step types it is for, by name.
    package let steps: [String]
    /// Price in words.
    package let price: String
    /// Where its key comes from; nil where it needs none.
    package let key: ProviderKey?

    /// Every one, by name; with what is wrong in the catalog.
    package static func all() -> (models: [KnownModel], problems: [Problem]) {
        let known = ModelNames().wellKnown()
        let models = known.compactMap { name, definition, _ in definition.map { KnownModel(name, $0) } }
        return (models, ModelCatalog.shipped.problems + known.flatMap(\.problems))
    }

    private init(_ name: String, _ definition: ModelNames.Definition) {
        self.name = name
        provider = definition.providerName
        model = definition.provider.modelName
        alias = definition.alias
        let serves = type(of: definition.provider).serves
        steps = (definition.steps ?? StepType.allCases.filter { serves.contains($0) }).map(\.rawValue)
        price = definition.price?.words ?? "unknown"
        key = definition.provider.key
    }
}
