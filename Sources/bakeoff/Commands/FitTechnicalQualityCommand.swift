import ArgumentParser
import Catalogs
import Foundation
import Scoring

struct FitTechnicalQualityCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "technical-quality", abstract: "Fit the model behind technical_quality, and test it on pictures kept apart.",
        discussion: """
            The folder holds large, undamaged pictures. Scenes are cut out of them and damaged in many ways; SSIMULACRA2 says how badly.
            Every fourth picture is for the test alone.

            EXAMPLES
              bakeoff fit technical-quality --from photographs --out technical-quality.json
            """)

    @Option(help: "Folder of pictures.") var from: String
    @Option(name: .shortAndLong, help: "File of the fitted model.") var out = "technical-quality.json"
    @Option(help: "The name that stands beside every reading.") var id = "technical-quality/own"
    @Option(help: "Scenes cut out of each picture.") var scenes = 4
    @Option(help: "Damaged copies of each scene.") var copies = 24
    @Option(help: "Passes over the samples.") var epochs = 100
    @Option(help: "Draws scenes, damage and the start of the fit.") var seed: UInt64 = 1

    func validate() throws {
        if scenes < 1 || copies < 2 || epochs < 1 { throw ValidationError("scenes, copies and epochs must be at least 1, 2 and 1") }
    }

    func run() throws {
        var training = TechnicalQualityTraining(seed: seed)
        training.scenes = scenes
        training.copies = copies
        training.epochs = epochs
        do {
            let outcome = try training.run(folder: from, id: id) { Console.message($0) }
            try outcome.json.write(to: URL(fileURLWithPath: out), options: .atomic)
            Console.message(out)
            Console.result(outcome.table)
        } catch let problems as Problems {
            Console.show(problems, sources: [:])
            throw Status.badData
        }
    }
}
