import Foundation
import TestSupport
import Testing

@testable import bakeoff

/// `bakeoff view`, and the server behind `--serve`.
@Suite struct ViewTests {
    private let folder: Folder

    /// Two runs, of which the one with the earlier name was reported last.
    init() throws {
        folder = try Folder()
        for (index, name) in ["2026-01-02-bbbb", "2026-01-01-aaaa"].enumerated() {
            let run = "\(folder.path)/runs/\(name)"
            try FileManager.default.createDirectory(atPath: "\(run)/report", withIntermediateDirectories: true)
            try folder.write("<!doctype html><title>\(name)</title>\n", to: "runs/\(name)/report/index.html")
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSince1970: 1_800_000_000 + Double(index))], ofItemAtPath: "\(run)/report/index.html")
        }
        try FileManager.default.createDirectory(atPath: "\(folder.path)/runs/2026-01-01-aaaa/work", withIntermediateDirectories: true)
        for name in ["results.json", "run.sqlite", ".hidden", "work/secret.txt", "report/a b.txt"] {
            try folder.write("own", to: "runs/2026-01-01-aaaa/\(name)")
        }
        try folder.write("not of the run", to: "outside.txt")
        try FileManager.default.createSymbolicLink(
            atPath: "\(folder.path)/runs/2026-01-01-aaaa/link.txt", withDestinationPath: "\(folder.path)/outside.txt")
    }

    @Test func theNewestReportIsNamedWhereThereIsNoDesktop() throws {
        let result = try Program.run("view", in: folder.path)
        #expect(result.status == 0)
        #expect(result.output == "runs/2026-01-01-aaaa/report/index.html\n")
        #expect(result.errors.contains("file://") && result.errors.contains("no desktop"))
        #expect(try Program.run("view", "runs/2026-01-02-bbbb", in: folder.path).output.contains("bbbb"))
    }

    @Test func aDesktopIsHandedThePage() throws {
        try folder.write("#!/bin/sh\necho \"$1\" > \"$0.seen\"\n", to: "xdg-open")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: "\(folder.path)/xdg-open")
        let result = try Program.run("view", in: folder.path, environment: ["DISPLAY": ":9", "PATH": "\(folder.path):/usr/bin:/bin"])
        #expect(result.status == 0 && !result.errors.contains("no desktop"))
        #expect(try folder.read("xdg-open.seen").hasSuffix("/runs/2026-01-01-aaaa/report/index.html\n"))
    }

    @Test func noReportIsSaid() throws {
        let empty = try Folder()
        #expect(try Program.run("view", in: empty.path).status == 66)
        #expect(try Program.run("view", "nowhere", in: empty.path).status == 66)
        try FileManager.default.createDirectory(atPath: "\(empty.path)/bare", withIntermediateDirectories: true)
        let bare = try Program.run("view", "bare", in: empty.path)
        #expect(bare.status == 66 && bare.errors.contains("bakeoff report bare"))
    }

    // MARK: The server

    private var files: RunFolderFiles { RunFolderFiles(folder: "\(folder.path)/runs/2026-01-01-aaaa", page: "report/index.html") }

    @Test(arguments: ["/report/index.html", "/results.json", "/report/a%20b.txt", "//report//index.html"])
    func filesOfTheRunAreFound(path: String) {
        #expect(files.file(at: path) != nil)
    }

    @Test(
        arguments: [
            "/../outside.txt", "/%2e%2e/outside.txt", "/..%2foutside.txt", "/report/../../outside.txt", "/%2E%2E%2F%2E%2E%2Foutside.txt",
            "/link.txt", "/.hidden", "/run.sqlite", "/run.sqlite-wal", "/work/secret.txt", "/report", "/", "", "/nothing", "/a%00b", "/%zz",
            "/..\\outside.txt", "/....//outside.txt",
        ])
    func nothingElseIs(path: String) {
        #expect(files.file(at: path) == nil)
    }

    /// Bare requests, as a browser would never send them.
    private static let asking = """
        import socket, sys
        port, host, method, path = int(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4]
        with socket.create_connection(("127.0.0.1", port), 10) as s:
            s.sendall(f"{method} {path} HTTP/1.1\\r\\nHost: {host}\\r\\nConnection: close\\r\\n\\r\\n".encode())
            answer = b""
            while part := s.recv(65536): answer += part
        print(answer.decode())
        """

    @Test func itServesThisMachineAloneUntilItIsInterrupted() throws {
        let output = "\(folder.path)/address"
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", "exec \"$0\" view --serve > \"$1\"", Program.path, output]
        process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
        process.environment = ProcessInfo.processInfo.environment.filter { !["DISPLAY", "WAYLAND_DISPLAY"].contains($0.key) }
        process.standardError = FileHandle.nullDevice
        try process.run()
        defer { if process.isRunning { process.terminate() } }
        // The address is printed when it can be asked for, so that the file grows only then.
        var address = ""
        while process.isRunning, !address.hasSuffix("\n") { address = (try? folder.read("address")) ?? "" }
        let port = try #require(address.firstMatch(of: /^http:\/\/127\.0\.0\.1:(\d+)\/report\/index\.html\n$/).map { String($0.1) })
        func ask(_ path: String, host: String = "127.0.0.1", method: String = "GET") throws -> String {
            try Python.run(Self.asking, port, host, method, path)
        }
        let page = try ask("/report/index.html", host: "127.0.0.1:\(port)")
        #expect(page.hasPrefix("HTTP/1.1 200") && page.contains("<title>2026-01-01-aaaa</title>") && page.contains("nosniff"))
        #expect(page.contains("text/html; charset=utf-8"))
        #expect(try ask("/").contains("/report/index.html"))
        for path in ["/../outside.txt", "/%2e%2e/outside.txt", "/link.txt", "/run.sqlite"] {
            let answer = try ask(path)
            #expect(answer.hasPrefix("HTTP/1.1 404") && !answer.contains("not of the run"), "\(path): \(answer)")
        }
        #expect(try ask("/results.json", host: "evil.example").hasPrefix("HTTP/1.1 403"))
        #expect(try ask("/results.json", method: "POST").hasPrefix("HTTP/1.1 405"))
        process.interrupt()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }
}
