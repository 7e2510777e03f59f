import ArgumentParser
import Foundation
import Pipeline
import Reports

struct TotalsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "totals", abstract: "What a run adds up to, however many cells it has.",
        discussion: """
            Reads the run folder alone and keeps no cell in memory, so that it answers for
            millions of them, and while a run is still under way. The interval of each two
            branches is of these two alone; it decides from 200 cases on. For runs that fit
            into memory 'bakeoff rank' says more: also of fewer cases and of races, with
            corrections for the number of branches and for cases in families.

            EXAMPLES
              bakeoff totals runs/2026-11-30-3f2a
              bakeoff totals runs/2026-11-30-3f2a --json
            """)

    @Argument(help: "The run folder.") var folder: String
    @Option(
        name: .customLong("min-effect"), help: "Points below which a difference is a tie (default: what the run's pipeline says, or 2).")
    var minEffect: Double?
    @Flag(help: "Print one JSON document.") var json = false

    func validate() throws {
        if let minEffect, !(0...100).contains(minEffect) { throw ValidationError("--min-effect must be between 0 and 100") }
    }

    func run() throws {
        let store = try Sitting.orStatus { () throws(RunError) in try RunStore(try Sitting.existing(self.folder)) }
        let totals: RunTotals
        do {
            totals = try store.totals(minEffect: minEffect)
        } catch {
            Console.error("the run cannot be read: \(error)")
            throw Status.badData
        }
        if json { return Console.result(try totals.json()) }
        Console.result(TotalsText(width: Console.width).text(totals))
    }
}
