import ArgumentParser
import Foundation
import Pipeline
import Reports

/// What a sitting ends in: the record of every output, or, where that would not fit into memory, what they add up to.
enum SittingAnswer: Sendable {
    case record(RunRecord)
    case totals(RunTotals, RunFate)

    /// What totals do not tell of a run.
    struct RunFate: Sendable {
        /// nil where the run is complete.
        let stoppedBecause: String?
        /// US dollars.
        let spent: Double
    }

    /// Outputs that a record may hold where nothing else is asked for: it takes 23 kB of memory for each, 4.6 GB for these.
    static let mostRecorded = 200_000

    /// `--record` or `--totals`.
    enum Form: String, EnumerableFlag {
        case record, totals

        static func help(for value: Form) -> ArgumentHelp? {
            switch value {
            case .record: "End in results.json and its reports, whatever the number of outputs."
            case .totals: "End in totals.json alone, as runs of more than \(mostRecorded / 1000),000 outputs do."
            }
        }
    }

    /// - Parameter form: nil goes by the number of outputs.
    init(_ form: Form?, _ plan: Plan, _ store: RunStore) throws {
        let isLarge = try store.cellCount() > Self.mostRecorded
        if form == .totals || form == nil && isLarge {
            let fate = RunFate(stoppedBecause: try store.stoppedBecause(), spent: try store.spentUSD())
            self = .totals(try store.totals(minEffect: plan.minEffect), fate)
        } else {
            self = .record(try RunRecord(of: plan, from: store))
        }
    }
}

extension Sitting {
    /// A rule that nobody looks at must not pass for one that holds.
    ///
    /// - Throws: `Status.usage` where the run would end in totals, on which gates cannot be decided.
    func refuseGatesWithoutRecord() throws {
        guard !plan.gates.isEmpty, output.answer != .record else { return }
        let outputs = try Forecast.of(plan, cache: nil, store: nil).lines.reduce(0) { $0 + $1.cells }
        guard output.answer == .totals || outputs > SittingAnswer.mostRecorded else { return }
        Console.error(
            "gates are decided on the record of a run, and this one of \(Quantity.count(outputs, "output")) would end in totals; "
                + "leave the gates out, or take --record, which needs memory for every output")
        throw Status.usage
    }

    /// Writes and prints what the run adds up to.
    func tell(_ totals: RunTotals, _ fate: SittingAnswer.RunFate, in folder: RunFolder) throws -> SittingEnd? {
        let json = try totals.json()
        do {
            try json.write(toFile: folder.totals, atomically: true, encoding: .utf8)
        } catch {
            Console.error("cannot write \(Self.short(folder.totals)): \(error.localizedDescription)")
            throw Status.cannotWrite
        }
        if FileManager.default.fileExists(atPath: folder.results) {
            Console.warning("\(Self.short(folder.results)) and its pages are of an earlier sitting")
        }
        Console.result(output.json ? json : TotalsText(width: Console.width).text(totals))
        Console.message("Written: \(Self.short(folder.totals)). With all outputs and pages: \(again(folder)) --record")
        guard plan.gates.isEmpty else {
            Console.error("the gates were not decided: the run grew larger than a record holds; decide them with \(again(folder)) --record")
            throw Status.gateFailed
        }
        return SittingEnd(totals, fate, plan, resume: resume(folder))
    }

    private func again(_ folder: RunFolder) -> String {
        plan.file == nil ? plan.command : "\(plan.command) --resume \(Self.short(folder.path))"
    }
}
