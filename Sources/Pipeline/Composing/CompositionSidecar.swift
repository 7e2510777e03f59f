import Foundation
import Media

/// The file beside a composite that says where every input went and what was done to it.
struct CompositionSidecar: Encodable {
    let schema = "bakeoff.composite"
    let schemaVersion = "1.0"
    let mode: String
    let parameters: [String: Double]
    /// Names of the composite's files, in the sidecar's folder.
    var files: [String] = []
    var inputs: [SidecarInput] = []
    var warnings: [String] = []
    /// What a mode measured on the way, such as the mean of a difference map.
    var measurements: [String: Double]?
    /// Where a mode drew something of its own.
    var drawings: [String: PixelRectangle]?

    init(mode: String, parameters: [String: Double]) {
        self.mode = mode
        self.parameters = parameters
    }

    /// Writes `stem.json`, whole or not at all; the same content gives the same bytes.
    ///
    /// - Returns: its path.
    func write(stem: String) throws(MediaError) -> String {
        let path = "\(stem).json"
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        do {
            try (encoder.encode(self) + Data("\n".utf8)).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw MediaError(.unwritable, path, "cannot be written: \(error.localizedDescription)")
        }
        return path
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

    init(_ checked: CheckedInput, stem: String) throws(MediaError) {
        let input = checked.input
        branch = input.branch
        label = input.label
        path = input.path.map { relativePath(of: $0, from: stem) }
        quality = input.quality
        isWinner = input.isWinner
        note = checked.error?.message ?? input.note
        if let path = checked.path, input.sha256 == nil {
            sha256 = try sha256Hex(ofFile: path)
        } else {
            sha256 = input.sha256
        }
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
    /// True when every sample of the input stands there unchanged.
    let isExact: Bool
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
    /// Frames that fade in and out because the input does not begin or end at zero.
    let fadeInFrames: Int
    let fadeOutFrames: Int
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
