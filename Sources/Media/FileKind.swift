/// The format of a file by its first bytes; names and extensions are never believed.
package enum FileKind: String, Sendable, Codable, CaseIterable {
    case png, jpeg, webp, gif
    case wav, flac, ogg, mp3, aiff
    case mp4, webm
    case text

    package var media: MediaKind {
        switch self {
        case .png, .jpeg, .webp, .gif: .image
        case .wav, .flac, .ogg, .mp3, .aiff: .audio
        case .mp4, .webm: .video
        case .text: .text
        }
    }

    package var mediaType: String {
        switch self {
        case .png: "image/png"
        case .jpeg: "image/jpeg"
        case .webp: "image/webp"
        case .gif: "image/gif"
        case .wav: "audio/wav"
        case .flac: "audio/flac"
        case .ogg: "audio/ogg"
        case .mp3: "audio/mpeg"
        case .aiff: "audio/aiff"
        case .mp4: "video/mp4"
        case .webm: "video/webm"
        case .text: "text/plain"
        }
    }
}
