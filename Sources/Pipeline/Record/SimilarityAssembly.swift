import Media
import Scoring

/// Finds out how like each other the pictures of a group are.
///
/// Hashes stand in the scorecards, and say which pictures could be near-duplicates; those, and the repeats of a case, are read
/// once more. The work is bounded: 10 repeats of a case, 200 pictures.
struct SimilarityAssembly {
    static let mostRepeats = 10
    static let mostPictures = 200

    private let branches: [String]
    private let cases: [Entries]
    private let folder: RunFolder
    private let leftOut: Int

    /// One picture of a case.
    private struct Entry {
        let number: Int
        let path: String
        let sha256: String
        let hash: PerceptualHash
    }

    /// The pictures of a case by branch, the first repeat first.
    private struct Entries {
        let id: String
        let byBranch: [String: [Entry]]
    }

    /// What is kept of a picture that was read.
    private struct Look {
        let fingerprint: PictureFingerprint
        let sketch: PictureSketch
    }

    /// - Parameter branches: ids of those that make pictures from text, in file order.
    init(of records: [CaseRecord], branches: [String], in folder: RunFolder, mostPictures: Int = mostPictures) {
        self.branches = branches
        self.folder = folder
        let all = records.filter { $0.reference == nil }.map { Self.entries(of: $0, branches) }.filter { !$0.byBranch.isEmpty }
        var needed: Set<String> = []
        cases = Array(
            all.prefix { entries in
                let isFirst = needed.isEmpty
                needed.formUnion(Self.needed(entries, branches))
                return isFirst || needed.count <= mostPictures
            })
        leftOut = all.count - cases.count
    }

    /// nil where nothing can be compared.
    func record() -> SimilarityRecord? {
        guard cases.contains(where: { $0.byBranch.count > 1 || $0.byBranch.values.contains { $0.count > 1 } }) else { return nil }
        let looks = read(Set(cases.flatMap { Self.needed($0, branches) }))
        return SimilarityRecord(
            repeats: branches.compactMap { repeats(of: $0, looks) }, branches: pairs.compactMap { similarity(of: $0.0, $0.1, looks) },
            cases: cases.count, casesLeftOut: leftOut)
    }

    private var pairs: [(String, String)] {
        branches.indices.flatMap { first in branches[(first + 1)...].map { (branches[first], $0) } }
    }

    private static func entries(of record: CaseRecord, _ branches: [String]) -> Entries {
        let results = record.results.filter { branches.contains($0.branch) && $0.status == .ok }
        let byBranch = Dictionary(grouping: results, by: \.branch).mapValues { results in
            results.sorted { $0.repeat < $1.repeat }.prefix(mostRepeats).compactMap { result -> Entry? in
                guard let path = result.path, let sha256 = result.sha256, let hash = result.scorecard?.facts?.perceptualHash else {
                    return nil
                }
                return Entry(number: result.repeat, path: path, sha256: sha256, hash: hash)
            }
        }
        return Entries(id: record.id, byBranch: byBranch.filter { !$0.value.isEmpty })
    }

    /// The first repeat of which both branches have a picture.
    private static func common(_ a: String, _ b: String, in entries: Entries) -> (Entry, Entry)? {
        for entry in entries.byBranch[a] ?? [] {
            if let other = entries.byBranch[b]?.first(where: { $0.number == entry.number }) { return (entry, other) }
        }
        return nil
    }

    private static func mayBeNear(_ a: Entry, _ b: Entry) -> Bool { a.hash.distance(to: b.hash) <= NearDuplicate.mostBits }

    /// SHA-256 of the pictures of a case that must be read.
    private static func needed(_ entries: Entries, _ branches: [String]) -> [String] {
        var needed = entries.byBranch.values.filter { $0.count > 1 }.flatMap { $0.map(\.sha256) }
        for (index, a) in branches.enumerated() {
            for b in branches[(index + 1)...] {
                guard let (one, other) = common(a, b, in: entries), one.sha256 != other.sha256, mayBeNear(one, other) else { continue }
                needed += [one.sha256, other.sha256]
            }
        }
        return needed
    }

    /// Reads the pictures, on all cores; one that cannot be read any more is missing.
    private func read(_ needed: Set<String>) -> [String: Look] {
        let entries = cases.flatMap { $0.byBranch.values.joined() }.filter { needed.contains($0.sha256) }
        let paths = Dictionary(entries.map { ($0.sha256, folder.absolute($0.path)) }) { first, _ in first }.map { ($0.key, $0.value) }
        let looks = concurrentMap(paths.count) { index -> (String, Look)? in
            let (sha256, path) = paths[index]
            guard case .success(let image) = Result(catching: { () throws(MediaError) in try PixelImage.read(path) }) else { return nil }
            let picture = ImageAnalysis(image)
            return (sha256, Look(fingerprint: PictureFingerprint(of: picture), sketch: PictureSketch(of: picture)))
        }
        return Dictionary(uniqueKeysWithValues: looks.compactMap { $0 })
    }

    private func repeats(of branch: String, _ looks: [String: Look]) -> RepeatSimilarity? {
        var distances: [RepeatSimilarity.CaseDistance] = []
        var (pairs, near) = (0, 0)
        for entries in cases {
            let own = (entries.byBranch[branch] ?? []).compactMap { looks[$0.sha256] }
            guard own.count > 1 else { continue }
            let distance = Diversity(of: own.map(\.sketch)).meanDistance
            distances.append(RepeatSimilarity.CaseDistance(id: entries.id, pictures: own.count, distance: distance))
            pairs += own.count * (own.count - 1) / 2
            near += NearDuplicate.pairs(among: own.map(\.fingerprint)).count
        }
        return distances.isEmpty ? nil : RepeatSimilarity(branch: branch, cases: distances, pairs: pairs, nearDuplicates: near)
    }

    private func similarity(of a: String, _ b: String, _ looks: [String: Look]) -> BranchSimilarity? {
        let both = cases.compactMap { Self.common(a, b, in: $0) }
        let near = both.count { one, other in
            if one.sha256 == other.sha256 { return true }
            guard let look = looks[one.sha256], let otherLook = looks[other.sha256] else { return false }
            return NearDuplicate(look.fingerprint, otherLook.fingerprint) != nil
        }
        return near == 0 ? nil : BranchSimilarity(a: a, b: b, cases: both.count, nearDuplicates: near)
    }
}
