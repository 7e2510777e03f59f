import Catalogs
import Foundation
import Pipeline
import Scoring

/// Reads what a command needs, or shows every problem and ends with the right code.
enum Loading {
    static func scoringData() throws -> ScoringData {
        do {
            return try ScoringData.load()
        } catch {
            Console.show(error, sources: [:])
            throw Status.badData
        }
    }

    static func scorers(_ name: String) throws -> [ConfiguredScorer] {
        guard FileManager.default.fileExists(atPath: name) else {
            Console.error("no file at \(name)")
            throw Status.noInput
        }
        do {
            return try ScorerReader.read(name)
        } catch {
            Console.show(error, sources: (try? String(contentsOfFile: name, encoding: .utf8)).map { [name: $0] } ?? [:])
            throw Status.badData
        }
    }

    static func site(_ name: String) throws -> SiteSettings {
        do {
            return try SiteSettings.read(name)
        } catch {
            Console.show(error, sources: (try? String(contentsOfFile: name, encoding: .utf8)).map { [name: $0] } ?? [:])
            throw Status.badData
        }
    }

    static func plan(_ name: String, overrides: Planner.Overrides) throws -> Plan {
        guard FileManager.default.fileExists(atPath: name) else {
            Console.error("no file at \(name)")
            throw Status.noInput
        }
        var source: String?
        do {
            let file = try PipelineFile.read(name)
            source = file.source
            var planner = Planner(file, overrides: overrides, data: try scoringData())
            let plan = try planner.plan()
            if !plan.remarks.isEmpty { Console.show(Problems(plan.remarks), sources: [name: file.source]) }
            return plan
        } catch let problems as Problems {
            let text = source ?? (try? String(contentsOfFile: name, encoding: .utf8))
            Console.show(problems, sources: text.map { [name: $0] } ?? [:])
            throw Status.badData
        }
    }
}
