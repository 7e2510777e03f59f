import Foundation
import Glibc
import Media

extension Composition {
    /// Makes sure that writing the composite takes nothing from the user: no file to be written is an input, by whatever name, and what
    /// is written unasked (sidecar, key, members of a bundle) replaces only what a composite wrote before.
    ///
    /// - Throws: `overwrites_input` or `overwrites_file`.
    package func requireFreeOutputs(for inputs: [CompositionInput], at stem: String) throws(CompositionError) {
        var read: [FileIdentity: String] = [:]
        for path in inputs.compactMap({ $0.path ?? $0.refusedPath }) + otherInputs {
            if let identity = FileIdentity(path) { read[identity] = path }
        }
        let composite = "\(stem).\(Self.fileExtension)"
        let sidecar = keepsApart ? "\(stem)/\(Bundle.manifest)" : "\(composite).json"
        let earlier = CompositionSidecar.files(listedIn: sidecar)
        for path in outputs(for: inputs, at: stem) {
            guard let identity = FileIdentity(path) else { continue }
            if let input = read[identity] {
                let words = path == input ? "the input \(input)" : "the input \(input) (it is \(path))"
                throw CompositionError("overwrites_input", "the composite would overwrite \(words); write to another place")
            }
            let isKnown = path == composite || (path == sidecar ? CompositionSidecar.isOwn(path) : earlier.contains(fileName(of: path)))
            guard isKnown else {
                throw CompositionError(
                    "overwrites_file", "\(path) is of no earlier composite and would be overwritten; move it, or write to another place")
            }
        }
    }
}

/// What tells one file from another whatever its names: links to a file are that file.
private struct FileIdentity: Hashable {
    private let device: UInt
    private let node: UInt

    /// nil where there is no file.
    init?(_ path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        (device, node) = (UInt(status.st_dev), UInt(status.st_ino))
    }
}

extension CompositionSidecar {
    private struct Head: Decodable {
        let schema: String
        var files: [String]?
    }

    private static func head(_ path: String) -> Head? {
        // A named pipe would be waited for.
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        // What is no JSON of this form is not a sidecar, whatever the reason.
        return try? JSONDecoder().decode(Head.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
    }

    /// Whether a file was written beside a composite.
    static func isOwn(_ path: String) -> Bool {
        head(path)?.schema == "bakeoff.composite"
    }

    /// The files that a sidecar lists, by their names in its folder; none where it is no sidecar.
    static func files(listedIn path: String) -> [String] {
        guard let head = head(path), head.schema == "bakeoff.composite" else { return [] }
        // A name with a folder in it was not written here.
        return (head.files ?? []).filter { !$0.isEmpty && !$0.contains("/") && $0 != "." && $0 != ".." }
    }
}
