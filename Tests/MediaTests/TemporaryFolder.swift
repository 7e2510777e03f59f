import Foundation
import Media

/// A folder of its own for one test, gone with the value.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("bakeoff-media-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path
    }

    // What cannot be removed is left to the system: no claim of a test rests on it.
    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Writes bytes under a name and gives the path.
    func file(_ name: String, _ bytes: [UInt8]) throws -> String {
        let file = "\(path)/\(name)"
        try Data(bytes).write(to: URL(fileURLWithPath: file))
        return file
    }

    var names: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
    }
}

/// The bytes of a committed fixture; a missing one fails the test.
func fixture(_ name: String) throws -> [UInt8] {
    let folder = Bundle.module.url(forResource: "Fixtures", withExtension: nil)
    guard let folder else { throw CocoaError(.fileNoSuchFile) }
    return try [UInt8](Data(contentsOf: folder.appendingPathComponent(name)))
}

/// The error that work ends with; nil when it succeeds.
func mediaError(_ work: () throws(MediaError) -> Void) -> MediaError? {
    do {
        try work()
        return nil
    } catch {
        return error
    }
}
