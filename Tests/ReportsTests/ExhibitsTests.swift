import Foundation
import Media
import Pipeline
import Scoring
import TestSupport
import Testing

@testable import Reports

@Suite struct ExhibitsTests {
    private func exhibits(_ run: SampleRun, _ record: RunRecord, budget: Int = 20_000_000) throws -> Exhibits {
        try ExhibitMaker(runFolder: run.folder.path, shape: .single, budget: budget).exhibits(of: record) { _ in }
    }

    @Test func smallPicturesAreShownByteForByte() throws {
        let run = try SampleRun()
        let pictures = try run.pictures(cases: 1, width: 64)
        let exhibits = try exhibits(run, run.record([pictures]))
        let bytes = try Data(contentsOf: run.folder.appendingPathComponent("outputs/images/img-01/aurora-xl.png"))
        try run.remove()
        guard case .picture(let picture)? = exhibits.shown[Exhibits.Key(comparison: 0, caseIndex: 0, branch: "aurora-xl", repeat: 0)] else {
            Issue.record("no picture")
            return
        }
        #expect(picture.source == "data:image/png;base64," + bytes.base64EncodedString())
        #expect(picture.width == 64 && !picture.isReduced && picture.thumbnail.hasPrefix("data:image/jpeg;base64,"))
    }

    @Test func largePicturesAreShownSmaller() throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("bakeoff-\(UUID().uuidString).png").path
        var random = SplitMix(seed: 3)
        try SyntheticImage.draw(width: 1200, height: 600, channels: 3) { _, _, _ in Int(random.next() % 256) }.writePNG(to: path)
        var (alone, beside) = (MediaDraft(.single), MediaDraft(.folder))
        let picture = try PictureExhibit.read(path, into: &alone).exhibit
        let whole = try PictureExhibit.read(path, into: &beside).exhibit
        try FileManager.default.removeItem(atPath: path)
        #expect(picture.isReduced && picture.width == 1024 && picture.height == 512)
        #expect(whole.source.hasSuffix(".jpg") && whole.isReduced, "two megabytes are too much for any page")
    }

    @Test func mediaThatCannotBeReadAreSaidAndBreakNothing() throws {
        let run = try SampleRun()
        let pictures = try run.pictures(cases: 1, width: 64)
        let voices = try run.voices(branches: ["gb", "us"], cases: 1)
        let folder = run.folder
        try Data("not a picture".utf8).write(to: folder.appendingPathComponent("outputs/images/img-01/lumen-2.png"))
        try Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0]).write(
            to: folder.appendingPathComponent("outputs/images/img-01/pixelforge.png"))
        try FileManager.default.removeItem(at: folder.appendingPathComponent("outputs/voices/vo-01/us.wav"))
        let paths = try writeReports(run.record([pictures, voices]), in: folder.path, formats: ["single"])
        let html = try String(contentsOfFile: paths[0], encoding: .utf8)
        try run.remove()
        #expect(html.components(separatedBy: "cannot be shown: ").count == 4)
        #expect(!html.contains(folder.path))
    }

    @Test func pastTheBudgetOnlyTheTellingCasesCarryMedia() throws {
        let run = try SampleRun()
        let record = run.record([try run.pictures(cases: 6, width: 64)])
        let all = try exhibits(run, record, budget: .max)
        let half = try exhibits(run, record, budget: all.bytes / 2)
        var settings = ReportSettings()
        settings.mediaBudget = all.bytes / 2
        let paths = try writeReports(record, in: run.folder.path, formats: ["single"], settings: settings)
        let html = try String(contentsOfFile: paths[0], encoding: .utf8)
        try run.remove()
        #expect(all.casesLeftOut == 0 && all.casesShown == 6)
        #expect(half.bytes <= all.bytes / 2 && half.casesLeftOut + half.casesShown == 6 && half.casesShown > 0)
        #expect(html.contains("carries the pictures and sounds of \(half.casesShown) of 6 cases"))
    }

    @Test func listeningCopiesShareOneLevel() throws {
        let run = try SampleRun()
        let record = run.record([try run.voices(branches: ["quiet", "loud"], cases: 1)])
        let exhibits = try exhibits(run, record)
        let levels = try ["quiet", "loud"].map { branch -> Double in
            guard case .sound(let sound)? = exhibits.shown[Exhibits.Key(comparison: 0, caseIndex: 0, branch: branch, repeat: 0)] else {
                throw MediaError(.missing, branch, "no sound")
            }
            let file = run.folder.appendingPathComponent("\(branch).wav")
            try #require(Data(base64Encoded: String(sound.source.dropFirst("data:audio/wav;base64,".count)))).write(to: file)
            return try AudioAnalysis(AudioClip.read(file.path)).loudness.integrated()
        }
        try run.remove()
        // 0.1 LU is what the loudness measurement itself is required to hold.
        let distance = abs(levels[0] - levels[1])
        #expect(distance < 0.1, "\(levels)")
    }

    @Test func aFullScaleToneReadsZeroDecibels() throws {
        // 1,000 Hz at 16 kHz with a window of 512 lies exactly on bin 32, where the Hann window has no scalloping loss.
        let samples = (0..<16000).map { index -> Float in Float(sin(Double.pi * Double(index) / 8)) }
        let sound = AudioAnalysis(AudioClip(sampleRate: 16000, channels: 1, samples: samples))
        let image = SpectrogramPicture(seconds: 2, frequency: 8000).image(of: sound, gain: 0)
        guard case .eight(let pixels) = image.samples else { return }
        func pixel(_ x: Int, _ y: Int) -> [UInt8] { Array(pixels[(y * image.width + x) * 4..<(y * image.width + x) * 4 + 4]) }
        let top = ColourMap.ember(share: 1)
        #expect((0..<image.height).contains { pixel(80, $0) == [top.x, top.y, top.z, 255] })
        // The picture spans two seconds and the tone lasts one: the second half is empty.
        #expect((0..<image.height).allSatisfy { pixel(240, $0)[3] == 0 })
    }

    @Test func lightnessOfTheColourMapRisesEvenly() {
        let luma = (0...45).map { step -> Double in
            let colour = ColourMap.ember(share: Double(step) / 45)
            let linear: [Double] = [colour.x, colour.y, colour.z].map { pow(Double($0) / 255, 2.2) }
            return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
        }
        #expect(luma == luma.sorted())
    }
}
