import Catalogs
import Foundation
import Glibc
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
        let inside = "\(stem)/manifest"
        let earlier = CompositionSidecar.files(listedIn: "\(inside).json")
        var sidecar = CompositionSidecar(mode: Self.name, parameters: [:])
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
        // Members of an earlier bundle that nothing lists any more would pass for members of this one.
        for name in Set(earlier).subtracting(sidecar.files + [Self.manifest]) where unlink("\(stem)/\(name)") != 0 && errno != ENOENT {
            throw MediaError(
                .unwritable, "\(stem)/\(name)", "an earlier bundle's file cannot be removed: \(String(cString: strerror(errno)))")
        }
        return Composite(path: manifest, sidecar: manifest, warnings: sidecar.warnings)
    }

    func outputs(for inputs: [CompositionInput], at stem: String) -> [String] {
        let members = inputs.enumerated().compactMap { index, input in
            // What cannot be read is left out of the bundle.
            input.path.flatMap { try? Self.name(of: input, number: index + 1, path: $0) }
        }
        let earlier = CompositionSidecar.files(listedIn: "\(stem)/\(Self.manifest)")
        return (members + earlier + [Self.manifest]).map { "\(stem)/\($0)" }
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
