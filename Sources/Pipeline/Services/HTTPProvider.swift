import Catalogs
import Foundation
import Media

/// A model behind an HTTP API; what is the vendor's own lies in the service.
struct HTTPProvider<Service: HTTPService>: ModelProvider {
    static var name: String { Service.name }
    static var summary: String { Service.summary }
    static var serves: Set<StepType> { Service.serves }
    static var isFree: Bool { Service.isFree }

    let service: Service
    let secret: ServiceKey
    /// The vendor's name of the model; empty where the service has but one.
    let model: String
    let address: String
    /// False for a server that the file names without naming a key for it: the vendor's key is not that server's.
    let sendsKey: Bool

    init(options: inout Options) {
        secret = ServiceKey.read(&options, standard: Service.keyVariables)
        sendsKey = options.settings["base_url"] == nil || options.settings["key"] != nil
        model = options.text("model", default: "")
        if Service.needsModel, model.isEmpty { options.report("\(options.owner) needs 'model', the name that \(Service.name) gives it") }
        var written = options.text("base_url")
        if written == nil, let variable = Service.addressVariable { written = ProcessInfo.processInfo.environment[variable] }
        var address = written ?? Service.address
        while address.hasSuffix("/") { address.removeLast() }
        self.address = address
        let url = URL(string: address)
        if url?.host()?.isEmpty ?? true || url?.user() != nil || url?.password() != nil || url?.query() != nil {
            options.report("'base_url' must be an address such as https://host/v1, found \"\(address.prefix(60))\"")
        }
        service = Service(options: &options)
    }

    /// Servers of one's own need no key.
    private var needsKey: Bool { address == Service.address || (sendsKey && secret.origin != .environment(Service.keyVariables)) }

    var key: ProviderKey? {
        guard needsKey, secret.origin != .none else { return nil }
        return ProviderKey(place: secret.words, isSet: !secret.isMissing)
    }

    var environment: [String] {
        let keys: [String] = if case .environment(let names) = secret.origin { names } else { [] }
        return keys + [Service.addressVariable].compactMap { $0 }
    }

    var modelName: String? { model.isEmpty ? nil : model }

    func stamp() -> String { "\(address)\u{1F}\(service.stamp())" }

    func problems(for use: ProviderUse) -> [Problem] {
        guard Service.serves.contains(use.type) else { return [] }
        var problems = service.parameters(for: use.type).problems(with: use.params, for: use, of: Self.name)
        if needsKey, secret.isMissing {
            problems.append(
                Problem("branch '\(use.branch)' needs a key, and \(secret.words) is not set", at: use.place, remedy: secret.remedy))
        }
        if use.type.input == .text, !TemplateNames.hasPrompt(use) {
            problems.append(Problem("branch '\(use.branch)' needs a prompt in every case", at: use.place))
        }
        return problems + service.problems(for: use)
    }

    func generate(_ request: GenerationRequest) async throws -> Generation {
        let key = sendsKey ? secret.value : nil
        let authorisation = key.map(service.authorisation) ?? []
        // A header may carry the key in another form.
        let secrets = [key].compactMap(\.self) + authorisation.compactMap { $0.value.split(separator: " ").last.map(String.init) }
        do {
            let call = try ServiceCall(
                request: request, address: address, model: model, authorisation: authorisation, secrets: secrets,
                parameters: typed(request.params, for: request.type), transport: HTTPClient.shared)
            let output = try await service.generate(call)
            let path = "\(request.workFolder)/output"
            try Data(output.bytes).write(to: URL(fileURLWithPath: path))
            return Generation(path: path, costUSD: output.costUSD, returned: output.returned.masked(secrets))
        } catch let failure as CellFailure {
            // A server may repeat the key it was sent.
            var failure = failure
            failure.message = Template.masked(failure.message, secrets)
            throw failure
        }
    }

    private func typed(_ params: [String: String], for type: StepType) throws(CellFailure) -> [String: JSONValue] {
        var typed: [String: JSONValue] = [:]
        for parameter in service.parameters(for: type) {
            guard let text = params[parameter.name] else { continue }
            guard let value = parameter.json(text) else {
                throw CellFailure("invalid_request", "'\(parameter.name)' must be \(parameter.expectation), found \"\(text.prefix(60))\"")
            }
            typed[parameter.name] = value
        }
        return typed
    }
}

extension Returned {
    fileprivate func masked(_ secrets: [String]) -> Returned {
        var copy = self
        func mask(_ text: String?) -> String? { text.map { Template.masked($0, secrets) } }
        copy.request = mask(request)
        copy.model = mask(model)
        copy.voice = mask(voice)
        copy.revisedPrompt = mask(revisedPrompt)
        copy.differences = differences?.map { Template.masked($0, secrets) }
        return copy
    }
}
