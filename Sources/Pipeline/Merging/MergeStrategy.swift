import Catalogs

/// How the results of one case become what goes on.
///
/// Contract, checked for every member: nothing succeeded → it says so and invents nothing; one branch → that branch; the
/// same contest twice → the same verdict; ties are named and stand in file order; the reason is a sentence.
package protocol MergeStrategy: CatalogEntry {
    /// True when a plan without scoring must be refused.
    static var needsScores: Bool { get }
    /// True when the first output of a case makes the other branches needless.
    var isRace: Bool { get }
    /// True when every output goes on, not one artifact.
    var givesAll: Bool { get }

    /// - Throws: only what breaks the run; outputs that cannot be merged are told in the verdict.
    func merge(_ contest: Contest) throws -> CaseVerdictRecord
}

extension MergeStrategy {
    package var isRace: Bool { false }
    package var givesAll: Bool { false }
}

/// Every merge strategy. A new one is a new file and one line here, in alphabetical order.
package let mergeStrategyTypes: [any MergeStrategy.Type] = [
    BestQuality.self,
    CollectAll.self,
    CombineOutputs.self,
    FirstSuccess.self,
]

/// The merge strategies that YAML can name.
package let mergeStrategyCatalog = Catalog<any MergeStrategy>(
    kind: "merge strategy",
    entries: mergeStrategyTypes.map { type in .init(name: type.name, summary: type.summary) { type.init(options: &$0) } })

extension Catalog where Product == any MergeStrategy {
    /// Whether the named strategy needs scores; false for unknown names.
    package func needsScores(_ name: String) -> Bool { mergeStrategyTypes.contains { $0.name == name && $0.needsScores } }
}
