import Catalogs
import Media

/// Something that turns a prompt or a file into an artifact.
///
/// Contract, checked for every member: it serves at least one step type; it writes only inside the request's work folder;
/// cancelling the task ends it and all that it started; secrets come from the environment and reach no record.
package protocol ModelProvider: CatalogEntry {
    static var serves: Set<StepType> { get }
    /// True when no output ever costs money.
    static var isFree: Bool { get }
    /// True when keeping an output for later runs saves something.
    static var isCacheable: Bool { get }

    /// Changes when something that the settings only name has changed: the program, a script.
    func stamp() -> String

    /// Where its key comes from; nil where it needs none.
    var key: ProviderKey? { get }
    /// Names of the environment variables that it reads, so that they can go with it to another machine.
    var environment: [String] { get }
    /// What the vendor calls the model; nil where there is but one.
    var modelName: String? { get }

    /// What this provider would need for a branch and does not have: an unset key, an absent program, an unknown name in a template.
    func problems(for use: ProviderUse) -> [Problem]

    /// Makes one artifact.
    ///
    /// - Throws: `CellFailure` with a code; `CancellationError` when the task is cancelled.
    func generate(_ request: GenerationRequest) async throws -> Generation
}

extension ModelProvider {
    package static var isFree: Bool { false }
    package static var isCacheable: Bool { true }
    package func stamp() -> String { "" }
    package var key: ProviderKey? { nil }
    package var modelName: String? { nil }
    package var environment: [String] { [] }
}

/// A key that a provider needs, without its value.
package struct ProviderKey: Codable, Sendable, Hashable {
    /// Names of environment variables or of a file.
    package let place: String
    package let isSet: Bool
}

/// The setting in which a branch will call its provider, known while planning.
package struct ProviderUse: Sendable {
    package let branch: String
    package let place: SourcePlace
    package let params: [String: String]
    package let cases: [Case]
    /// The prompt or the input comes from the item of a list, whatever the cases have.
    package let takesItems: Bool
    /// Ids of the steps whose outputs can be named.
    package let steps: [String]
    /// Ids of all steps by position, for `{{step_N.output}}`.
    package let numbers: [String]
    package let type: StepType

    package init(
        branch: String, place: SourcePlace, params: [String: String], cases: [Case], takesItems: Bool = false, steps: [String] = [],
        numbers: [String] = [], type: StepType = .textToImage
    ) {
        self.branch = branch
        self.place = place
        self.params = params
        self.cases = cases
        self.takesItems = takesItems
        self.steps = steps
        self.numbers = numbers
        self.type = type
    }
}

/// One call of a model.
package struct GenerationRequest: Sendable {
    package let cell: Cell
    package let type: StepType
    package let model: String
    package var params: [String: String]
    package var input: Case
    package let seed: UInt64
    /// An empty folder that belongs to this call alone, absolute.
    package let workFolder: String
    /// Outputs of earlier steps by id, and by `step_N`: a path, or the words of a text.
    package let steps: [String: String]
    /// Every file that flows in, absolute.
    package let inputs: [String]
    /// Counts from 1.
    package var attempt = 1

    package init(
        cell: Cell, type: StepType, model: String, params: [String: String], input: Case, seed: UInt64, workFolder: String,
        steps: [String: String] = [:], inputs: [String] = []
    ) {
        self.steps = steps
        self.inputs = inputs
        self.cell = cell
        self.type = type
        self.model = model
        self.params = params
        self.input = input
        self.seed = seed
        self.workFolder = workFolder
    }
}

/// What came back.
package struct Generation: Sendable {
    /// The file in the work folder, absolute.
    package let path: String
    /// US dollars, when the model said so; nil leaves it to the unit price.
    package let costUSD: Double?
    /// What a service said about it.
    package let returned: Returned?

    package init(path: String, costUSD: Double?, returned: Returned? = nil) {
        self.path = path
        self.costUSD = costUSD
        self.returned = returned
    }
}

/// Every provider. A new one is a new file and one line here, in alphabetical order of their names.
package let providerTypes: [any ModelProvider.Type] = [
    HTTPProvider<Automatic1111>.self,
    HTTPProvider<ComfyUI>.self,
    CommandProvider.self,
    DemoProvider.self,
    HTTPProvider<ElevenLabs>.self,
    HTTPProvider<Fal>.self,
    FilesProvider.self,
    HTTPProvider<Gemini>.self,
    HTTPProvider<MappedService>.self,
    HTTPProvider<OpenAI>.self,
    HTTPProvider<Replicate>.self,
    HTTPProvider<Stability>.self,
]

/// The providers that YAML can name.
package let providerCatalog = Catalog<any ModelProvider>(
    kind: "provider", entries: providerTypes.map { type in .init(name: type.name, summary: type.summary) { type.init(options: &$0) } })
