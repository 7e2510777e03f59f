import Catalogs
import Foundation

extension ServiceCall {
    /// Where a job stands.
    enum JobState: Sendable {
        case waiting
        case done(JSONValue)
        case failed(CellFailure)
    }

    /// Asks until the job has ended; the deadline of the cell ends the asking, and `cancel` tells the service.
    ///
    /// - Parameter state: asks once.
    func wait(
        cancel: @escaping @Sendable () async -> Void, state: @Sendable () async throws -> JobState
    ) async throws -> JSONValue {
        var pause = 0.1
        do {
            while true {
                let now: JobState
                do {
                    now = try await state()
                } catch let failure as CellFailure {
                    // The job was accepted: an unwanted one must not go on, and another must not be begun as if this cost nothing.
                    await cancel()
                    throw Self.afterAcceptance(failure)
                }
                switch now {
                case .done(let value): return value
                case .failed(let failure): throw failure
                case .waiting: break
                }
                try await Task.sleep(for: .seconds(pause))
                pause = min(pause * 1.5, 5)
            }
        } catch is CancellationError {
            // A task of its own, which the cancellation does not reach: an unwanted job must not go on costing money.
            await Task { await cancel() }.value
            throw CancellationError()
        }
    }

    /// What the failure to ask after a job means: the call may be billed, whatever the status says.
    static func afterAcceptance(_ failure: CellFailure) -> CellFailure {
        switch failure.code {
        case "filtered": ServiceFailure.filtered(failure.message)
        case "bad_reply", "model_error": failure
        default: CellFailure("result_lost", "the job was accepted, and its result cannot be had: \(failure.message); it may be billed")
        }
    }

    /// Tells the service that a job is not wanted any more; what it answers changes nothing.
    func sendCancel(_ method: String, _ url: String, _ body: JSONValue? = nil) async {
        _ = try? await send(
            method, url, body: body?.encoded ?? [],
            headers: body == nil ? [] : [("Content-Type", "application/json")], timeout: 5)
    }

    // MARK: Results behind an address

    /// Fetches a result at once, since such addresses expire; follows up to five redirects.
    func output(at url: String, _ returned: Returned) async throws -> ServiceOutput {
        let clock = ContinuousClock()
        let start = clock.now
        do {
            var output = ServiceOutput(bytes: try await repeatedly { try await fetch(url) }, returned: returned)
            output.returned.downloadSeconds = (clock.now - start) / .seconds(1)
            return output
        } catch let failure as CellFailure {
            throw CellFailure(
                failure.code == "too_large" ? "too_large" : "result_lost", "the result cannot be fetched: \(failure.message)",
                http: failure.http)
        }
    }

    private func fetch(_ written: String) async throws -> [UInt8] {
        if written.hasPrefix("data:") { return try base64(written) }
        var address = written
        for _ in 0...5 {
            try check(address)
            let reply = try await transfer(HTTPRequest(method: "GET", url: address, timeout: 300, limit: Self.outputLimit))
            if (300..<400).contains(reply.status), let next = reply.header("location"),
                let resolved = URL(string: next, relativeTo: URL(string: address))
            {
                address = resolved.absoluteString
                continue
            }
            guard (200..<300).contains(reply.status) else { throw refusal(reply) }
            return reply.body
        }
        throw CellFailure("unexpected_redirect", "more than five redirects")
    }

    /// Addresses in replies are data: https, or the scheme and host that the pipeline file names.
    private func check(_ address: String) throws(CellFailure) {
        guard let url = URL(string: address), let scheme = url.scheme?.lowercased(), url.host()?.isEmpty == false else {
            throw CellFailure("bad_address", "the reply names no address")
        }
        if scheme == "https" || owns(address) { return }
        throw CellFailure("bad_address", "the reply names \(scheme)://\(url.host() ?? ""), and only https is followed there")
    }
}
