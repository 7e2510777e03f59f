import Foundation

/// The folder of one run: `runs/<date>-<id>/`.
package struct RunFolder: Sendable {
    /// Absolute.
    package let path: String

    package init(path: String) { self.path = path }

    package var id: String { (path as NSString).lastPathComponent }
    package var database: String { "\(path)/run.sqlite" }
    package var results: String { "\(path)/results.json" }
    package var totals: String { "\(path)/totals.json" }

    package func absolute(_ relative: String) -> String { relative.hasPrefix("/") ? relative : "\(path)/\(relative)" }

    /// One name for all that this process does: process ids come back, in containers very soon.
    private static let sitting = UUID().uuidString

    /// Where a call writes before its result is stored; no other call, and no program that outlived its run, shares it.
    func workFolder(for cell: Cell) -> String {
        "\(path)/work/\(Self.sitting)/\(cell.group)/\(cell.caseID)/\(cell.branch)/\(cell.repeat)"
    }

    static func create(_ folder: String) throws(CellFailure) {
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw CellFailure("unwritable", "cannot make the folder \(folder): \(error.localizedDescription)")
        }
    }

    /// Makes a new run folder with an unused name.
    ///
    /// - Throws: `RunError.cannotWrite`.
    package static func make(in runs: String, date: String, randomness: inout some RandomNumberGenerator) throws(RunError) -> RunFolder {
        do {
            try FileManager.default.createDirectory(atPath: runs, withIntermediateDirectories: true)
            while true {
                let suffix = String(UInt16.random(in: 0...UInt16.max, using: &randomness), radix: 16)
                let folder = "\(runs)/\(date)-\(String(repeating: "0", count: 4 - suffix.count))\(suffix)"
                guard !FileManager.default.fileExists(atPath: folder) else { continue }
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
                return RunFolder(path: folder)
            }
        } catch {
            throw .cannotWrite("\(runs): \(error.localizedDescription)")
        }
    }
}
