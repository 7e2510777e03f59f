import Media
import Pipeline

/// One case: its row in the list and all that it holds.
struct CaseView {
    struct Place {
        let comparison: Int
        /// In the record.
        let index: Int
        /// In the list.
        let position: Int
        let anchor: String
        /// Told by numbers and links alone.
        var isBrief = false
    }

    struct Thumbnail {
        /// `data:` URI.
        let source: String
        let letter: String
    }

    let anchor: String
    /// Name of the comparison.
    let group: ShownText
    let index: Int
    /// The prompt cut for the list, or the id of a case without one.
    let title: ShownText
    let caseID: ShownText
    let prompt: ShownText
    /// Prompt longer than the title shows.
    let hasLongPrompt: Bool
    let reference: ShownText
    let transcript: ShownText
    let meta: ShownText
    let isOpen: Bool
    /// Below what is seen first: its pictures may come later.
    let isLazy: Bool
    let thumbnails: [Thumbnail]
    let winner: [BranchTag]
    /// `slight`, `tie`, `no eligible output`; empty for a clear winner.
    let label: ShownText
    let gap: ShownText
    let gapOver: ShownText
    /// Absolute gap, for sorting; −1 without one.
    let size: String
    let failedCount: Int
    let hasFailed: Bool
    let rounds: [RoundView]

    init(
        _ comparison: Comparison, _ place: Place, _ directory: BranchTag.Directory, _ gaps: CaseGaps?, _ exhibits: Exhibits,
        _ settings: ModelSettings
    ) {
        let record = comparison.cases[place.index]
        let repeats = Set(record.results.map(\.repeat)).union(record.verdicts.map(\.repeat)).sorted()
        anchor = place.anchor
        group = ShownText(comparison.groupId, limit: 80)
        index = place.index
        title = ShownText(record.prompt.flatMap { $0.isEmpty ? nil : $0 } ?? record.id, limit: 300)
        caseID = ShownText(record.id, limit: 80)
        prompt = ShownText(record.prompt)
        hasLongPrompt = (record.prompt?.utf8.count ?? 0) > 300 || record.prompt?.contains("\n") == true
        reference = ShownText(record.reference)
        transcript = ShownText(record.transcript == record.prompt ? nil : record.transcript)
        meta = ShownText(Self.meta(record, repeats: repeats.count))
        isOpen = place.position == 0 || comparison.cases.count <= 3
        isLazy = !isOpen && place.position >= Self.eager
        thumbnails = comparison.branches.prefix(8).compactMap { branch in
            let key = Exhibits.Key(comparison: place.comparison, caseIndex: place.index, branch: branch.id, repeat: repeats.first ?? 0)
            guard case .picture(let picture) = exhibits.shown[key], !picture.thumbnail.isEmpty else { return nil }
            return Thumbnail(source: picture.thumbnail, letter: Escaping.visible(branch.label))
        }
        let first = record.verdicts.first
        winner = first?.winner.map { [directory[$0]] } ?? []
        label = ShownText(first?.label.map { $0 == "clear" ? "" : $0.replacing("_", with: " ") })
        let margin = gaps?.gaps[place.index]
        gap = ShownText(margin.map { Quantity.signed($0) })
        gapOver = ShownText(margin != nil ? gaps.map { "\($0.leader) − \($0.rival)" } : nil)
        size = Drawing.number((margin.map { abs($0) } ?? record.spread ?? -1) * 10)
        failedCount = record.results.count { $0.status == .failed }
        hasFailed = failedCount > 0
        rounds = repeats.map { number in
            RoundView(
                comparison, place, number, title: repeats.count > 1 ? "Repeat \(number + 1) of \(repeats.count)" : "", directory, exhibits,
                settings)
        }
    }

    /// Cases whose thumbnails come with the page.
    private static let eager = 12

    private static func meta(_ record: CaseRecord, repeats: Int) -> String {
        var parts = [record.id]
        let seeds = Set(record.results.map(\.seed)).sorted()
        if seeds.count == 1 { parts.append("seed \(seeds[0])") }
        if repeats > 1 { parts.append("\(repeats) repeats") }
        if !record.tags.isEmpty { parts.append(record.tags.prefix(6).joined(separator: ", ")) }
        let failed = record.results.count { $0.status == .failed }
        if failed > 0 { parts.append("✕ \(failed) failed") }
        return parts.joined(separator: " · ")
    }
}
