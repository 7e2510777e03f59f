import Foundation

/// One vendor's contract with one behaviour, told to a `ReplayServer`.
package struct ReplayScript: Sendable {
    package static let key = "test-key-7f3a"
    package static let providers = ["openai", "elevenlabs", "fal", "replicate", "gemini", "stability", "automatic1111", "comfyui"]

    let behaviour: ReplayBehaviour
    let state = ReplayState()
    private let vendor: any ReplayVendor.Type
    private let image: [UInt8], otherImage: [UInt8], soundFile: [UInt8], samples: [UInt8]
    private let base: @Sendable () -> String
    private let foreign: String

    package init(
        provider: String, behaviour: ReplayBehaviour, image: [UInt8], otherImage: [UInt8], sound: [UInt8], pcm: [UInt8],
        base: @escaping @Sendable () -> String, foreign: String = ""
    ) {
        guard let vendor = Self.vendor(provider) else { preconditionFailure("no replay of \(provider)") }
        self.vendor = vendor
        self.behaviour = behaviour
        self.image = image
        self.otherImage = otherImage
        soundFile = sound
        samples = pcm
        self.base = base
        self.foreign = foreign
    }

    package static func applies(_ behaviour: ReplayBehaviour, to provider: String) -> Bool {
        guard let vendor = vendor(provider) else { return false }
        let local = vendor.key == nil
        switch behaviour {
        case .filtered, .forbidden, .quota: return !local
        case .neverFinishes, .failedJob: return vendor.polls
        case .resultRedirects, .resultLeavesHost, .resultGone: return vendor.resultURLs
        case .missingFields, .wrongTypes, .otherSize: return provider != "elevenlabs"
        case .otherSeed: return ["fal", "stability", "automatic1111"].contains(provider)
        default: return true
        }
    }

    package func reply(to request: ReplayServer.Request, index: Int) -> ReplayServer.Reply {
        let call = ReplayCall(request)
        var reply = answer(call)
        reply.headers.append((vendor.idHeader, "replay-\(index)"))
        return reply
    }

    private func answer(_ call: ReplayCall) -> ReplayServer.Reply {
        if vendor.resultURLs, ["result", "elsewhere"].contains(call.parts.first) { return stored(call) }
        if let (name, value) = vendor.key, call.request.headers[name] != value { return refuse(.unauthorized) }
        guard vendor.creates(call) else { return vendor.good(call, self) }
        if let mistake = vendor.mistake(call) { return refuse(.invalid(mistake)) }
        if let early = refusal(first: state.countCreation() == 0) { return early }
        var reply = vendor.good(call, self)
        switch behaviour {
        case .cutBeforeFirstByte: reply.fault = .closeBeforeFirstByte
        case .cutInHeaders: reply.fault = .cutInHeaders
        case .cutInBody: reply.fault = .cutInBody(after: reply.body.count / 2)
        case .slowFirstByte: reply.fault = .slowFirstByte(seconds: 30)
        case .neverFinishes where !vendor.polls: reply.fault = .slowFirstByte(seconds: 30)
        default: break
        }
        return reply
    }

    /// What a request that creates gets instead of its answer.
    private func refusal(first: Bool) -> ReplayServer.Reply? {
        switch behaviour {
        case .unauthorized: refuse(.unauthorized)
        case .forbidden: refuse(.forbidden)
        case .unknownModel: refuse(.unknownModel)
        case .invalid: refuse(.invalid("A value is out of range"))
        case .quota: refuse(.quota)
        case .serverError: refuse(.server(500))
        case .failedJob where !vendor.polls: refuse(.server(500))
        case .filtered where vendor.refusesFiltered: refuse(.filtered)
        case .badGatewayOnce where first: refuse(.server(502))
        case .unavailableOnce where first: refuse(.server(503))
        case .tooManySeconds where first: refuse(.tooMany(ownHint: false), [("Retry-After", "0")])
        case .tooManyDate where first: refuse(.tooMany(ownHint: false), [("Retry-After", Self.httpDate(Date()))])
        case .tooManyMilliseconds where first: refuse(.tooMany(ownHint: false), [("retry-after-ms", "20")])
        case .tooManyVendor where first: refuse(.tooMany(ownHint: true))
        case .tooManyBare where first: refuse(.tooMany(ownHint: false))
        case .tooManyConcurrent where first: refuse(.concurrent)
        case .notJSON: ReplayServer.Reply(headers: [("Content-Type", "text/html")], body: Array("<html><body>Hello</body></html>".utf8))
        case .missingFields: json([:])
        default: nil
        }
    }

    private static func httpDate(_ date: Date) -> String {
        let form = DateFormatter()
        form.locale = Locale(identifier: "en_US_POSIX")
        form.timeZone = TimeZone(identifier: "GMT")
        form.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
        return form.string(from: date)
    }

    private static func vendor(_ provider: String) -> (any ReplayVendor.Type)? {
        switch provider {
        case "openai": OpenAIReplay.self
        case "elevenlabs": ElevenLabsReplay.self
        case "fal": FalReplay.self
        case "replicate": ReplicateReplay.self
        case "gemini": GeminiReplay.self
        case "stability": StabilityReplay.self
        case "automatic1111": Automatic1111Replay.self
        case "comfyui": ComfyUIReplay.self
        default: nil
        }
    }
}

// What the vendors build their answers from.
extension ReplayScript {
    var baseURL: String { base() }
    var picture: [UInt8] { cut(behaviour == .otherSize ? otherImage : image) }
    var sound: [UInt8] { cut(soundFile) }
    var pcm: [UInt8] { cut(samples) }

    func refuse(_ problem: ReplayProblem, _ headers: [(String, String)] = []) -> ReplayServer.Reply {
        let (status, body) = vendor.error(problem)
        var reply = json(body, status: status)
        reply.headers += headers
        return reply
    }

    func json(_ object: Any, status: Int = 200) -> ReplayServer.Reply {
        let data = try? JSONSerialization.data(withJSONObject: object, options: [.sortedKeys, .fragmentsAllowed, .withoutEscapingSlashes])
        return ReplayServer.Reply(status: status, headers: [("Content-Type", "application/json")], body: data.map { Array($0) } ?? [])
    }

    /// The answer that the client waits for: the one that lies.
    func final(_ object: [String: Any]) -> ReplayServer.Reply {
        json(behaviour == .wrongTypes ? Self.flipped(object) : object)
    }

    func seed(_ asked: Any?) -> Int {
        let known = (asked as? NSNumber)?.intValue ?? (asked as? String).flatMap { Int($0) } ?? -1
        return (known < 0 ? 42 : known) + (behaviour == .otherSeed ? 1 : 0)
    }

    /// The reply that carries the media, raw or inside JSON.
    func carrying(_ reply: ReplayServer.Reply) -> ReplayServer.Reply {
        var reply = reply
        switch behaviour {
        case .oversized: reply.fault = .endless
        case .slowBody: reply.fault = .slowBody(bytes: reply.body.count / 20 + 1, every: 0.1)
        case .wrongContentType: reply.headers = reply.headers.map { $0.0 == "Content-Type" ? ($0.0, "text/html") : $0 }
        default: break
        }
        return reply
    }

    func raw(_ bytes: [UInt8], _ type: String, _ headers: [(String, String)] = []) -> ReplayServer.Reply {
        carrying(ReplayServer.Reply(headers: [("Content-Type", type)] + headers, body: bytes))
    }

    /// A stored result below /result, or below /elsewhere after its redirect.
    func stored(_ call: ReplayCall) -> ReplayServer.Reply {
        if call.request.method != "GET" { return refuse(.noRoute) }
        if call.parts.first != "elsewhere" {
            switch behaviour {
            case .resultGone: return ReplayServer.Reply(status: 404, body: Array("gone\n".utf8))
            case .resultRedirects:
                return ReplayServer.Reply(status: 302, headers: [("Location", baseURL + "/elsewhere" + call.request.path)])
            case .resultLeavesHost: return ReplayServer.Reply(status: 302, headers: [("Location", foreign)])
            default: break
            }
        }
        return call.request.path.contains(".wav") ? raw(sound, "audio/wav") : raw(picture, "image/png")
    }

    private func cut(_ bytes: [UInt8]) -> [UInt8] {
        behaviour == .truncatedMedia ? Array(bytes.prefix(bytes.count * 2 / 3)) : bytes
    }

    private static func flipped(_ value: Any) -> Any {
        switch value {
        case let object as [String: Any]: object.mapValues { flipped($0) }
        case let list as [Any]: ["0": list.count]
        case is String: 7
        case is NSNull: 7
        default: "seven"
        }
    }
}
