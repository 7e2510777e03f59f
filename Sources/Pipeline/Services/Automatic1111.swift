import Catalogs
import Foundation

/// A Stable Diffusion web UI started with `--api`.
struct Automatic1111: HTTPService {
    static let name = "automatic1111"
    static let summary = "A Stable Diffusion web UI of one's own, started with --api."
    static let serves: Set<StepType> = [.textToImage]
    static let address = "http://127.0.0.1:7860"
    static let keyVariables: [String] = []
    static let isFree = true
    static let needsModel = false

    init(options _: inout Options) {}

    func parameters(for _: StepType) -> [ServiceParameter] {
        [
            ServiceParameter("steps", .whole(1...500)), ServiceParameter("width", .whole(64...8_192)),
            ServiceParameter("height", .whole(64...8_192)), ServiceParameter("cfg_scale", .number(0...50)),
            ServiceParameter("sampler_name", .text), ServiceParameter("scheduler", .text), ServiceParameter("negative_prompt", .text),
            ServiceParameter("restore_faces", .flag), ServiceParameter("tiling", .flag), ServiceParameter("enable_hr", .flag),
            ServiceParameter("hr_scale", .number(1...8)), ServiceParameter("denoising_strength", .number(0...1)),
        ]
    }

    /// `--api-auth` is user:password.
    func authorisation(_ key: String) -> [HTTPHeader] { [("Authorization", "Basic \(Data(key.utf8).base64EncodedString())")] }

    /// Ends the picture only while it is the one being made: an interrupt hits whatever runs.
    private static func interrupt(_ task: String, _ call: ServiceCall) async {
        guard let reply = try? await call.send("GET", "/sdapi/v1/progress", timeout: 5),
            let now = try? call.json(reply)["current_task"]?.text, now == task
        else { return }
        await call.sendCancel("POST", "/sdapi/v1/interrupt")
    }

    func generate(_ call: ServiceCall) async throws -> ServiceOutput {
        let seed = call.seed(below: 1 << 32)
        var body = call.parameters
        body["prompt"] = .text(call.prompt)
        body["seed"] = .number(Double(seed))
        if !call.model.isEmpty { body["override_settings"] = ["sd_model_checkpoint": .text(call.model)] }
        let task = "bakeoff-\(UUID().uuidString)"
        body["force_task_id"] = .text(task)
        let reply: HTTPReply
        do {
            reply = try await call.post("/sdapi/v1/txt2img", .object(body))
        } catch is CancellationError {
            await Task { await Self.interrupt(task, call) }.value
            throw CancellationError()
        }
        let value = try call.json(reply)
        guard let text = value.at("images.0")?.text else { throw ServiceFailure.badReply("holds no picture") }
        // The facts come as JSON in a text.
        let info = value["info"]?.text.flatMap { try? JSONValue(text: Data($0.utf8)) }
        var returned = call.returned(reply)
        returned.seed = info?["seed"]?.whole.flatMap { UInt64(exactly: $0) }
        returned.width = info?["width"]?.whole
        returned.height = info?["height"]?.whole
        returned.model = info?["sd_model_name"]?.text
        returned.compare(seed: seed)
        returned.compare("size", asked: call.size, got: returned.size)
        if !call.model.isEmpty, let got = returned.model, !call.model.hasPrefix(got) {
            returned.compare("checkpoint", asked: call.model, got: got)
        }
        return ServiceOutput(bytes: try call.base64(text), returned: returned)
    }
}
