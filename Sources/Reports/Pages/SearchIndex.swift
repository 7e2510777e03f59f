import Catalogs
import Foundation
import Pipeline

/// All cases of a report as a script that a page loads with the first search: `[link, title, comparison, kept, gap]`.
struct SearchIndex {
    let script: String
    static let fileName = "search.js"

    init(_ record: RunRecord, _ plan: CasePlan, _ places: CasePlaces) throws(ReportError) {
        var rows: [[String]] = []
        for (number, list) in plan.lists.enumerated() {
            let comparison = record.comparisons[number]
            let gaps = CaseGaps(comparison)
            for entry in list {
                let input = comparison.cases[entry.index]
                let title = input.prompt.flatMap { $0.isEmpty ? nil : $0 } ?? input.id
                rows.append([
                    places[number, entry.index] ?? "", ShownText(title, limit: 120).plain, ShownText(input.id, limit: 60).plain,
                    ShownText(comparison.groupId, limit: 60).plain, ShownText(input.verdicts.first?.winner, limit: 40).plain,
                    gaps?.gaps[entry.index].map { Quantity.signed($0) } ?? "",
                ])
            }
        }
        let json: Data
        do {
            json = try JSONSerialization.data(withJSONObject: rows, options: [.withoutEscapingSlashes])
        } catch {
            throw ReportError(.badRecord, "the index of cases cannot be written: \(error.localizedDescription)")
        }
        script = "bakeoffSearch(\(embeddedJSON(String(decoding: json, as: UTF8.self))))\n"
    }
}
