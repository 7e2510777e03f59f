import Foundation
import Media

/// The file beside a composite that says where every input went and what was done to it.
struct CompositionSidecar: Encodable {
    let schema = "bakeoff.composite"
    let schemaVersion = "1.0"
    let mode: String
    var parameters: [String: SidecarValue]
    /// Names of the composite's files, in the sidecar's folder.
    var files: [String] = []
    var inputs: [SidecarInput] = []
    var warnings: [String] = []
    /// What a mode measured on the way, such as the mean of a difference map.
    var measurements: [String: Double]?
    /// Where a mode drew something of its own.
    var drawings: [String: PixelRectangle]?
    /// Stretches of a sealed sequence, whose branches stand in the key alone.
    var stretches: [SoundStretch]?
    /// SHA-256 of the file that says which stretch is whose.
    var keySha256: String?

    init(mode: String, parameters: [String: SidecarValue]) {
        self.mode = mode
        self.parameters = parameters
    }

    /// Writes the sidecar, whole or not at all; the same content gives the same bytes.
    ///
    /// - Parameter composite: its path; the sidecar's has `.json` behind it. Whether another file stands there is asked before anything
    ///   is written, by `requireFreeOutputs`.
    /// - Returns: its path.
    func write(beside composite: String) throws(MediaError) -> String {
        let path = "\(composite).json"
        try writeWhole(try sidecarBytes(self, path: path), to: path)
        return path
    }
}

/// JSON with sorted keys, so that the same content gives the same bytes.
func sidecarBytes(_ content: some Encodable, path: String) throws(MediaError) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    do {
        return Array(try encoder.encode(content)) + Array("\n".utf8)
    } catch {
        throw MediaError(.unwritable, path, "cannot be written: \(error.localizedDescription)")
    }
}

/// One input in a sidecar.
struct SidecarInput: Encodable {
    let branch: String
    let label: String
    /// Relative to the sidecar's folder; absent when there was no output.
    let path: String?
    let sha256: String?
    let quality: Double?
    let isWinner: Bool
    /// Why it is a blank tile or was left out.
    var note: String?
    /// The composite's file that holds it; absent when it was left out.
    var file: String?
    var picture: PicturePlace?
    var sound: SoundPlace?
    var text: TextPlace?

    init(_ checked: CheckedInput, stem: String) throws(MediaError) {
        let input = checked.input
        branch = input.branch
        label = input.label
        path = (input.path ?? input.refusedPath).map { relativePath(of: $0, from: stem) }
        quality = input.quality
        isWinner = input.isWinner
        note = checked.error?.message ?? input.note
        // What is not used is named as far as it can be read.
        sha256 = checked.path == nil ? (try? input.digest()) : try input.digest()
    }
}

/// Where a picture lies in its composite, in pixels from the top left.
struct PicturePlace: Encodable {
    let rectangle: PixelRectangle
    /// The box that the rectangle is centred in.
    let cell: PixelRectangle
    /// Sides of the input; absent for a blank tile.
    var inputWidth: Int?
    var inputHeight: Int?
    /// The Exif orientation by which it was turned upright; absent when it stood upright.
    var orientation: Int?
    /// True when every sample of the input stands there unchanged.
    let isExact: Bool

    func exact(_ isExact: Bool) -> PicturePlace {
        PicturePlace(
            rectangle: rectangle, cell: cell, inputWidth: inputWidth, inputHeight: inputHeight, orientation: orientation, isExact: isExact)
    }
}

/// Where a sound lies in its composite, in frames from the start.
struct SoundPlace: Encodable {
    let startFrame: Int
    let frames: Int
    let startSeconds: Double
    let inputSampleRate: Int
    let inputChannels: Int
    let inputFrames: Int
    /// True when every sample of the input stands there unchanged.
    let isExact: Bool
    /// Frames that fade in and out: because the input does not begin or end at zero, or into its neighbour.
    let fadeInFrames: Int
    let fadeOutFrames: Int
    /// The one gain of all its samples, in dB.
    let gain: Double
    /// Loudness of the input as it plays in the composite before the gain, in LUFS; absent where it was not asked for.
    var loudness: Double?
    /// Its true peak before the gain, in dBTP.
    var truePeak: Double?
    /// What the peak ceiling left missing of the loudness that was asked for, in LU.
    var shortfall: Double?
    /// First and last channel, from 0, where it does not take all.
    var channels: [Int]?
}

/// A stretch of a sequence, in frames from the start.
struct SoundStretch: Encodable {
    let position: Int
    let startFrame: Int
    let frames: Int
    let startSeconds: Double
}

/// A setting of a mode.
enum SidecarValue: Encodable, Hashable {
    case number(Double)
    case text(String)
    case flag(Bool)

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .number(let number): try container.encode(number)
        case .text(let text): try container.encode(text)
        case .flag(let flag): try container.encode(flag)
        }
    }
}

/// Where a text lies in its composite.
struct TextPlace: Encodable {
    /// Characters of the input as it stands there.
    let characters: Int
    /// What was repaired in its encoding; absent when nothing was.
    var repair: String?
    let isExact: Bool
}

/// A box of pixels, from the top left.
struct PixelRectangle: Encodable, Hashable {
    let x: Int
    let y: Int
    let width: Int
    let height: Int
}

/// A path as seen from the folder that holds `stem`: names from there, with `..` where the folders part.
func relativePath(of path: String, from stem: String) -> String {
    func names(_ path: String) -> [String] { URL(fileURLWithPath: path).standardizedFileURL.pathComponents }
    let target = names(path)
    let folder = names(stem).dropLast()
    let common = zip(target, folder).prefix { $0 == $1 }.count
    return (Array(repeating: "..", count: folder.count - common) + target.dropFirst(common)).joined(separator: "/")
}

/// The last name of a path.
func fileName(of path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }
