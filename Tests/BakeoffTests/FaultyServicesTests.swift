import Foundation
import Synchronization
import TestSupport
import Testing

/// A whole run over three services of which one answer in five is a fault.
@Suite struct FaultyServicesTests {
    private static let cases = 67
    private static let price = 0.01

    /// Answers as a service does, but gives every fifth call that may cost money a fault, each kind in turn.
    private final class Unreliable: Sendable {
        private struct State { var calls = 0, faults = 0, billable = 0 }
        private let state = Mutex(State())
        private let script: ReplayScript

        init(_ provider: String, png: [UInt8]) {
            let place = Place()
            self.place = place
            script = ReplayScript(
                provider: provider, behaviour: .good, image: png, otherImage: png, sound: [], pcm: [],
                base: { place.address.withLock { $0 } })
        }

        final class Place: Sendable { let address = Mutex("") }
        let place: Place

        /// Faults that were given, and those after which money may have been taken.
        var counts: (calls: Int, faults: Int, billable: Int) { state.withLock { ($0.calls, $0.faults, $0.billable) } }

        func reply(to request: ReplayServer.Request, index: Int) -> ReplayServer.Reply {
            guard request.method == "POST" else { return script.reply(to: request, index: index) }
            let fault = state.withLock { state -> Int? in
                state.calls += 1
                guard state.calls % 5 == 0 else { return nil }
                state.faults += 1
                if state.faults % 4 != 0 && state.faults % 4 != 3 { state.billable += 1 }
                return state.faults % 4
            }
            switch fault {
            case nil: return script.reply(to: request, index: index)
            case 0: return ReplayServer.Reply(status: 429, headers: [("Retry-After", "0")])
            case 1: return ReplayServer.Reply(status: 500, body: Array("{\"error\":{\"message\":\"oops \(ReplayScript.key)\"}}".utf8))
            case 2:
                return ReplayServer.Reply(
                    status: 200, headers: [("Content-Length", "90")], body: Array("{".utf8), fault: .cutInBody(after: 1))
            default: return ReplayServer.Reply(status: 503, headers: [("Retry-After", "0")])
            }
        }
    }

    @Test func aRunWithFaultsEndsCompleteInBudgetAtTheRightCostAndLeaksNoKey() throws {
        let folder = try Folder()
        let png = try Array(Data(contentsOf: URL(fileURLWithPath: Repository.root + "/examples/ab_folders/old/coast.png")))
        let names = ["openai": "dall-e-3", "fal": "fal-ai/flux/dev", "gemini": "imagen-4.0-generate-001"]
        var services: [String: Unreliable] = [:]
        var servers: [ReplayServer] = []
        var models = ""
        var branches = ""
        for (name, model) in names.sorted(by: { $0.key < $1.key }) {
            let service = Unreliable(name, png: png)
            let server = try ReplayServer { service.reply(to: $0, index: $1) }
            service.place.address.withLock { $0 = server.baseURL }
            services[name] = service
            servers.append(server)
            models +=
                "  my_\(name): {provider: \(name), model: \(model), base_url: \"\(server.baseURL)\", key: {env: BAKEOFF_TEST_KEY}, price: {usd: \(Self.price), per: image}}\n"
            branches += "      - {id: \(name), type: text_to_image, model: my_\(name), retry_count: 8}\n"
        }
        defer { servers.forEach { $0.stop() } }
        let cases = (1...Self.cases).map { "\"fox number \($0)\"" }.joined(separator: ", ")
        try folder.write(
            "cases: [\(cases)]\nmodels:\n\(models)steps:\n  - type: parallel_group\n    group_id: images\n    max_workers: 12\n    parallel_steps:\n\(branches)",
            to: "p.yaml")
        let result = try Program.run(
            "run", "p.yaml", "--max-cost", "8", in: folder.path,
            environment: ["BAKEOFF_TEST_KEY": ReplayScript.key, "XDG_CACHE_HOME": folder.path + "/cache"])
        #expect(result.status == 0, "\(result.errors.suffix(2000))")

        let run = try #require(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/runs").first)
        let text = try folder.read("runs/\(run)/results.json")
        let record = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        let counts = services.values.map(\.counts)
        // Every call was answered: as many outputs as cells, and each billable fault counts as spent.
        let made = 3 * Self.cases
        #expect(counts.map { $0.calls - $0.faults }.reduce(0, +) == made)
        #expect(counts.map(\.faults).reduce(0, +) * 5 >= made)
        let cost = try #require((record["run"] as? [String: Any])?["cost_usd"] as? Double)
        let billable = counts.map(\.billable).reduce(0, +)
        #expect(abs(cost - Double(made + billable) * Self.price) < 1e-9, "\(cost), \(billable) billable faults")
        #expect(cost <= 8)
        #expect(!text.contains("\"status\":\"failed\"") && !text.contains("\"status\" : \"failed\""))
        for file in try Self.files(under: folder.path) {
            let bytes = try Data(contentsOf: URL(fileURLWithPath: file))
            #expect(bytes.range(of: Data(ReplayScript.key.utf8)) == nil, "the key stands in \(file)")
        }
        #expect(!(result.output + result.errors).contains(ReplayScript.key))
    }

    private static func files(under folder: String) throws -> [String] {
        let found = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        try #require(found.count > 100)
        return found.map { "\(folder)/\($0)" }.filter {
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: $0, isDirectory: &isFolder) && !isFolder.boolValue
        }
    }
}
