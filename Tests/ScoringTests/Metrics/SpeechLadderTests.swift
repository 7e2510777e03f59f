import Catalogs
import Foundation
import Media
import Networks
import TestSupport
import Testing

@testable import Scoring

/// Speech made worse step by step: no judge may like a step better than the one before.
@Suite struct SpeechLadderTests {
    private let clean: AudioClip

    init() throws { clean = try AudioClip.read(fixture("audio/lj0004.flac").path) }

    private static let judges = ["distill_mos", "dnsmos_ovrl", "dnsmos_p808"].filter { name in
        let package = name == "distill_mos" ? NetworkPackage.distillMOS : .dnsmos
        return package.files.allSatisfy { NetworkStore().path(of: $0, in: package) != nil }
    }

    private func changed(_ change: (Float) -> Float) -> AudioAnalysis {
        AudioAnalysis(AudioClip(sampleRate: clean.sampleRate, channels: 1, samples: clean.samples.map(change)))
    }

    private func noisy(_ amplitude: Float) -> AudioAnalysis {
        var random = SplitMix(seed: 11)
        return changed { $0 + amplitude * (Float(random.next() % 2001) - 1000) / 1000 }
    }

    @Test(arguments: judges + ["wada_snr"])
    func moreNoiseNeverScoresBetter(_ name: String) throws {
        let scores = try [0.002, 0.02, 0.1, 0.4].map { try reading(name, of: noisy($0)) }
        #expect(scores == scores.sorted(by: >), "\(scores)")
    }

    @Test(arguments: judges)
    func moreClippingNeverScoresBetter(_ name: String) throws {
        let scores = try [Float(1), 0.15, 0.05, 0.01].map { limit in
            try reading(name, of: changed { min(limit, max(-limit, $0)) })
        }
        #expect(scores == scores.sorted(by: >), "\(scores)")
    }

    @Test(arguments: ["stoi", "estoi", "si_sdr", "seg_snr", "lsd", "mcd"])
    func metricsWithAReferenceFollowTheNoise(_ name: String) throws {
        var options = Options(of: "test")
        let metric = try #require(MetricCatalog.makeAudio(name, options: &options))
        let reference = AudioAnalysis(clean)
        let scores = try [0.002, 0.02, 0.1, 0.4].map { try #require(try metric.reading(of: noisy($0), against: reference).get().value) }
        #expect(scores == (type(of: metric).scale.better == .higher ? scores.sorted(by: >) : scores.sorted()), "\(scores)")
    }

    @Test func anotherSentenceIsRefused() throws {
        let backwards = AudioAnalysis(AudioClip(sampleRate: clean.sampleRate, channels: 1, samples: clean.samples.reversed()))
        var options = Options(of: "test")
        let metric = try #require(MetricCatalog.makeAudio("stoi", options: &options))
        let missing = #expect(throws: Missing.self) { try metric.reading(of: backwards, against: AudioAnalysis(clean)).get() }
        #expect(missing?.reason.hasPrefix("the files do not correspond") == true)
    }

    @Test func aLateCopyIsSaidAndMovedOnlyWhereAsked() throws {
        let late = AudioAnalysis(
            AudioClip(sampleRate: clean.sampleRate, channels: 1, samples: [Float](repeating: 0, count: 800) + clean.samples))
        let reference = AudioAnalysis(clean)
        #expect(late.beside(reference, aligned: false).notes.contains("50 ms late, not moved"))
        #expect(late.beside(reference, aligned: true).notes.contains("50 ms late, moved to fit"))
        #expect(late.beside(reference, aligned: true).copy == clean.samples)
    }
}
