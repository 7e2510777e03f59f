import Catalogs
import Foundation

/// Stability's pictures.
struct Stability: HTTPService {
    static let name = "stability"
    static let summary = "Stability's pictures: core, ultra, or a model of Stable Diffusion 3."
    static let serves: Set<StepType> = [.textToImage]
    static let address = "https://api.stability.ai"
    static let keyVariables = ["STABILITY_API_KEY"]

    init(options _: inout Options) {}

    func parameters(for _: StepType) -> [ServiceParameter] {
        [
            ServiceParameter("aspect_ratio", .choice(["16:9", "1:1", "21:9", "2:3", "3:2", "4:5", "5:4", "9:16", "9:21"])),
            ServiceParameter("output_format", .choice(["png", "jpeg", "webp"])), ServiceParameter("negative_prompt", .text),
            ServiceParameter("style_preset", .text), ServiceParameter("cfg_scale", .number(1...10)),
        ]
    }

    func generate(_ call: ServiceCall) async throws -> ServiceOutput {
        let seed = call.seed(below: 4_294_967_295)
        var fields = call.parameters.mapValues { $0.text ?? String(decoding: $0.encoded, as: UTF8.self) }
        fields["prompt"] = call.prompt
        fields["seed"] = String(seed)
        if fields["output_format"] == nil { fields["output_format"] = "png" }
        let endpoint = ["core", "ultra"].contains(call.model) ? call.model : "sd3"
        if endpoint == "sd3", call.model != "sd3" { fields["model"] = call.model }
        // Parts end at a line that no field may contain.
        let boundary = "bakeoff-\(UUID().uuidString)"
        let reply = try await call.send(
            "POST", "/v2beta/stable-image/generate/\(endpoint)", body: Self.multipart(fields, boundary),
            headers: [("Content-Type", "multipart/form-data; boundary=\(boundary)"), ("Accept", "application/json")])
        let value = try call.json(reply)
        if value["finish_reason"]?.text == "CONTENT_FILTERED" { throw ServiceFailure.filtered("the picture was blurred") }
        guard let text = value["image"]?.text else { throw ServiceFailure.badReply("holds no picture") }
        var returned = call.returned(reply)
        returned.seed = value["seed"]?.whole.flatMap { UInt64(exactly: $0) } ?? value["seed"]?.text.flatMap(UInt64.init)
        returned.compare(seed: seed)
        return ServiceOutput(bytes: try call.base64(text), returned: returned)
    }

    private static func multipart(_ fields: [String: String], _ boundary: String) -> [UInt8] {
        var body = ""
        for key in fields.keys.sorted() {
            body += "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(key)\"\r\n\r\n\(fields[key] ?? "")\r\n"
        }
        return Array((body + "--\(boundary)--\r\n").utf8)
    }
}
