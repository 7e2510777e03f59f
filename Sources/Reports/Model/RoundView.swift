import Media
import Pipeline
import Scoring

/// One repeat of a case: outputs side by side, their metrics, and what the merge made of them.
struct RoundView {
    struct Contribution {
        let metric: ShownText
        let points: String
    }

    struct Composite {
        let href: ShownText
        let path: ShownText
        let picture: [PictureView]
        let sound: [SoundView]
        let note: ShownText
    }

    /// Empty unless the case has several repeats.
    let title: ShownText
    /// How many stand side by side: `n1` … `n4` or `nx`.
    let columns: String
    let outputs: [OutputView]
    /// Places of the two outputs to set against each other first, `0 2`; empty with fewer than two.
    let pair: ShownText
    /// True when an output has a gate to tell of.
    let hasGateLines: Bool
    /// True when an output has a map to look at.
    let hasMapLinks: Bool
    /// True when a recogniser listened to an output.
    let hasSpeech: Bool
    let verdict: ShownText
    let contributions: [Contribution]
    let hasContributions: Bool
    let contributionsTitle: ShownText
    let composite: [Composite]
    /// Where the two best pictures differ; at most one.
    let difference: [MapView]
    let compositeError: ShownText
    let table: [MetricTable]

    init(
        _ comparison: Comparison, _ place: CaseView.Place, _ number: Int, title: String, _ directory: BranchTag.Directory,
        _ exhibits: Exhibits, _ settings: ModelSettings
    ) {
        let record = comparison.cases[place.index]
        let results = record.results.filter { $0.repeat == number }
        let decision = record.verdicts.first { $0.repeat == number }
        let links = Links(settings)
        func key(_ branch: String?) -> Exhibits.Key {
            Exhibits.Key(comparison: place.comparison, caseIndex: place.index, branch: branch, repeat: number)
        }
        self.title = ShownText(title)
        // Of files that were there before, the time is that of copying them.
        let made = Set(comparison.branches.filter { $0.provider != "files" }.map(\.id))
        outputs = results.map { result in
            OutputView(
                result, kind: comparison.kind, tag: directory[result.branch], isWinner: decision?.winner == result.branch,
                alternative: record.prompt ?? record.id, exhibit: exhibits.shown[key(result.branch)], links: links,
                isMade: made.contains(result.branch))
        }
        let places = record.leadingPair(repeat: number).map { [$0.0, $0.1] } ?? []
        pair = ShownText(places.compactMap { name in results.firstIndex { $0.branch == name } }.map(String.init).joined(separator: " "))
        hasGateLines = outputs.contains(where: \.hasGates)
        hasMapLinks = outputs.contains { !$0.mapLinks.isEmpty }
        hasSpeech = outputs.contains { !$0.speech.isEmpty }
        columns = Self.columns(results.count, comparison.kind)
        verdict = ShownText(decision.map { Self.words($0) })
        contributions = (decision?.contributions ?? []).filter { abs($0.points) >= 0.05 }.sorted { abs($0.points) > abs($1.points) }
            .map { Contribution(metric: ShownText($0.metric), points: Quantity.signed($0.points)) }
        hasContributions = !contributions.isEmpty
        contributionsTitle = ShownText(
            decision?.margin.map { "Why \(Quantity.signed($0))\(decision?.runnerUp.map { " over \($0)" } ?? ""):" })
        composite = decision?.composite.map { [Self.composite($0, exhibits.shown[key(nil)], links)] } ?? []
        difference = exhibits.differences[key(nil)].map { [MapView($0)] } ?? []
        compositeError = ShownText(decision?.compositeError)
        let table = place.isBrief ? nil : MetricTable(comparison, results, directory)
        self.table = table.map { $0.isEmpty ? [] : [$0] } ?? []
    }

    private static func columns(_ count: Int, _ kind: MediaKind) -> String {
        switch (kind, count) {
        case (_, ...1): "n1"
        case (.image, 2), (.image, 4): "n2"
        case (.image, 3), (.image, 5), (.image, 6), (.image, 9): "n3"
        case (_, 2): "n2"
        case (_, 3): "n3"
        default: "nx"
        }
    }

    private static func words(_ decision: CaseVerdictRecord) -> String {
        var words = decision.reason.trimmingSuffix(while: { $0 == "." || $0 == " " }) + "."
        if let label = decision.label, !words.lowercased().contains(label.replacing("_", with: " ")) {
            words = label.replacing("_", with: " ").capitalizedFirst + ". " + words
        }
        if let confidence = decision.confidence, !words.contains("%") { words += " Confidence \(Quantity.percent(confidence))." }
        if decision.dominates == true {
            words += " It is at least as good on every metric."
        } else if let share = decision.robustness {
            words += " It wins under \(Quantity.percent(share)) of the weights tried around the profile's own."
        }
        if let by = decision.decidedBy, by != "quality" { words += " Decided by: \(by.replacing("_", with: " "))." }
        return words
    }

    private static func composite(_ path: String, _ exhibit: Exhibits.Exhibit?, _ links: Links) -> Composite {
        var picture: [PictureView] = []
        var sound: [SoundView] = []
        var note = ""
        switch exhibit {
        case .picture(let shown): picture = [PictureView(shown, alternative: "Composite of all outputs")]
        case .sound(let shown): sound = [SoundView(shown, name: "Composite")]
        case .unreadable(let reason): note = reason
        default: break
        }
        return Composite(
            href: ShownText(links.href(path)), path: ShownText(links.shown(path)), picture: picture, sound: sound, note: ShownText(note))
    }
}

extension String {
    fileprivate func trimmingSuffix(while fits: (Character) -> Bool) -> String { String(reversed().drop(while: fits).reversed()) }

    /// The first letter in upper case.
    var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
