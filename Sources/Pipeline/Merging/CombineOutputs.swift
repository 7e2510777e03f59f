import Catalogs
import Composing
import Media
import Scoring

/// Makes one composite of the outputs; every single file is kept beside it.
struct CombineOutputs: MergeStrategy {
    static let name = "combine_outputs"
    static let summary = "Makes one file of the outputs: a sheet, a fusion, a concatenation, a merged text ('mode:')."
    static let needsScores = false

    /// A bundle is a folder of files, and what goes on from it is all of them.
    var givesAll: Bool { composition?.keepsApart ?? false }

    let mode: String?
    let composition: (any Composition)?

    init(options: inout Options) {
        mode = options.text("mode")
        composition = mode.flatMap { compositionCatalog.make($0, options: &options) }
        if mode == nil {
            options.report("combine_outputs needs 'mode'", remedy: "known: \(compositionCatalog.names.joined(separator: ", "))")
        }
    }

    func merge(_ contest: Contest) throws -> CaseVerdictRecord {
        if let empty = contest.emptyVerdict { return empty }
        let inputs = inputs(contest)
        var verdict = CaseVerdictRecord(repeat: contest.repeat, reason: "")
        let suffix = contest.repeat == 0 ? "" : "-r\(contest.repeat)"
        let stem = "outputs/\(contest.result.groupID)/\(contest.caseID)/combined\(suffix)"
        do {
            guard let composition else { throw CompositionError("no_mode", "no composition mode was given") }
            try RunFolder.create(Paths.folder(of: contest.folder.absolute(stem)))
            let composite = try composition.compose(inputs, to: contest.folder.absolute(stem))
            verdict.composite = Paths.relative(composite.path, to: contest.folder.path)
            let used = inputs.count { $0.path != nil }
            verdict.reason = (["Combined \(used) of \(inputs.count) outputs as \(mode ?? "")."] + composite.warnings).joined(separator: " ")
        } catch {
            guard let (code, message) = Self.told(error) else { throw error }
            verdict.compositeError = "\(code): \(message)"
            verdict.reason = "Not combined: \(message)."
        }
        return verdict
    }

    private func inputs(_ contest: Contest) -> [CompositionInput] {
        let best = BestQuality.judge(contest)?.winner
        return contest.result.results.enumerated().map { index, result in
            let branch = result.cell.branch
            let card = contest.scorecards[branch]
            let fatal = card?.gates.first { $0.severity == .fatal }
            let usable = fatal == nil ? result.artifact : nil
            return CompositionInput(
                branch: branch, label: "\(Letters.label(index)) \(branch)", path: usable.map { contest.folder.absolute($0.path) },
                sha256: result.artifact?.sha256, quality: card?.quality, isWinner: branch == best,
                note: fatal?.message ?? Self.note(result.outcome),
                prompt: contest.prompt, seed: Int(exactly: result.seed),
                refusedPath: usable == nil ? result.artifact.map { contest.folder.absolute($0.path) } : nil)
        }
    }

    /// What a verdict tells of an error; nil for one that breaks the run.
    private static func told(_ error: any Error) -> (code: String, message: String)? {
        switch error {
        case let error as CompositionError: (error.code, error.message)
        case let error as CellFailure: (error.code, error.message)
        case let error as MediaError: (error.code.rawValue, error.message)
        default: nil
        }
    }

    private static func note(_ outcome: Outcome) -> String? {
        switch outcome {
        case .produced: nil
        case .failed(let failure): failure.code
        case .cancelled: "cancelled"
        }
    }
}
