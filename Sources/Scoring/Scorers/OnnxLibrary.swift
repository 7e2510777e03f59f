import Foundation

/// Where ONNX Runtime's C library is; bakeoff does not bring it.
package enum OnnxLibrary {
    /// The variable that names the library.
    package static let variable = "BAKEOFF_ONNXRUNTIME"
    package static let remedy = "pip install onnxruntime, or name libonnxruntime.so in 'library' or \(variable)"

    /// The library that the file or the environment names, else the system's, else that of the `python3` in PATH.
    package static func find(_ own: String?) -> String? {
        if let named = own ?? ProcessInfo.processInfo.environment[variable] {
            return FileManager.default.fileExists(atPath: named) ? named : nil
        }
        return inSystem ?? inPython
    }

    private static let inSystem: String? = [
        "/usr/local/lib", "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib",
    ].lazy.compactMap { newest(in: $0) }.first

    private static let inPython: String? = {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "python3", "-c", "import importlib.util as u; print(u.find_spec('onnxruntime').submodule_search_locations[0])",
        ]
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return nil }
        let printed = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { return nil }
        return newest(in: String(decoding: printed, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines) + "/capi")
    }()

    private static func newest(in folder: String) -> String? {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasPrefix("libonnxruntime.so") }.max { $0.compare($1, options: .numeric) == .orderedAscending }
            .map { "\(folder)/\($0)" }
    }
}
