import Catalogs
import Foundation
import Media

/// All files as they are, of any kind, in one folder with a list.
struct Bundle: Composition {
    static let name = "bundle"
    static let summary = "All files as they are, of any kind, in one folder with a manifest."
    static let kind: MediaKind? = nil
    static let fileExtension = ""
    static let manifest = "manifest.json"

    init(options: inout Options) {}

    func compose(_ inputs: [CompositionInput], to stem: String) throws -> Composite {
        let checked = try CheckedInput.all(inputs, for: Self.self)
        if checked.allSatisfy({ $0.path == nil }), let error = checked.compactMap(\.error).first { throw error }
        do {
            try FileManager.default.createDirectory(atPath: stem, withIntermediateDirectories: true)
        } catch {
            throw MediaError(.unwritable, stem, "the folder cannot be made: \(error.localizedDescription)")
        }
        var sidecar = CompositionSidecar(mode: Self.name, parameters: [:])
        let inside = "\(stem)/manifest"
        for (index, input) in checked.enumerated() {
            var record = try SidecarInput(input, stem: inside)
            if let path = input.path {
                let name = try Self.name(of: input.input, number: index + 1, path: path)
                try writeWhole(try Self.contents(of: path), to: "\(stem)/\(name)")
                record.file = name
                sidecar.files.append(name)
            } else {
                record.note = input.reason
                sidecar.warnings.append("\(input.input.branch) is left out: \(input.reason)")
            }
            sidecar.inputs.append(record)
        }
        let manifest = try sidecar.write(beside: inside)
        return Composite(path: manifest, sidecar: manifest, warnings: sidecar.warnings)
    }

    /// `02-slt.wav`: in the order of the inputs, and no name of a hostile branch leaves the folder.
    private static func name(of input: CompositionInput, number: Int, path: String) throws(MediaError) -> String {
        let kind = try FileKind.of(file: path)
        let safe = input.branch.map { $0.isLetter || $0.isNumber || "-_".contains($0) ? $0 : "_" }
        let ending = kind == .text ? URL(fileURLWithPath: path).pathExtension : kind.rawValue
        let isPlain = ending.allSatisfy { $0.isLetter || $0.isNumber }
        return (number < 10 ? "0" : "") + "\(number)-\(String(safe.prefix(60)))" + (ending.isEmpty || !isPlain ? "" : ".\(ending)")
    }

    private static func contents(of path: String) throws(MediaError) -> Data {
        do {
            return try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
        } catch {
            throw MediaError(.unreadable, path, "cannot be read: \(error.localizedDescription)")
        }
    }
}
