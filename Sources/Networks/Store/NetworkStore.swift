import Crypto
import Foundation

/// Where the weights of networks lie on this machine.
package struct NetworkStore: Sendable {
    private let environment: [String: String]

    package init(environment: [String: String] = ProcessInfo.processInfo.environment) { self.environment = environment }

    /// Where `bakeoff models install` puts files: `BAKEOFF_MODELS`, else the user's data folder.
    package var folder: String {
        if let named = environment["BAKEOFF_MODELS"], !named.isEmpty { return named }
        let data = environment["XDG_DATA_HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? "\(home)/.local/share"
        return "\(data)/bakeoff/models"
    }

    private var home: String { environment["HOME"] ?? NSHomeDirectory() }

    /// The installed file, or the same one of an installed Python package; nil where there is none.
    package func path(of file: NetworkPackage.File, in package: NetworkPackage) -> String? {
        let own = ["\(folder)/\(package.name)/\(file.name)", "\(folder)/\(file.name)"]
        return (own + pythonFolders.map { "\($0)/\(file.member)" }).first { FileManager.default.isReadableFile(atPath: $0) }
    }

    private var pythonFolders: [String] {
        var roots = ["\(home)/.local/lib", "/usr/local/lib", "/usr/lib"]
        if let virtual = environment["VIRTUAL_ENV"], !virtual.isEmpty { roots.insert("\(virtual)/lib", at: 0) }
        return roots.flatMap { root in
            let pythons = (try? FileManager.default.contentsOfDirectory(atPath: root))?.filter { $0.hasPrefix("python3") }.sorted() ?? []
            return pythons.flatMap { ["\(root)/\($0)/site-packages", "\(root)/\($0)/dist-packages"] }
        }
    }

    /// The bytes of an installed file, checked against what was published.
    ///
    /// - Throws: `WeightsError` where it is missing, or another file.
    package func bytes(of file: NetworkPackage.File, in package: NetworkPackage) throws(WeightsError) -> Data {
        guard let path = path(of: file, in: package) else {
            throw WeightsError(file.name, "not installed: run \(package.remedy)")
        }
        return try Self.checked(path, is: file, remedy: package.remedy)
    }

    /// - Throws: `WeightsError` where the file is not byte for byte the published one.
    package static func checked(_ path: String, is file: NetworkPackage.File, remedy: String) throws(WeightsError) -> Data {
        let data = try read(path)
        guard data.count == file.bytes else {
            throw WeightsError(path, "has \(data.count) bytes where \(file.name) has \(file.bytes): run \(remedy)")
        }
        guard sha256(of: data) == file.sha256 else { throw WeightsError(path, "is not the published \(file.name): run \(remedy)") }
        return data
    }

    /// A file of weights that a user named.
    package static func read(_ path: String) throws(WeightsError) -> Data {
        do {
            return try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)
        } catch {
            throw WeightsError(path, "cannot be read: \(error.localizedDescription)")
        }
    }

    package static func sha256(of data: Data) -> String {
        SHA256.hash(data: data).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
