import Catalogs
import Foundation
import Media

/// The pictures of a folder that a model is fitted to.
struct FittingFolder: Sendable {
    /// By name.
    let paths: [String]

    /// - Throws: `Problems` for a folder that cannot be read or has fewer than `least` pictures.
    init(_ folder: String, least: Int) throws(Problems) {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        } catch {
            throw Problems([Problem("cannot read the folder \(folder): \(error.localizedDescription)")])
        }
        paths = names.map { "\(folder)/\($0)" }.filter { (try? FileKind.of(file: $0).media) == .image }
        guard paths.count >= least else {
            let count = paths.count == 1 ? "1 picture" : "\(paths.count) pictures"
            throw Problems([Problem("\(folder) holds \(count)", remedy: "give at least \(least), large and undamaged")])
        }
    }

    /// The SPDX identifier in the file `PICTURE.license` beside a picture, as REUSE (reuse.software) has it; nil without one.
    static func licence(of path: String) -> String? {
        guard let text = try? String(contentsOfFile: path + ".license", encoding: .utf8) else { return nil }
        let line = text.split(whereSeparator: \.isNewline).first { $0.contains("SPDX-License-Identifier:") }
        return line?.split(separator: ":", maxSplits: 1).last.map { $0.trimmingCharacters(in: .whitespaces) }
    }
}
