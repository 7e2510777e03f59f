import CSndFile
import Foundation
import Glibc

/// How the samples of a WAV file are stored.
package enum AudioEncoding: String, Sendable, Codable, CaseIterable {
    case pcm16, pcm24, float32

    var bytesPerSample: Int {
        switch self {
        case .pcm16: 2
        case .pcm24: 3
        case .float32: 4
        }
    }

    var format: Int {
        switch self {
        case .pcm16: SF_FORMAT_PCM_16
        case .pcm24: SF_FORMAT_PCM_24
        case .float32: SF_FORMAT_FLOAT
        }
    }
}

extension AudioClip {
    /// A WAV file of 16 bits, in memory.
    ///
    /// - Throws: as `write`; `.unreadable` where the file system loses it.
    package func encodedWAV() throws(MediaError) -> [UInt8] {
        let path = FileManager.default.temporaryDirectory.path + "/bakeoff-\(UUID().uuidString).wav"
        defer { unlink(path) }
        try write(to: path)
        guard let bytes = FileManager.default.contents(atPath: path) else { throw MediaError(.unreadable, path, "cannot be read again") }
        return [UInt8](bytes)
    }

    /// Writes a clip that is held in memory as a WAV file, as `writeSound` does.
    ///
    /// - Throws: `.nonFinite` for a sample that is no number, `.unwritable` for the rest.
    package func write(to path: String, as encoding: AudioEncoding = .pcm16) throws(MediaError) {
        let form = SoundForm(sampleRate: sampleRate, channels: channels, encoding: encoding)
        try writeSound(to: path, as: form, frames: frames) { sink throws(MediaError) in
            // A closure of a buffer pointer cannot throw this type of error.
            let result = samples.withUnsafeBufferPointer { samples in
                Swift.Result { () throws(MediaError) in try sink.append(samples) }
            }
            try result.get()
        }
    }
}
