import ArgumentParser
import Catalogs
import Foundation
import Scoring

struct FitNIQECommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "niqe", abstract: "Fit the model behind niqe to pictures of your own, or to your house style.",
        discussion: """
            The folder holds large, undamaged pictures, some 25 or more. The model knows what they have in common; niqe then tells
            how far a picture is from them. A profile uses it with settings: {niqe: {model: PATH}}.

            EXAMPLES
              bakeoff fit niqe --from photographs --out niqe-own.json
              bakeoff fit niqe --from drawings --id niqe/house-style --licence CC0-1.0
            """)

    @Option(help: "Folder of pictures.") var from: String
    @Option(name: .shortAndLong, help: "File of the fitted model.") var out = "niqe-own.json"
    @Option(help: "The name that stands beside every reading; it begins with niqe/.") var id = "niqe/own"
    @Option(help: "Licence of the pictures that have no PICTURE.license beside them.") var licence: String?

    func validate() throws {
        if !id.hasPrefix("niqe/") || id.count == 5 { throw ValidationError("the id must begin with niqe/, for example niqe/own") }
        if id == "niqe/live-2012" { throw ValidationError("niqe/live-2012 is the published model; name yours otherwise") }
    }

    func run() throws {
        do {
            let outcome = try NaturalSceneFit(id: id, licence: licence).run(folder: from) { Console.message($0) }
            try outcome.json.write(to: URL(fileURLWithPath: out), options: .atomic)
            Console.result("\(out): \(id), fitted to \(outcome.patches) patches of \(outcome.pictures) pictures")
        } catch let problems as Problems {
            Console.show(problems, sources: [:])
            throw Status.badData
        }
    }
}
