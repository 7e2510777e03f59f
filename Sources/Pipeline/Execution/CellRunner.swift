import Foundation
import Media

/// Runs one cell: calls the provider against its deadline, looks at what came back, and gives a result whatever happens.
struct CellRunner: Sendable {
    let group: ParallelGroup
    let branch: Branch
    let input: Case
    let cell: Cell
    let seed: UInt64
    let folder: RunFolder
    /// Fired when the result of this cell is no longer wanted.
    let stops: [StopSignal]

    private enum End: Sendable {
        case produced(Generation)
        case failed(CellFailure)
        case stopped
        case timedOut
    }

    /// The result, and where the file lies until it is stored.
    func run() async -> (result: CellResult, source: String?) {
        let clock = ContinuousClock()
        let start = clock.now
        let work = folder.workFolder(for: cell)
        let end = await outcome(in: work)
        let seconds = (clock.now - start) / .seconds(1)
        func result(_ outcome: Outcome, cost: Double?) -> CellResult {
            CellResult(cell: cell, outcome: outcome, seconds: seconds, costUSD: cost, tries: 1, seed: seed)
        }
        switch end {
        case .produced(let generation):
            do {
                return (result(.produced(try artifact(of: generation)), cost: generation.costUSD), generation.path)
            } catch {
                return (result(.failed(error), cost: generation.costUSD), nil)
            }
        case .failed(let failure): return (result(.failed(failure), cost: nil), nil)
        case .stopped: return (result(.cancelled("stopped before it ended"), cost: nil), nil)
        case .timedOut:
            return (result(.failed(CellFailure("timed_out", "no output after \(Self.words(branch.timeout)) s")), cost: nil), nil)
        }
    }

    /// Races the provider against the deadline and against every stop signal; the losers are cancelled and waited for.
    private func outcome(in work: String) async -> End {
        await withTaskGroup(of: End.self) { race in
            race.addTask { await call(in: work) }
            race.addTask {
                do {
                    try await Task.sleep(for: .seconds(branch.timeout))
                    return .timedOut
                } catch {
                    return .stopped
                }
            }
            for stop in stops {
                race.addTask {
                    await stop.wait()
                    return .stopped
                }
            }
            let first = await race.next() ?? .stopped
            race.cancelAll()
            // The child's process group must be gone before the cell counts as over.
            for await _ in race {}
            return first
        }
    }

    private func call(in work: String) async -> End {
        do {
            try RunFolder.create(work)
            let request = GenerationRequest(
                cell: cell, type: branch.type, model: branch.model, params: branch.params, input: input, seed: seed, workFolder: work)
            return .produced(try await branch.provider.generate(request))
        } catch is CancellationError {
            return .stopped
        } catch let failure as CellFailure {
            return .failed(failure)
        } catch let error as MediaError {
            return .failed(CellFailure(error.code.rawValue, error.message))
        } catch {
            return Task.isCancelled ? .stopped : .failed(CellFailure("provider_error", String(describing: error)))
        }
    }

    /// What the bytes are, whatever the name says.
    private func artifact(of generation: Generation) throws(CellFailure) -> Artifact {
        let expected = branch.type.output ?? group.kind
        guard FileManager.default.fileExists(atPath: generation.path) else {
            throw CellFailure(
                "no_output", "the model ended without writing a file",
                stderrTail: ChildProcess.tail(of: folder.workFolder(for: cell) + "/stderr"))
        }
        guard Paths.isRegularFile(generation.path, following: false) else {
            throw CellFailure("no_output", "what the model left is a folder, a link or a pipe, not a file")
        }
        do {
            let kind = try FileKind.of(file: generation.path)
            guard kind.media == expected else {
                throw CellFailure("wrong_kind", "the model gave \(kind.mediaType), wanted \(expected.rawValue)")
            }
            let path = "\(cell.outputStem).\(kind.fileExtension)"
            return Artifact(kind: kind.media, path: path, sha256: try sha256Hex(ofFile: generation.path), mediaType: kind.mediaType)
        } catch let error as MediaError {
            throw CellFailure(error.code == .unknownKind ? "not_media" : error.code.rawValue, error.message)
        } catch let failure as CellFailure {
            throw failure
        } catch {
            throw CellFailure("unreadable", String(describing: error))
        }
    }

    private static func words(_ seconds: Double) -> String {
        seconds == seconds.rounded() ? String(Int(seconds)) : String(seconds)
    }
}

extension FileKind {
    /// The usual extension of the format.
    package var fileExtension: String {
        switch self {
        case .jpeg: "jpg"
        case .text: "txt"
        default: rawValue
        }
    }
}
