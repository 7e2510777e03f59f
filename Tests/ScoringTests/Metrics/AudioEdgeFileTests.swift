import Foundation
import Media
import Testing

@testable import Scoring

/// The hostile files of the reference set, through decoder and metrics.
@Suite(.enabled(if: audioReference != nil, "set BAKEOFF_REFERENCE to run"))
struct AudioEdgeFileTests {
    private func sound(_ file: String, in folder: String = "edge") throws -> AudioAnalysis {
        let url = try #require(audioReference).appendingPathComponent(folder).appendingPathComponent(file)
        return AudioAnalysis(try AudioClip.read(url.path))
    }

    private func clean() throws -> AudioAnalysis { try sound("lj0004.flac", in: "speech/clean") }

    @Test(arguments: ["empty.wav", "float32_nan.wav", "truncated.flac", "not_audio.wav"])
    func unreadableFileIsAnError(_ file: String) {
        #expect(throws: MediaError.self) { try sound(file) }
    }

    @Test func oneSample() throws {
        let sound = try sound("one_sample.wav")
        #expect(abs(try reading("sample_peak", of: sound) + 6.0206) < 1e-4)
        #expect(throws: Missing.self) { try reading("integrated_loudness", of: sound) }
    }

    @Test func aTenthOfASecond() throws {
        let sound = try sound("100ms.wav")
        #expect(throws: Missing(.failed, "shorter than one 400 ms block", metric: "integrated_loudness")) {
            try reading("integrated_loudness", of: sound)
        }
        #expect(try reading("silence_ratio", of: sound) <= 1)
    }

    @Test func silence() throws {
        let sound = try sound("silence5s.flac")
        #expect(throws: Missing.self) { try reading("integrated_loudness", of: sound) }
        #expect(try reading("silence_ratio", of: sound) == 1)
    }

    @Test func constantAndSquare() throws {
        #expect(abs(try reading("dc_offset", of: sound("dc_only.flac")) - 0.25) < 1e-4)
        #expect(throws: Missing.self) { try reading("bandwidth", of: sound("dc_only.flac")) }
        #expect(try reading("clipping", of: sound("square_fullscale.flac")) == 1)
    }

    @Test func channelsOfOneRecording() throws {
        let (mono, dual) = (try clean(), try sound("dual_mono.flac"))
        let loudness = try reading("integrated_loudness", of: mono)
        #expect(abs(try reading("integrated_loudness", of: dual) - loudness - 3.0103) < 1e-4)
        for name in ["bandwidth", "silence_ratio", "longest_pause"] {
            #expect(try reading(name, of: dual) == reading(name, of: mono))
        }
        let left = try sound("stereo_left_only.flac")
        #expect(abs(try reading("integrated_loudness", of: left) - loudness) < 1e-4)
        #expect(left.channelNote == "channel 2 of 2 is silent")
        let antiphase = try sound("stereo_antiphase.flac")
        #expect(antiphase.channelNote?.hasPrefix("channels cancel in the mix") == true)
        #expect(try reading("silence_ratio", of: antiphase) == reading("silence_ratio", of: mono))
    }

    @Test func rates() throws {
        #expect(try reading("bandwidth", of: sound("rate8000.flac")) <= 4000)
        let upsampled = try sound("rate96000_upsampled.flac")
        #expect(upsampled.clip.sampleRate == 96_000)
        #expect(try reading("bandwidth", of: upsampled) < 8000)
    }

    @Test func encodingsOfOneRecording() throws {
        let loudness = try reading("integrated_loudness", of: clean())
        #expect(abs(try reading("integrated_loudness", of: sound("pcm_24.wav")) - loudness) < 1e-4)
        // Lossy coding changes the sound (ffmpeg reads −23.9 for the MP3); what matters is that it arrives whole.
        for file in ["pcm_u8.wav", "clean.ogg", "clean.mp3"] {
            #expect(abs(try reading("integrated_loudness", of: sound(file)) - loudness) < 1, "\(file)")
        }
        let over = try sound("float32_over.wav")
        #expect(abs(try reading("sample_peak", of: over) - 6) < 0.05)
        #expect(over.flags(against: nil) == ["over full scale"])
    }
}
