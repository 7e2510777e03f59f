import Catalogs
import Foundation
import Media
import TestSupport
import Testing

@testable import Composing

/// A temporary folder with inputs for composites; it goes away with the value.
final class CompositionFolder {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appending(path: "composition-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: "\(path)/in", withIntermediateDirectories: true)
    }

    deinit {
        do { try FileManager.default.removeItem(atPath: path) } catch { print("cannot remove \(path): \(error)") }
    }

    var stem: String { "\(path)/out" }

    /// Files that are not inputs, those of folders with the folder's name.
    func names() throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: path).filter { name in
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: "\(path)/\(name)", isDirectory: &isFolder)
            return name != "in" && !name.hasPrefix("in/") && !isFolder.boolValue
        }.sorted()
    }

    func bytes(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(fileURLWithPath: "\(path)/\(name)"))) }

    func add(_ image: PixelImage, _ branch: String, quality: Double? = nil, wins: Bool = false) throws -> CompositionInput {
        try image.writePNG(to: "\(path)/in/\(branch).png", level: 1)
        return input(branch, "\(path)/in/\(branch).png", quality: quality, wins: wins)
    }

    func add(_ clip: AudioClip, _ branch: String, as encoding: AudioEncoding = .pcm16) throws -> CompositionInput {
        try clip.write(to: "\(path)/in/\(branch).wav", as: encoding)
        return input(branch, "\(path)/in/\(branch).wav")
    }

    func add(_ bytes: [UInt8], _ branch: String) throws -> CompositionInput {
        try Data(bytes).write(to: URL(fileURLWithPath: "\(path)/in/\(branch)"))
        return input(branch, "\(path)/in/\(branch)")
    }

    func input(_ branch: String, _ path: String?, quality: Double? = nil, wins: Bool = false, note: String? = nil) -> CompositionInput {
        CompositionInput(branch: branch, label: "A \(branch)", path: path, sha256: nil, quality: quality, isWinner: wins, note: note)
    }

    /// Two usable inputs of a kind, of one form, so that every mode takes them unchanged.
    func pair(of kind: MediaKind) throws -> [CompositionInput] {
        switch kind {
        case .audio: [try add(Tones.quietEnds(440), "first"), try add(Tones.quietEnds(660), "second")]
        case .text: [try add(Array("A cat sat\non the mat.\n".utf8), "first"), try add(Array("A dog sat\non a mat.\n".utf8), "second")]
        default:
            [
                try add(SyntheticImage.scene(width: 60, height: 44), "first", quality: 71.25),
                try add(SyntheticImage.scene(width: 60, height: 44).noisy(amplitude: 30), "second", quality: 80, wins: true),
            ]
        }
    }

    func sidecar() throws -> SidecarReading {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let name = try #require(names().first { $0.wholeMatch(of: /out\.(png|wav|md|json)\.json|out\/manifest\.json/) != nil })
        return try decoder.decode(SidecarReading.self, from: Data(try bytes(name)))
    }
}

/// A sidecar as a reader of its JSON sees it.
struct SidecarReading: Decodable {
    let schema: String
    let mode: String
    let files: [String]
    let inputs: [Input]
    let warnings: [String]
    let measurements: [String: Double]?
    let stretches: [Stretch]?
    let keySha256: String?

    struct Stretch: Decodable, Equatable {
        let position: Int
        let startFrame: Int
        let frames: Int
    }

    struct Input: Decodable {
        let branch: String
        let path: String?
        let sha256: String?
        let note: String?
        let file: String?
        let picture: Picture?
        let sound: Sound?
        let text: Text?
    }

    struct Text: Decodable {
        let characters: Int
        let repair: String?
        let isExact: Bool
    }

    struct Picture: Decodable {
        let rectangle: Rectangle
        let cell: Rectangle
        let isExact: Bool
    }

    struct Rectangle: Decodable, Equatable {
        let x: Int
        let y: Int
        let width: Int
        let height: Int
    }

    struct Sound: Decodable {
        let startFrame: Int
        let frames: Int
        let startSeconds: Double
        let isExact: Bool
        let fadeInFrames: Int
        let fadeOutFrames: Int
        let gain: Double
        let loudness: Double?
        let truePeak: Double?
        let shortfall: Double?
        let channels: [Int]?
    }
}

enum Tones {
    /// A tone of half a second that begins and ends in silence, in steps of 16 bits.
    static func quietEnds(_ hertz: Double, rate: Int = 16_000, channels: Int = 1) -> AudioClip {
        let frames = rate / 2
        return make(frames: frames, rate: rate, channels: channels) { frame in
            0.4 * sin(2 * .pi * hertz * Double(frame) / Double(rate)) * sin(.pi * Double(frame) / Double(frames - 1))
        }
    }

    static func make(frames: Int, rate: Int, channels: Int = 1, _ value: (Int) -> Double) -> AudioClip {
        let samples = (0..<frames).flatMap { frame in
            Array(repeating: Float((value(frame) * 32_768).rounded() / 32_768), count: channels)
        }
        return AudioClip(sampleRate: rate, channels: channels, samples: samples)
    }
}

extension PixelImage {
    /// The samples of one pixel.
    func pixel(_ x: Int, _ y: Int) -> [Int] {
        (0..<channels).map { channel in
            let i = (y * width + x) * channels + channel
            switch samples {
            case .eight(let values): return Int(values[i])
            case .sixteen(let values): return Int(values[i])
            }
        }
    }

    func crop(_ area: SidecarReading.Rectangle) -> [[Int]] {
        (0..<area.height).flatMap { row in (0..<area.width).map { pixel(area.x + $0, area.y + row) } }
    }

    var allPixels: [[Int]] { crop(SidecarReading.Rectangle(x: 0, y: 0, width: width, height: height)) }
}

/// A composition mode with settings as YAML would give them.
func compositionMode(_ name: String, _ settings: [String: String] = [:]) -> (any Composition)? {
    let place = SourcePlace(file: "test.yaml", line: 1, column: 1)
    let entries = settings.sorted { $0.key < $1.key }.map {
        Settings.Entry(key: $0.key, keyPlace: place, value: Settings(.scalar($0.value, isQuoted: false), at: place))
    }
    return compositionMode(name, Settings(.map(entries), at: place))
}

func compositionMode(_ name: String, yaml: String) throws -> (any Composition)? {
    compositionMode(name, try SettingsFile.parse(yaml, file: "test.yaml"))
}

private func compositionMode(_ name: String, _ settings: Settings) -> (any Composition)? {
    var options = Options(settings, of: name)
    let mode = compositionCatalog.make(name, options: &options)
    options.finish()
    return options.problems.isEmpty ? mode : nil
}
