import Catalogs

/// ElevenLabs text to speech.
struct ElevenLabs: HTTPService {
    static let name = "elevenlabs"
    static let summary = "ElevenLabs voices."
    static let serves: Set<StepType> = [.textToSpeech]
    static let address = "https://api.elevenlabs.io"
    static let keyVariables = ["ELEVENLABS_API_KEY"]

    private static let settings = ["stability", "similarity_boost", "style", "use_speaker_boost", "speed"]

    init(options _: inout Options) {}

    func parameters(for _: StepType) -> [ServiceParameter] {
        [
            ServiceParameter("voice", .text, isRequired: true), ServiceParameter("stability", .number(0...1)),
            ServiceParameter("similarity_boost", .number(0...1)), ServiceParameter("style", .number(0...1)),
            ServiceParameter("use_speaker_boost", .flag), ServiceParameter("speed", .number(0.7...1.2)),
            ServiceParameter("language_code", .text), ServiceParameter("output_format", .text),
            ServiceParameter("apply_text_normalization", .choice(["auto", "on", "off"])),
        ]
    }

    func problems(for use: ProviderUse) -> [Problem] {
        var problems: [Problem] = []
        if let voice = use.params["voice"], !voice.contains("{{"), voice.wholeMatch(of: /[A-Za-z0-9]{15,40}/) == nil {
            problems.append(
                Problem(
                    "voice '\(voice.prefix(60))' of branch '\(use.branch)' is no ElevenLabs voice id", at: use.place,
                    remedy: "write the id, or name it under the model: values: {voice: {\(voice.prefix(60)): ID}}"))
        }
        if let format = use.params["output_format"], !format.contains("{{"),
            format.wholeMatch(of: /(mp3|opus|pcm|wav|ulaw|alaw)_\d+(_\d+)?/) == nil
        {
            problems.append(
                Problem("'output_format' must be like mp3_44100_128 or wav_44100, found \"\(format.prefix(60))\"", at: use.place))
        }
        return problems
    }

    func authorisation(_ key: String) -> [HTTPHeader] { [("xi-api-key", key)] }

    func generate(_ call: ServiceCall) async throws -> ServiceOutput {
        var body: [String: JSONValue] = ["text": .text(call.prompt), "model_id": .text(call.model)]
        let seed = call.seed(below: 1 << 32)
        body["seed"] = .number(Double(seed))
        for key in ["language_code", "apply_text_normalization"] { body[key] = call[key] }
        let settings = call.parameters.filter { Self.settings.contains($0.key) }
        if !settings.isEmpty { body["voice_settings"] = .object(settings) }
        guard let voice = call["voice"]?.text, voice.wholeMatch(of: /[A-Za-z0-9_-]+/) != nil else {
            throw CellFailure("invalid_request", "the voice is no id")
        }
        let format = call["output_format"]?.text ?? "mp3_44100_128"
        guard format.wholeMatch(of: /[a-z0-9_]+/) != nil else { throw CellFailure("invalid_request", "the output format is none") }
        let reply = try await call.post("/v1/text-to-speech/\(voice)?output_format=\(format)", .object(body))
        guard !reply.body.isEmpty else { throw ServiceFailure.badReply("is empty") }
        var returned = call.returned(reply)
        returned.voice = voice
        guard format.hasPrefix("pcm_"), let rate = format.split(separator: "_").last.flatMap({ Int($0) }), (4_000...384_000).contains(rate)
        else {
            return ServiceOutput(bytes: reply.body, returned: returned)
        }
        return ServiceOutput(bytes: BarePCM.wav(reply.body, rate: rate), returned: returned)
    }
}
