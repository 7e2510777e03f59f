import Catalogs
import Media

/// One output that goes into a composite.
package struct CompositionInput: Sendable, Hashable {
    package let branch: String
    /// What a tile or a cue shows: `A gb`.
    package let label: String
    /// Absolute path; nil for a branch that has no output, which stays visible as a labelled blank.
    package let path: String?
    /// The file of an output that may not be used, for the sidecar.
    package let refusedPath: String?
    package let sha256: String?
    /// 0…100, nil when not scored.
    package let quality: Double?
    package let isWinner: Bool
    /// Why there is no output, or why it may not be used.
    package let note: String?
    /// What was asked for; nil where nobody knows.
    package let prompt: String?
    package let seed: Int?

    package init(
        branch: String, label: String, path: String?, sha256: String?, quality: Double?, isWinner: Bool, note: String? = nil,
        prompt: String? = nil, seed: Int? = nil, refusedPath: String? = nil
    ) {
        self.branch = branch
        self.label = label
        self.path = path
        self.refusedPath = refusedPath
        self.sha256 = sha256
        self.quality = quality
        self.isWinner = isWinner
        self.note = note
        self.prompt = prompt
        self.seed = seed
    }

    /// SHA-256 of its file, read where nobody has done so.
    func digest() throws(MediaError) -> String {
        if let sha256 { return sha256 }
        return try sha256Hex(ofFile: path ?? refusedPath ?? "")
    }
}

/// A composite file and the sidecar that says where everything went.
package struct Composite: Sendable, Hashable {
    package let path: String
    package let sidecar: String
    package let warnings: [String]

    package init(path: String, sidecar: String, warnings: [String]) {
        self.path = path
        self.sidecar = sidecar
        self.warnings = warnings
    }
}

/// A way to make one file of several outputs.
///
/// Contract, checked for every member: the same bytes on every run; a sidecar that accounts for every input; parts that
/// need no change are copied bit-exactly; other kinds are refused; one input works; absurd sizes are refused before memory
/// is taken.
package protocol Composition: CatalogEntry {
    /// What it combines; nil takes every kind, side by side.
    static var kind: MediaKind? { get }
    /// Of the composite, without the dot; empty where it is a folder.
    static var fileExtension: String { get }

    /// - Parameters:
    ///   - inputs: in file order.
    ///   - stem: path without extension; the composite is `stem` with the mode's extension, the sidecar has `.json` behind that.
    /// - Throws: `MediaError` or `CompositionError`.
    func compose(_ inputs: [CompositionInput], to stem: String) throws -> Composite

    /// Every file that `compose` writes or removes.
    func outputs(for inputs: [CompositionInput], at stem: String) -> [String]
    /// Files that are read beside the inputs.
    var otherInputs: [String] { get }
}

extension Composition {
    func outputs(for inputs: [CompositionInput], at stem: String) -> [String] {
        ["\(stem).\(Self.fileExtension)", "\(stem).\(Self.fileExtension).json"]
    }
    var otherInputs: [String] { [] }

    /// Whether the inputs stay files of their own.
    package var keepsApart: Bool { Self.fileExtension.isEmpty }
}

/// Why outputs cannot be composed.
package struct CompositionError: Error, Sendable, Hashable, CustomStringConvertible {
    /// `mixed_kinds`, `sizes_differ`, `nothing_to_combine`, `too_large` …
    package let code: String
    package let message: String

    package init(_ code: String, _ message: String) {
        self.code = code
        self.message = message
    }

    package var description: String { message }
}
