import Foundation
import Media
import Testing

/// The edge files of a reference folder, where there is one: each gives a sound or the error that its description asks for.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["BAKEOFF_REFERENCE"] != nil))
struct ReferenceEdgeFilesTests {
    private static let errors: [String: MediaError.Code] = [
        "empty.wav": .empty, "float32_nan.wav": .nonFinite, "truncated.flac": .truncated, "not_audio.wav": .corrupt,
    ]

    private struct Expectation: Decodable {
        let expect: String
    }

    private var folder: String { (ProcessInfo.processInfo.environment["BAKEOFF_REFERENCE"] ?? "") + "/audio/edge" }

    @Test func everyFileIsASoundOrTheErrorThatIsAskedFor() throws {
        let list = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/expected.json"))
        let expected = try JSONDecoder().decode([String: Expectation].self, from: list)
        #expect(expected.count >= 19)
        for name in expected.keys.sorted() {
            let error = mediaError { () throws(MediaError) in _ = try AudioClip.read("\(folder)/\(name)") }
            #expect(error?.code == Self.errors[name], "\(name): \(expected[name]?.expect ?? "")")
            if error != nil { #expect(error?.path == "\(folder)/\(name)") }
        }
    }

    @Test func errorsSayWhatTheDescriptionsAskFor() throws {
        func message(_ name: String) -> String? {
            mediaError { () throws(MediaError) in _ = try AudioClip.read("\(folder)/\(name)") }?.message
        }
        #expect(message("float32_nan.wav") == "sample 1000 is not a number")
        #expect(message("truncated.flac") == "ends early: 49,152 of 82,220 frames")
        #expect(message("empty.wav") == "no samples")
    }

    @Test func depthsAndContainersHoldTheSameSound() throws {
        let wide = try AudioClip.read("\(folder)/pcm_24.wav")
        for name in ["clean.ogg", "clean.mp3", "pcm_u8.wav"] {
            let other = try AudioClip.read("\(folder)/\(name)")
            #expect(other.frames == wide.frames && other.sampleRate == wide.sampleRate, "\(name)")
        }
    }
}
