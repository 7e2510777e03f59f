import Foundation
import Media
import Pipeline
import Scoring
import Testing

@testable import Voting

@Suite struct BlindMediaTests {
    private func export(_ sample: VotedSample, _ paper: VotedSample.Paper) throws -> String {
        let target = sample.folder.path + "/exported"
        let media = BlindMedia(sample.comparison, key: paper.key, in: sample.folder, referencesFrom: sample.folder.path)
        _ = try StaticExport(to: target).write(VotePage(paper.ballot, text: paper.stored.ballot, isServed: false), media: media)
        return target
    }

    /// Every file under a folder with its name, and what base64 in it stands for.
    private func everything(in folder: String) throws -> [Data] {
        try FileManager.default.subpathsOfDirectory(atPath: folder).flatMap { name -> [Data] in
            guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)") else { return [Data(name.utf8)] }
            let text = String(decoding: data, as: UTF8.self)
            let decoded = text.matches(of: /"([A-Za-z0-9+\/=]{64,})"/).compactMap { Data(base64Encoded: String($0.1)) }
            return [Data(name.utf8), data] + decoded
        }
    }

    @Test(arguments: [MediaKind.image, .audio], VoteMethod.allCases) func noByteNamesAModel(kind: MediaKind, method: VoteMethod) throws {
        let sample = try VotedSample(kind, withReference: kind == .audio)
        guard method != .mushra || kind == .audio else { return }
        let paper = try sample.paper {
            $0.method = method
            $0.showsText = false
        }
        let files = try everything(in: export(sample, paper))
        #expect(files.count >= 2 * paper.ballot.media.count)
        var words = VotedSample.branches + VotedSample.prompts
        words += ["2026-10", "case-0", "outputs", "parameters", "LIST", "INFO", "tEXt", "studio", "voted", sample.folder.path]
        words += [try sample.store.ballotSecret()]
        for data in files {
            for word in words { #expect(data.range(of: Data(word.utf8)) == nil, "\(word)") }
        }
    }

    @Test func textIsShownOnlyWhereAllowed() throws {
        let sample = try VotedSample()
        let shown = try everything(in: export(sample, sample.paper()))
        #expect(shown.contains { $0.range(of: Data(VotedSample.prompts[0].utf8)) != nil })
        for data in shown { #expect(data.range(of: Data("aurora".utf8)) == nil) }
    }

    @Test func picturesOfACaseHaveOneSize() throws {
        let sample = try VotedSample()
        let paper = try sample.paper()
        let folder = try export(sample, paper)
        for (caseID, items) in Dictionary(grouping: paper.key.items, by: \.value.caseID) {
            let sizes = try items.map { try PixelImage.read("\(folder)/media/\(BlindMedia.fileName($0.key, .image))") }
            #expect(Set(sizes.map { [$0.width, $0.height] }).count == 1, "\(caseID)")
            #expect(sizes[0].width == 48 && sizes[0].height == 40)
        }
    }

    @Test func soundsOfACaseAreEquallyLoud() throws {
        let sample = try VotedSample(.audio)
        let paper = try sample.paper { $0.catchShare = 0 }
        let outputs = try paper.key.items.filter { $0.value.caseID == "case-0" }.values.map { item in
            let paths = Dictionary(
                uniqueKeysWithValues: VotedSample.branches.map { ($0, sample.folder.absolute("outputs/voted/case-0/\($0).wav")) })
            let sounds = try BlindSounds(paths, items: paper.key.items.values.filter { $0.caseID == "case-0" })
            let path = sample.folder.path + "/\(item.branch ?? "").out.wav"
            try sounds.wave(item).write(to: URL(fileURLWithPath: path))
            return try AudioAnalysis(AudioClip.read(path)).loudness.integrated()
        }
        #expect(outputs.count == 3)
        // 16 bits at −23 LUFS and the gating blocks: well below what anybody hears.
        #expect((outputs.max() ?? 0) - (outputs.min() ?? 0) < 0.1)
    }

    @Test func anchorsLackWhatLiesAboveTheirCutOff() throws {
        let sample = try VotedSample(.audio, cases: 1, withReference: true)
        let rate = 48_000
        let noise = AudioClip(
            sampleRate: rate, channels: 1, samples: (0..<rate).map { _ in Float.random(in: -0.3...0.3) })
        let path = sample.folder.absolute("reference-0.wav")
        try noise.write(to: path)
        let items = [BallotKey.Role.hiddenReference, .lowAnchor, .midAnchor].map {
            BallotKey.Item(caseID: "case-0", branch: nil, role: $0)
        }
        let sounds = try BlindSounds(["": path], items: items)
        func level(_ item: BallotKey.Item, _ band: ClosedRange<Double>) throws -> Double {
            let file = sample.folder.path + "/one.wav"
            try sounds.wave(item).write(to: URL(fileURLWithPath: file))
            let spectrum = try #require(AudioAnalysis(AudioClip.read(file)).longTermSpectrum)
            let bins = spectrum.indices.filter { band.contains(Double($0) * Double(rate) / 1024) }
            return 10 * log10(Double(bins.reduce(0) { $0 + Double(spectrum[$1]) }) / Double(bins.count))
        }
        for (item, pass, stop) in [(items[1], 500.0...3_000, 4_000.0...20_000), (items[2], 1_000.0...6_500, 8_000.0...20_000)] {
            #expect(try level(item, pass) - level(item, stop) > 40)
        }
        #expect(abs(try level(items[0], 500...3_000) - level(items[0], 4_000...20_000)) < 3)
    }

    @Test func aMissingOutputIsNamed() throws {
        let sample = try VotedSample()
        let paper = try sample.paper()
        try FileManager.default.removeItem(atPath: sample.folder.absolute("outputs/voted/case-1/lumen-two.png"))
        #expect { _ = try export(sample, paper) } throws: { "\($0)".contains("case-1") }
        #expect(!FileManager.default.fileExists(atPath: sample.folder.path + "/exported"))
        #expect(!FileManager.default.fileExists(atPath: sample.folder.path + "/exported.partial"))
    }

    @Test func nothingIsWrittenOverWhatIsThere() throws {
        let sample = try VotedSample()
        _ = try sample.write("kept", to: "kept.txt")
        #expect { _ = try StaticExport(to: sample.folder.path) } throws: { "\($0)".contains("not empty") }
    }
}
