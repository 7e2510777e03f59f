import Foundation
import Media

/// One call of a model: made against its deadline, its output looked at; gives an end whatever happens.
struct Attempt: Sendable {
    let provider: any ModelProvider
    let request: GenerationRequest
    let expected: MediaKind
    /// Seconds.
    let timeout: Double
    let stops: [StopSignal]

    enum End: Sendable {
        /// The artifact as it will be named, and where the file lies now.
        case produced(Artifact, source: String, costUSD: Double?, returned: Returned?)
        case failed(CellFailure, costUSD: Double?)
        case stopped
    }

    private enum Answer: Sendable {
        case generated(Generation)
        case failed(CellFailure)
        case stopped
    }

    @concurrent
    func run() async -> End {
        switch await answer() {
        case .generated(let generation):
            do {
                return .produced(
                    try artifact(of: generation), source: generation.path, costUSD: generation.costUSD,
                    returned: generation.returned)
            } catch {
                return .failed(error, costUSD: generation.costUSD)
            }
        case .failed(let failure): return .failed(failure, costUSD: nil)
        case .stopped: return .stopped
        }
    }

    /// Races the provider against the deadline and against every stop signal; the losers are cancelled and waited for.
    private func answer() async -> Answer {
        await withTaskGroup(of: Answer.self) { race in
            race.addTask { await call() }
            race.addTask {
                do {
                    try await Task.sleep(for: .seconds(timeout))
                    return .failed(CellFailure("timed_out", "no output after \(Self.words(timeout)) s"))
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
            var first = await race.next() ?? .stopped
            race.cancelAll()
            // The child's process group must be gone before the call counts as over; an output that came in all the same is paid for.
            for await late in race {
                if case .generated = late, case .stopped = first { first = late }
            }
            return first
        }
    }

    private func call() async -> Answer {
        do {
            try RunFolder.create(request.workFolder)
            return .generated(try await provider.generate(request))
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
        guard FileManager.default.fileExists(atPath: generation.path) else {
            throw CellFailure(
                "no_output", "the model ended without writing a file", stderrTail: ChildProcess.tail(of: request.workFolder + "/stderr"))
        }
        guard Paths.isRegularFile(generation.path, following: false) else {
            throw CellFailure("no_output", "what the model left is a folder, a link or a pipe, not a file")
        }
        do {
            let kind = try FileKind.of(file: generation.path)
            guard kind.media == expected else {
                throw CellFailure("wrong_kind", "the model gave \(kind.mediaType), wanted \(expected.rawValue)")
            }
            let path = "\(request.cell.outputStem).\(kind.fileExtension)"
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
