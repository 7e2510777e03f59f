import Catalogs
import Foundation
import Synchronization

/// A fitted model beside the metric that uses it: one of the folder `scoring/models`, or one that the user names.
///
/// Read when it is first needed, and once in a process. A file that is absent or damaged is a reading that is missing, with the
/// remedy, and never another model in its place.
struct ModelFile<Model: Sendable>: Sendable {
    private let name: String
    private let isOwn: Bool
    private let read: @Sendable (_ path: String) throws -> Model

    /// - Parameters:
    ///   - own: the path that the user gave.
    ///   - standard: the name in `scoring/models` otherwise.
    ///   - read: makes the model of a file, or throws what is wrong with it.
    init(_ own: String?, standard: String, read: @escaping @Sendable (_ path: String) throws -> Model) {
        name = own ?? standard
        isOwn = own != nil
        self.read = read
    }

    /// - Throws: `Missing`, with the remedy.
    func model() throws -> Model {
        let path = try isOwn ? name : Self.folder() + "/" + name
        if let made = shelf.withLock({ $0[path] }) as? Model { return made }
        do {
            let model = try read(path)
            shelf.withLock { $0[path] = model }
            return model
        } catch {
            let what = (error as? ModelProblem)?.message ?? error.localizedDescription
            throw Missing(.unavailable, "the model \(name) cannot be used: \(what); \(remedy)")
        }
    }

    private var remedy: String {
        isOwn ? "name another file under 'model', or none" : "install bakeoff again, or restore scoring/models/\(name)"
    }

    private static func folder() throws -> String {
        do {
            return try ScoringFolder.locate() + "/models"
        } catch {
            throw Missing(.unavailable, "no scoring folder: \(error.list.first?.message ?? "")")
        }
    }
}

/// Models by path.
private let shelf = Mutex<[String: any Sendable]>([:])

/// What is wrong with a model file, in words that stand after "cannot be used: ".
struct ModelProblem: Error {
    let message: String

    init(_ message: String) { self.message = message }
}

/// A model that is written as JSON and knows whether it is whole.
protocol JSONModel: Codable, Sendable {
    /// Whether every part fits the others and this program.
    var isSound: Bool { get }
}

extension ModelFile where Model: JSONModel {
    init(_ own: String?, standard: String) {
        self.init(own, standard: standard) { path in
            let model = try JSONDecoder().decode(Model.self, from: ModelBytes.read(path))
            guard model.isSound else { throw ModelProblem("its parts do not fit each other or this version of bakeoff") }
            return model
        }
    }
}

enum ModelBytes {
    /// Name and bytes of every model of a folder, for the scoring version: another model is another score.
    static func parts(in folder: String) -> [(name: String, bytes: Data)] {
        let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasSuffix(".json") || $0.contains("/all") }.compactMap { name in
            (try? read("\(folder)/\(name)")).map { (name: "models/\(name)", bytes: $0) }
        }
    }

    /// A model beyond this is a mistake.
    private static let limit = 16 << 20

    /// - Throws: `ModelProblem`.
    static func read(_ path: String) throws -> Data {
        guard let handle = FileHandle(forReadingAtPath: path), let data = try? handle.read(upToCount: limit + 1) else {
            throw ModelProblem("there is no such file, or it cannot be read")
        }
        guard data.count <= limit else { throw ModelProblem("it has more than \(limit) bytes") }
        return data
    }
}
