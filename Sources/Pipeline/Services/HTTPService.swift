import Catalogs

/// One vendor's API: which parameters it takes, what it is sent, and how its answers are read.
///
/// Everything that all of them share (key, address, errors, waiting, downloads, secrets) lies in `ServiceCall` and `HTTPProvider`.
protocol HTTPService: Sendable {
    static var name: String { get }
    static var summary: String { get }
    static var serves: Set<StepType> { get }
    /// Where calls go unless `base_url` says otherwise; without a slash at the end.
    static var address: String { get }
    /// An environment variable that replaces the address.
    static var addressVariable: String? { get }
    /// Environment variables that may hold the key, the first that is set wins; none where the service takes no key.
    static var keyVariables: [String] { get }
    static var isFree: Bool { get }
    /// True when a model entry cannot do without `model:`, the vendor's own name.
    static var needsModel: Bool { get }

    init(options: inout Options)

    /// Parameters that a step may set.
    func parameters(for type: StepType) -> [ServiceParameter]
    /// What else a branch lacks.
    func problems(for use: ProviderUse) -> [Problem]
    /// Headers that carry the key.
    func authorisation(_ key: String) -> [HTTPHeader]
    /// Makes one artifact.
    ///
    /// - Throws: `CellFailure`, `CancellationError`.
    func generate(_ call: ServiceCall) async throws -> ServiceOutput
    /// Files and other things that settings only name and that change what is made.
    func stamp() -> String
}

extension HTTPService {
    static var addressVariable: String? { nil }
    static var isFree: Bool { false }
    static var needsModel: Bool { true }

    func problems(for _: ProviderUse) -> [Problem] { [] }
    func authorisation(_ key: String) -> [HTTPHeader] { [("Authorization", "Bearer \(key)")] }
    func stamp() -> String { "" }
}

typealias HTTPHeader = (name: String, value: String)

/// What a service made of the answer.
struct ServiceOutput: Sendable {
    /// The file as it came, after base64.
    var bytes: [UInt8]
    var returned = Returned()
    /// US dollars, where the service says so.
    var costUSD: Double?
}
