import Catalogs
import Foundation

/// Any other HTTP API: what is sent and where the answer holds things is written in YAML.
struct MappedService: HTTPService {
    static let name = "http"
    static let summary = "Any HTTP API: base_url, path, body and reply are mapped in YAML."
    static let serves = Set(StepType.allCases.filter(\.generates))
    static let address = ""
    static let keyVariables: [String] = []
    static let needsModel = false

    private let path: String
    private let method: String
    private let headers: [HTTPHeader]
    private let keyHeader: String
    private let keyPrefix: String
    private let body: MappedBody?
    private let reply: MappedReply
    private let poll: MappedPoll?
    private let own: [ServiceParameter]

    init(options: inout Options) {
        path = options.text("path", default: "")
        if !path.isEmpty, !path.hasPrefix("/") { options.report("'path' begins with a slash, found \"\(path.prefix(60))\"") }
        method = options.choice("method", of: ["POST", "PUT"]) ?? "POST"
        headers = (options.value("headers")?.entries ?? []).compactMap { entry in entry.value.text.map { (entry.key, $0) } }
        keyHeader = options.text("key_header", default: "Authorization")
        keyPrefix = options.text("key_prefix", default: keyHeader == "Authorization" ? "Bearer " : "")
        body = options.value("body").flatMap { MappedBody($0, &options) }
        reply = MappedReply(&options)
        poll = MappedPoll(&options)
        own = ServiceParameter.read(&options)
    }

    func parameters(for _: StepType) -> [ServiceParameter] { own }

    func authorisation(_ key: String) -> [HTTPHeader] { [(keyHeader, keyPrefix + key)] }

    func problems(for use: ProviderUse) -> [Problem] {
        let templates = body?.templates ?? []
        return TemplateNames.problems(in: templates, for: use, allowing: own.map { "params.\($0.name)" })
    }

    func generate(_ call: ServiceCall) async throws -> ServiceOutput {
        let sent = try body?.json(for: call).encoded ?? []
        let first = try await call.send(
            method, path.isEmpty ? call.address : path, body: sent,
            headers: (body == nil ? [] : [("Content-Type", "application/json")]) + headers)
        guard let poll else { return try await reply.output(of: first, call) }
        let ticket = try call.json(first)
        guard let place = ticket.at(poll.url)?.text, call.owns(call.url(place)) else {
            throw ServiceFailure.badReply("names no place to ask for the result at '\(poll.url)'; the call may be billed")
        }
        let cancel = poll.cancel.flatMap { ticket.at($0)?.text }
        let ended = try await call.wait(
            cancel: { if let cancel, call.owns(call.url(cancel)) { await call.sendCancel(poll.cancelMethod, cancel) } },
            state: { try poll.state(of: try call.json(try await call.get(place))) })
        return try await reply.output(of: ended, call, returned: call.returned(first))
    }
}

/// The body to send: YAML with holes, as JSON.
struct MappedBody: Sendable {
    indirect enum Part: Sendable {
        case object([(key: String, value: Part)])
        case array([Part])
        case template(Template)
        case fixed(JSONValue)
    }

    let root: Part

    init?(_ settings: Settings, _ options: inout Options) {
        guard let part = Self.part(settings, &options) else { return nil }
        root = part
    }

    private static func part(_ settings: Settings, _ options: inout Options) -> Part? {
        switch settings.content {
        case .null: return .fixed(.null)
        case .list(let items): return .array(items.compactMap { part($0, &options) })
        case .map(let entries):
            return .object(entries.compactMap { entry in part(entry.value, &options).map { (entry.key, $0) } })
        case .scalar(let text, let isQuoted):
            if !isQuoted, let flag = ["true": true, "false": false][text] { return .fixed(.flag(flag)) }
            if !isQuoted, let number = Double(text), number.isFinite { return .fixed(.number(number)) }
            do {
                let template = try Template(text, at: settings.place, environment: ProcessInfo.processInfo.environment)
                if !template.secrets.isEmpty {
                    options.report(
                        "a body takes no ${NAME}", at: settings, remedy: "name the key in 'key: {env: NAME}'; other values in 'params'")
                }
                return .template(template)
            } catch {
                options.add([error])
                return nil
            }
        }
    }

    var templates: [Template] { Self.templates(root) }

    private static func templates(_ part: Part) -> [Template] {
        switch part {
        case .object(let members): members.flatMap { templates($0.value) }
        case .array(let items): items.flatMap(templates)
        case .template(let template): [template]
        case .fixed: []
        }
    }

    /// A parameter that was not set leaves its key out; one hole alone keeps its type.
    func json(for call: ServiceCall) throws -> JSONValue { try Self.json(root, call) ?? .null }

    private static func json(_ part: Part, _ call: ServiceCall) throws -> JSONValue? {
        switch part {
        case .object(let members):
            var object: [String: JSONValue] = [:]
            for member in members { object[member.key] = try json(member.value, call) }
            return .object(object)
        case .array(let items): return .array(try items.compactMap { try json($0, call) })
        case .fixed(let value): return value
        case .template(let template):
            if case .name(let name)? = template.parts.first, template.parts.count == 1 {
                if name == "seed" { return .number(Double(call.seed(below: 1 << 31))) }
                if name.hasPrefix("params.") { return call[String(name.dropFirst(7))] }
            }
            return .text(try template.filled { TemplateNames.value($0, in: call.request, output: nil) })
        }
    }
}
