import Catalogs
import Foundation
import Media
import Pipeline

/// Makes the ballot of a comparison, and the key to it. The same run and settings give the same bytes.
package struct BallotMaker {
    private let comparison: Comparison
    private let settings: BallotSettings
    private let names: BlindName
    /// Cases with something to ask about, in file order.
    private let cases: [CaseRecord]

    /// - Parameter secret: of the run folder.
    /// - Throws: why nothing can be asked about the comparison.
    package init(_ comparison: Comparison, settings: BallotSettings, secret: String) throws(Problems) {
        self.comparison = comparison
        self.settings = settings
        names = BlindName(secret: secret)
        cases = comparison.cases.filter { Self.isUsable($0, comparison, settings.method) }
        try Problems.throwIfAny(problems())
    }

    package func make() -> (ballot: Ballot, key: BallotKey) {
        var key = BallotKey(items: [:], cases: [:], facts: [])
        let drawn = TrialDraw(settings: settings, cases: subjects()).lists()
        let lists = drawn.map { list in list.map { trial($0, &key) } }
        key.facts = drawn.map { $0.map { BallotKey.Fact(kind: $0.kind, repeatOf: $0.repeatOf) } }
        var texts: [String: String] = [:]
        if settings.showsText {
            for record in cases where key.cases[names.ofCase(group: comparison.groupId, record.id)] != nil {
                texts[names.ofCase(group: comparison.groupId, record.id)] = record.prompt ?? record.transcript
            }
        }
        let ballot = Ballot(
            method: settings.method, kind: comparison.kind, question: settings.question ?? settings.method.question(comparison.kind),
            lists: lists, texts: texts)
        return (ballot, key)
    }

    // MARK: What can be asked

    /// Outputs that a listener can be shown, by branch: of the first repeat, and not the same bytes as another one's.
    private static func outputs(_ record: CaseRecord, _ comparison: Comparison) -> [(branch: Int, sha256: String?)] {
        comparison.branches.enumerated().compactMap { place, branch in
            record.results.first { $0.branch == branch.id && $0.repeat == 0 && $0.status == .ok && $0.path != nil }
                .map { (place, $0.sha256) }
        }
    }

    private static func isUsable(_ record: CaseRecord, _ comparison: Comparison, _ method: VoteMethod) -> Bool {
        let count = outputs(record, comparison).count
        switch method {
        case .pairwise, .abx: return count > 1
        case .mos: return count > 0
        case .mushra: return count > 0 && record.reference != nil
        }
    }

    private func subjects() -> [[Int]: [Int]] {
        var subjects: [[Int]: [Int]] = [:]
        for (number, record) in cases.enumerated() {
            let outputs = Self.outputs(record, comparison)
            switch settings.method {
            case .mushra: subjects[outputs.map(\.branch), default: []].append(number)
            case .mos: for one in outputs { subjects[[one.branch], default: []].append(number) }
            case .pairwise, .abx:
                for (place, one) in outputs.enumerated() {
                    // Two files of the same bytes are a tie that nobody need be asked about.
                    for other in outputs[(place + 1)...] where one.sha256 == nil || one.sha256 != other.sha256 {
                        subjects[[one.branch, other.branch], default: []].append(number)
                    }
                }
            }
        }
        return subjects
    }

    private func problems() -> [Problem] {
        let group = "group '\(comparison.groupId.prefix(60))'"
        guard comparison.kind == .image || comparison.kind == .audio else {
            return [
                Problem(
                    "\(group) has outputs of kind \(comparison.kind.rawValue), which nobody can vote on here",
                    remedy: "name another with --group")
            ]
        }
        var list: [Problem] = []
        if cases.isEmpty || subjects().isEmpty {
            let why =
                switch settings.method {
                case .pairwise, .abx: "no case has outputs of two branches that differ"
                case .mos: "no case has an output"
                case .mushra: "no case has outputs and a reference"
                }
            list.append(
                Problem(
                    "\(group): \(why)", remedy: settings.method == .mushra ? "name references in the cases, or use --method pairwise" : nil)
            )
        }
        return list
    }

    // MARK: Names in place of outputs

    private func trial(_ drawn: TrialDraw.Trial, _ key: inout BallotKey) -> Ballot.Trial {
        let record = cases[drawn.subject.caseIndex]
        let caseHash = names.ofCase(group: comparison.groupId, record.id)
        key.cases[caseHash] = record.id
        func name(_ branch: Int?, _ role: BallotKey.Role) -> String {
            let item = BallotKey.Item(caseID: record.id, branch: branch.map { comparison.branches[$0].id }, role: role)
            let name = names.item(group: comparison.groupId, item)
            key.items[name] = item
            return name
        }
        let shown = drawn.subject.branches
        var items: [String]
        switch (settings.method, drawn.kind) {
        case (.mos, .broken): items = [name(shown[0], .broken)]
        case (_, .same): items = [name(shown[0], .output), name(shown[0], .copy)]
        case (_, .broken):
            items = [name(shown[0], .output), name(shown[0], .broken)]
            if drawn.isBrokenSecond == false { items.reverse() }
        case (.mushra, _):
            let extra = [name(nil, .hiddenReference), name(nil, .lowAnchor), name(nil, .midAnchor)]
            // Sorted by name, which is random: the place of the reference tells nothing.
            items = (shown.map { name($0, .output) } + extra).sorted()
        default: items = shown.map { name($0, .output) }
        }
        if settings.method == .abx { items.append(x(of: drawn, items, name)) }
        return Ballot.Trial(caseHash: caseHash, items: items, reference: settings.method == .mushra ? name(nil, .reference) : nil)
    }

    /// X under a name of its own. A damaged copy cannot be X: it has no copy.
    private func x(of drawn: TrialDraw.Trial, _ items: [String], _ name: (Int?, BallotKey.Role) -> String) -> String {
        guard drawn.kind == .real else { return name(drawn.subject.branches[0], .copy) }
        return name(drawn.subject.branches[drawn.isXSecond ? 1 : 0], .copy)
    }
}

/// SHA-256 of a ballot's bytes.
package func ballotHash(_ text: String) -> String { sha256Hex(Array(text.utf8)) }
