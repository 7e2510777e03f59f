import Foundation
import Testing

@Suite struct ScoreTests {
    private let good = Repository.root + "/examples/ab_folders/original/coast.png"

    private func document(_ result: Program.Result) throws -> [String: Any] {
        try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any] ?? [:]
    }

    @Test func brokenFilesAreOneErrorEachAndTheOthersAreScored() throws {
        let folder = try Folder()
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: good)))
        var flipped = bytes
        flipped[bytes.count / 2] ^= 0x40
        var huge = bytes
        // Width and height of the IHDR chunk, with the checksum that belongs to them.
        huge.replaceSubrange(16..<24, with: [0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60])
        huge.replaceSubrange(29..<33, with: crc(Array(huge[12..<29])))
        let files: [(String, [UInt8], String)] = [
            ("truncated.png", Array(bytes.prefix(bytes.count * 2 / 3)), "truncated corrupt"), ("flipped.png", flipped, "corrupt"),
            ("empty.png", [], "empty"),
            ("huge.png", huge, "too_large"), ("really-text.png", Array("hello there\n".utf8), "wrong_kind unsupported"),
            ("noise.png", (0..<999).map { UInt8(truncatingIfNeeded: $0 &* 73 &+ 129) }, "unknown_kind"),
        ]
        for (name, bytes, _) in files { try Data(bytes).write(to: URL(fileURLWithPath: "\(folder.path)/\(name)")) }
        try Data(bytes).write(to: URL(fileURLWithPath: "\(folder.path)/picture.wav"))
        let result = try Program.run(["score", "--json"] + files.map(\.0) + ["picture.wav", "not-there.png", good], in: folder.path)
        #expect(result.status == 65)
        let entries = try document(result)["files"] as? [[String: Any]] ?? []
        #expect(entries.count == files.count + 3)
        for (entry, file) in zip(entries, files) {
            let error = entry["error"] as? [String: Any]
            let code = error?["code"] as? String ?? "none"
            #expect(file.2.split(separator: " ").contains { $0 == code }, "\(file.0): \(code)")
            #expect((error?["message"] as? String)?.contains(file.0) == true)
        }
        #expect(entries[files.count]["kind"] as? String == "image", "bytes decide, not the extension")
        #expect(entries[files.count]["quality"] is Double)
        #expect((entries[files.count + 1]["error"] as? [String: Any])?["code"] as? String == "missing")
        #expect(entries.last?["quality"] is Double && entries.last?["error"] == nil)
    }

    private func crc(_ bytes: [UInt8]) -> [UInt8] {
        var value: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            value ^= UInt32(byte)
            for _ in 0..<8 { value = value & 1 == 1 ? (value >> 1) ^ 0xEDB8_8320 : value >> 1 }
        }
        return withUnsafeBytes(of: (~value).bigEndian) { Array($0) }
    }

    @Test func theContractOfTheJSONDocument() throws {
        let folder = try Folder()
        let result = try Program.run("score", "--json", "--metric", "psnr,ssim", "--reference", good, good, in: folder.path)
        #expect(result.status == 0, "\(result.errors)")
        let document = try document(result)
        #expect(document["schema"] as? String == "bakeoff.score" && document["schema_version"] as? String == "1.0")
        #expect((document["scoring_version"] as? String)?.count == 12)
        let entry = (document["files"] as? [[String: Any]])?.first
        let readings = entry?["readings"] as? [[String: Any]] ?? []
        let psnr = readings.first { $0["metric"] as? String == "psnr" }
        let ssim = readings.first { $0["metric"] as? String == "ssim" }
        #expect(psnr?["identical"] as? Bool == true && psnr?["value"] is NSNull)
        #expect(ssim?["value"] as? Double == 1 && ssim?["better"] as? String == "higher")
        #expect((entry?["sha256"] as? String)?.count == 64)
    }

    @Test func aPictureOfAnotherSizeIsFittedOnlyWhenAsked() throws {
        let folder = try Folder()
        let small = Repository.root + "/Tests/ScoringTests/Fixtures/image/chelsea.png"
        func entry(_ fit: String) throws -> [String: Any] {
            let result = try Program.run(
                "score", "--json", "--metric", "psnr", "--reference", good, "--fit", fit, small, in: folder.path)
            return (try document(result)["files"] as? [[String: Any]])?.first ?? [:]
        }
        func flags(_ entry: [String: Any]) -> [String] {
            (entry["readings"] as? [[String: Any]])?.first?["flags"] as? [String] ?? []
        }
        #expect((try entry("refuse")["missing"] as? [[String: Any]])?.first?["reason"] as? String != nil)
        #expect(try flags(entry("resize")).contains { $0.hasPrefix("resized from 451×300 to ") })
        #expect(try flags(entry("crop")).contains { $0.hasPrefix("cut from 451×300 and ") })
    }

    @Test func mapsAreWrittenWhereTheyAreAskedFor() throws {
        let folder = try Folder()
        let worse = Repository.root + "/examples/ab_folders/new/coast.png"
        let result = try Program.run(
            "score", "--json", "--metric", "ssim,psnr", "--reference", good, "--maps", "maps", worse, worse, in: folder.path)
        #expect(result.status == 0, "\(result.errors)")
        let files = try document(result)["files"] as? [[String: Any]] ?? []
        let paths = files.flatMap { ($0["maps"] as? [[String: Any]] ?? []).compactMap { $0["path"] as? String } }
        #expect(paths == ["coast.ssim.png", "coast.psnr.png", "coast.2.ssim.png", "coast.2.psnr.png"])
        for path in paths { #expect(FileManager.default.fileExists(atPath: "\(folder.path)/maps/\(path)")) }
        let without = try Program.run("score", "--maps", "maps", good, in: folder.path)
        #expect(without.status == 64 && without.errors.contains("--maps needs --reference"))
    }

    @Test func aModelIsFittedToAFolderOrTheFolderIsRefused() throws {
        let folder = try Folder()
        let few = try Program.run("fit", "niqe", "--from", Repository.root + "/examples/ab_folders/original", in: folder.path)
        #expect(few.status == 65 && few.errors.contains("sharp patches"))
        let none = try Program.run("fit", "niqe", "--from", "nowhere", in: folder.path)
        #expect(none.status == 65 && none.errors.contains("cannot read the folder nowhere"))
        let name = try Program.run("fit", "niqe", "--from", ".", "--id", "house", in: folder.path)
        #expect(name.status == 64 && name.errors.contains("must begin with niqe/"))
    }

    @Test func aMetricThatNeedsAReferenceIsVisiblyMissing() throws {
        let folder = try Folder()
        let entry =
            (try document(try Program.run("score", "--json", "--metric", "psnr", good, in: folder.path))["files"] as? [[String: Any]])?
            .first
        let missing = entry?["missing"] as? [[String: Any]]
        #expect(missing?.first?["metric"] as? String == "psnr" && missing?.first?["state"] as? String == "unavailable")
        #expect((entry?["readings"] as? [Any])?.isEmpty == true)
    }

    @Test func anUnknownMetricIsRefusedWithTheNearest() throws {
        let folder = try Folder()
        let result = try Program.run("score", "--metric", "true_peek", good, in: folder.path)
        #expect(result.status == 64 && result.errors.contains("did you mean 'true_peak'?"))
    }

    @Test func metricsAreListedAsJSON() throws {
        let folder = try Folder()
        let metrics = try document(try Program.run("metrics", "--json", in: folder.path))["metrics"] as? [[String: Any]] ?? []
        for name in [
            "psnr", "ssim", "ms_ssim", "laplacian_variance", "noise_sigma", "colorfulness", "clipped_shadows", "clipped_highlights",
            "entropy",
            "integrated_loudness", "true_peak", "clipping", "dc_offset", "silence_ratio", "bandwidth",
        ] {
            let metric = metrics.first { $0["name"] as? String == name }
            #expect(metric != nil && metric?["source"] is String && metric?["version"] != nil, "\(name)")
        }
    }

    @Test(.enabled(if: ProcessInfo.processInfo.environment["BAKEOFF_REFERENCE"] != nil))
    func everyEdgeSoundIsScoredOrOneClearError() throws {
        let edge = (ProcessInfo.processInfo.environment["BAKEOFF_REFERENCE"] ?? "") + "/audio/edge"
        let names = try FileManager.default.contentsOfDirectory(atPath: edge).filter { !$0.hasSuffix(".json") }.sorted()
        let result = try Program.run(["score", "--json", "--all"] + names, in: edge)
        #expect(result.status == 65)
        let entries = try document(result)["files"] as? [[String: Any]] ?? []
        let failed = entries.filter { $0["error"] != nil }.compactMap { $0["path"] as? String }
        #expect(failed == ["empty.wav", "float32_nan.wav", "not_audio.wav", "truncated.flac"])
    }
}
