import Catalogs
import Foundation
import Media

/// A mode that makes one text of texts.
protocol MergedTexts: Composition {
    /// Settings for the sidecar.
    var parameters: [String: SidecarValue] { get }

    /// - Parameter entries: every input with its text, nil where it has none.
    /// - Returns: the whole file, and what was measured on the way.
    func merged(_ entries: [TextEntry]) throws(CompositionError) -> (text: String, measurements: [String: Double])
}

/// An input of a merged text.
struct TextEntry {
    let input: CompositionInput
    let text: String?
    /// Why there is no text.
    let reason: String
}

extension MergedTexts {
    static var kind: MediaKind? { .text }
    var parameters: [String: SidecarValue] { [:] }

    func compose(_ inputs: [CompositionInput], to stem: String) throws -> Composite {
        let checked = try CheckedInput.all(inputs, for: Self.self)
        let read = checked.map { input in
            Result { () throws(MediaError) in
                if let error = input.error { throw error }
                return try input.path.map { path throws(MediaError) in try RepairedText(path) }
            }
        }
        if read.allSatisfy({ (try? $0.get()) == nil }), let failure = read.compactMap(\.failure).first { throw failure }
        let entries = zip(checked, read).map { input, read in
            TextEntry(input: input.input, text: (try? read.get())?.text, reason: read.failure?.message ?? input.reason)
        }
        let (text, measurements) = try merged(entries)
        let path = "\(stem).\(Self.fileExtension)"
        try writeWhole(Array(text.utf8), to: path)

        var sidecar = CompositionSidecar(mode: Self.name, parameters: parameters)
        sidecar.files = [fileName(of: path)]
        if !measurements.isEmpty { sidecar.measurements = measurements }
        for (input, read) in zip(checked, read) {
            var record = try SidecarInput(CheckedInput(input: input.input, path: input.path, error: read.failure), stem: stem)
            if let text = try? read.get() {
                record.file = sidecar.files[0]
                record.text = TextPlace(characters: text.text.count, repair: text.repair, isExact: text.repair == nil)
                if let repair = text.repair { sidecar.warnings.append("\(input.input.branch): \(repair)") }
            } else {
                record.note = read.failure?.message ?? input.reason
                sidecar.warnings.append("\(input.input.branch) has no text: \(record.note ?? "")")
            }
            sidecar.inputs.append(record)
        }
        return Composite(path: path, sidecar: try sidecar.write(beside: path), warnings: sidecar.warnings)
    }
}

extension Result {
    fileprivate var failure: Failure? {
        if case .failure(let failure) = self { return failure }
        return nil
    }
}
