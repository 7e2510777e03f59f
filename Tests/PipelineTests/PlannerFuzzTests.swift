import Catalogs
import Foundation
import Testing

@testable import Pipeline

/// Damaged pipelines: whatever is written, planning ends in a plan or in problems with words and places, and never traps.
@Suite struct PlannerFuzzTests {
    private static let nasty = [
        "~", "{}", "[]", "[[[", "&a [*a]", "- - -", "\u{0}", "'", "{{", "${", "{{steps..output}}", "99999999999999999999", "-1", "1e999",
        "step_0",
        "!!binary x", "? :", "#", "\t", "type: parallel_group", "depends_on: [a, b]", "enabled: false", "items: {}", "assign: [1]",
    ]

    private static var seeds: [String] {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let folder = root.appendingPathComponent("examples").path
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { $0.hasSuffix(".yaml") }.sorted()
        return names.compactMap { try? String(contentsOfFile: "\(folder)/\($0)", encoding: .utf8) }
    }

    private static func damaged(_ text: String, _ random: inout DemoRandom) -> String {
        var lines = text.components(separatedBy: "\n")
        for _ in 0...random.below(3) {
            let (a, b) = (random.below(lines.count), random.below(lines.count))
            switch random.below(6) {
            case 0: lines.remove(at: a)
            case 1: lines.insert(lines[a], at: b)
            case 2: lines.swapAt(a, b)
            case 3: lines[a] += nasty[random.below(nasty.count)]
            case 4: lines[a] = String(repeating: " ", count: random.below(12)) + nasty[random.below(nasty.count)]
            default: lines[a] = String(lines[a].dropLast(random.below(lines[a].count + 1)))
            }
            if lines.isEmpty { lines = [""] }
        }
        return lines.joined(separator: "\n")
    }

    @Test(arguments: 0..<8) func planningNeverTraps(round: Int) throws {
        #expect(Self.seeds.count >= 8)
        var random = DemoRandom(seed: UInt64(round))
        for _ in 0..<150 {
            let yaml = Self.damaged(Self.seeds[random.below(Self.seeds.count)], &random)
            let lines = yaml.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).count
            let (plan, problems) = StepPlanningTests.outcome(yaml)
            #expect(plan != nil || problems.contains { $0.severity == .error }, "\(yaml)")
            for problem in problems {
                #expect(!problem.message.isEmpty)
                if let place = problem.place, place.file == "p.yaml" {
                    #expect(place.line >= 1 && place.line <= lines + 1, "\(problem)\n\(yaml)")
                }
            }
        }
    }
}

extension DemoRandom {
    fileprivate mutating func below(_ limit: Int) -> Int { limit < 1 ? 0 : Int(next() % UInt64(limit)) }
}
