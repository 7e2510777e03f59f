import Catalogs
import Foundation
import Pipeline

/// Shows a page in the user's browser, or says how to.
enum ReportOpening {
    /// A file, absolute.
    static func open(page: String) {
        guard !show(URL(fileURLWithPath: page).absoluteString) else { return }
        Console.message("There is no desktop here to open it on. In a browser: \(visible(URL(fileURLWithPath: page).absoluteString))")
    }

    /// - Returns: false without a desktop, or when it knows no browser.
    static func show(_ address: String) -> Bool {
        let environment = ProcessInfo.processInfo.environment
        // Without a display the program would look for a browser in the terminal, and take it over.
        let hasDesktop = ["DISPLAY", "WAYLAND_DISPLAY"].contains { !(environment[$0] ?? "").isEmpty }
        guard hasDesktop, let program = Paths.executable("xdg-open", from: "/") else { return false }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = [address]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        do {
            try process.run()
        } catch {
            return false
        }
        return !failsSoon(process)
    }

    /// Some desktops stay until the browser is closed: what has not failed after a while has worked.
    private static func failsSoon(_ process: Process) -> Bool {
        for _ in 0..<20 {
            guard process.isRunning else { return process.terminationStatus != 0 }
            Thread.sleep(forTimeInterval: 0.1)
        }
        return false
    }
}
