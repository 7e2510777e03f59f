import Catalogs
import Foundation
import Media
import Scoring

/// A plan for `compare NAME=DIR…`: outputs that exist already, paired over folders.
package struct FolderComparison: Sendable {
    package enum Match: String, Sendable, CaseIterable {
        /// Same path below the folder.
        case name
        /// Same path without extension.
        case stem
        /// Same place in the sorted list.
        case order
    }

    package var folders: [(name: String, path: String)]
    package var reference: String?
    package var match = Match.name
    package var profile: String?
    package var gates: [String] = []
    package var reports: [String]?
    package var runsFolder: String
    package var command: String
    package var seed: UInt64 = 0

    package init(folders: [(name: String, path: String)], runsFolder: String, command: String) {
        self.folders = folders
        self.runsFolder = runsFolder
        self.command = command
    }

    /// - Throws: `Problems`: a folder that is missing or empty, kinds that differ, nothing that pairs.
    package func plan(data: ScoringData) throws(Problems) -> Plan {
        var problems: [Problem] = []
        let listed = folders.map { files(in: $0.path, name: $0.name, &problems) }
        let references = reference.map { files(in: $0, name: "reference", &problems) }
        try Problems.throwIfAny(problems)
        let keys = pairedKeys(listed)
        let kinds = Set(listed.flatMap(\.values).map(\.kind))
        guard let kind = kinds.first, kinds.count == 1 else {
            throw Problems([
                Problem(
                    kinds.isEmpty
                        ? "the folders hold no pictures or sounds"
                        : "the folders mix \(kinds.map(\.rawValue).sorted().joined(separator: " and "))",
                    remedy: "compare one kind at a time")
            ])
        }
        var cases: [Case] = []
        for (key, id) in zip(keys, Identifier.unique(keys.map { Identifier.made(from: $0) })) {
            var columns: [String: String] = [:]
            for (index, files) in listed.enumerated() { columns["file\(index)"] = files[key]?.path ?? "" }
            cases.append(Case(id: id, reference: references?[key]?.path, columns: columns))
        }
        return try plan(cases: cases, kind: kind, data: data)
    }

    private struct Found { let path: String; let kind: MediaKind }

    /// Media files below a folder by their pairing key; hidden files and other kinds are passed over.
    private func files(in folder: String, name: String, _ problems: inout [Problem]) -> [String: Found] {
        let root = Paths.absolute(folder, from: FileManager.default.currentDirectoryPath)
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: root, isDirectory: &isFolder), isFolder.boolValue else {
            problems.append(Problem("no folder at \(folder) (\(name))", remedy: "write NAME=FOLDER"))
            return [:]
        }
        let paths = (FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []).sorted()
        var found: [String: Found] = [:]
        var number = 0
        for path in paths where !path.split(separator: "/").contains(where: { $0.hasPrefix(".") }) {
            guard let kind = kind(of: "\(root)/\(path)") else { continue }
            number += 1
            let key =
                switch match {
                case .name: path
                case .stem: (path as NSString).deletingPathExtension
                case .order: "pair-" + String(repeating: "0", count: max(0, 5 - String(number).count)) + String(number)
                }
            found[key] = Found(path: "\(root)/\(path)", kind: kind)
        }
        if found.isEmpty { problems.append(Problem("no pictures or sounds in \(folder) (\(name))")) }
        return found
    }

    /// By content where it can be told, else by the folder's other files: a broken file still is a case, and its error is shown.
    private func kind(of path: String) -> MediaKind? {
        guard Paths.isRegularFile(path, following: true) else { return nil }
        if let kind = try? FileKind.of(file: path), kind.media == .image || kind.media == .audio { return kind.media }
        let byExtension: [String: MediaKind] = [
            "png": .image, "jpg": .image, "webp": .image, "wav": .audio, "flac": .audio, "mp3": .audio, "ogg": .audio,
        ]
        return byExtension[(path as NSString).pathExtension.lowercased()]
    }

    private func pairedKeys(_ listed: [[String: Found]]) -> [String] {
        Set(listed.flatMap(\.keys)).sorted()
    }

    private func plan(cases: [Case], kind: MediaKind, data: ScoringData) throws(Problems) -> Plan {
        let place = SourcePlace(file: "command line", line: 1, column: 1)
        let hasReferences = !cases.isEmpty && cases.allSatisfy { $0.reference != nil }
        let profile = try data.profile(self.profile ?? ScoringData.defaultProfile(for: kind, hasReference: hasReferences) ?? "")
        var branches: [Branch] = []
        for (index, folder) in folders.enumerated() {
            branches.append(
                Branch(
                    id: Identifier.made(from: folder.name), type: kind == .image ? .textToImage : .textToSpeech, model: folder.name,
                    providerName: FilesProvider.name, provider: FilesProvider(column: "file\(index)", at: place), params: [:],
                    outputFile: nil,
                    timeout: 600, fingerprint: "file\(index)", place: place))
        }
        var options = Options(of: BestQuality.name)
        let group = ParallelGroup(
            id: kind == .image ? "images" : "sounds", branches: branches, maxWorkers: 4, failFast: false,
            merge: BestQuality(options: &options),
            mergeName: BestQuality.name, kind: kind, scorer: try Scorer(data: data, profile: profile), place: place)
        var rules: [ReleaseGate] = []
        var problems: [Problem] = []
        for rule in gates {
            do { rules.append(try ReleaseGate(rule)) } catch { problems.append(error) }
        }
        let ids = branches.map(\.id)
        if Set(ids).count < ids.count {
            problems.append(Problem("two folders have one name", remedy: "write NAME=FOLDER with different names"))
        }
        problems += rules.flatMap { $0.problems(against: [group]) }
        try Problems.throwIfAny(problems)
        let lacking = reference == nil ? [] : cases.filter { $0.reference == nil }.map(\.id)
        if !lacking.isEmpty, !hasReferences {
            problems.append(
                Problem(
                    "\(lacking.count) of \(cases.count) cases have no reference (\(lacking.prefix(3).joined(separator: ", "))), so profile '\(profile.name)' is used",
                    remedy: "complete the reference folder", severity: .warning))
        }
        return Plan(
            name: folders.map(\.name).joined(separator: " and "), description: nil, file: nil, command: command, cases: cases, repeats: 1,
            seed: seed,
            steps: [
                PlannedStep(
                    id: group.id, type: .parallelGroup, place: place, after: [], inputs: [], work: .group(group), output: FlowKind(kind))
            ], gates: rules, reports: reports ?? ["html", "md", "json"], minEffect: 2, runsFolder: runsFolder,
            configSHA256: sha256Hex(Array(command.utf8)), source: "# \(command)\n",
            remarks: problems)
    }
}
