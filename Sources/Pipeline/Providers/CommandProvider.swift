import Catalogs
import Foundation
import Media
import Subprocess

/// A program on this machine: an argument list with holes, never a shell string.
struct CommandProvider: ModelProvider {
    static let name = "command"
    static let summary = "A program on this machine; arguments with {{prompt}}, {{params.NAME}}, {{seed}}, {{output}}."
    static let serves = Set(StepType.allCases.filter(\.generates))

    let arguments: [Template]
    let input: Template?
    let fileExtension: String
    /// `env:` with `${NAME}` filled in; holes in braces have no place there.
    let environmentTemplates: [String: Template]
    /// Variables that are handed on by name.
    let environment: [String]
    /// Where the program runs: the pipeline file's folder, so that relative names in `run:` mean what they say.
    let folder: String
    private let place: SourcePlace

    init(options: inout Options) {
        place = options.place
        folder = Paths.folder(of: options.place.file)
        let variables = ProcessInfo.processInfo.environment
        let run = options.list("run")
        if run == nil || run?.isEmpty == true {
            options.report(
                "provider 'command' needs 'run', a list of the program and its arguments",
                remedy: "run: [program, \"{{prompt}}\", \"{{output}}\"]")
        }
        arguments = (run ?? []).compactMap { Self.template($0, variables, &options) }
        input = options.value("stdin").flatMap { Self.template($0, variables, &options) }
        fileExtension = options.text("output", default: "out")
        if !Identifier.isValid(fileExtension) { options.report("'output' must be a file extension such as wav or png") }
        var environment: [String: Template] = [:]
        for entry in options.value("env")?.entries ?? [] { environment[entry.key] = Self.variable(entry.value, variables, &options) }
        environmentTemplates = environment
        self.environment = (options.value("env")?.entries ?? []).compactMap { $0.value["env"]?.text }
    }

    private static func template(_ value: Settings, _ variables: [String: String], _ options: inout Options) -> Template? {
        guard let text = value.text else {
            options.report("an argument must be text, found \(value.inWords)", at: value)
            return nil
        }
        do {
            return try Template(text, at: value.place, environment: variables)
        } catch {
            options.add([error])
            return nil
        }
    }

    /// Text with `${NAME}`, or `{env: NAME}` for a secret that is handed on.
    private static func variable(_ value: Settings, _ variables: [String: String], _ options: inout Options) -> Template? {
        guard let name = value["env"]?.text else { return template(value, variables, &options) }
        let written = Settings(.scalar("${\(name)}", isQuoted: true), at: value["env"]?.place ?? value.place)
        return template(written, variables, &options)
    }

    /// The program and the files that `run` names, by size and time of change: a changed script is another model.
    func stamp() -> String {
        var paths: [String] = []
        for (index, argument) in arguments.enumerated() where argument.names.isEmpty && argument.secrets.isEmpty {
            guard let word = try? argument.filled({ _ in nil }) else { continue }
            if let path = index == 0 ? Paths.executable(word, from: folder) : Paths.absolute(word, from: folder) { paths.append(path) }
        }
        return paths.filter { Paths.isRegularFile($0, following: true) }.map { Fingerprint.stamp(of: $0) }.joined(separator: "\u{1F}")
    }

    private var templates: [Template] { arguments + [input].compactMap { $0 } }

    func problems(for use: ProviderUse) -> [Problem] {
        var problems =
            TemplateNames.problems(in: templates, for: use, allowing: ["output", "inputs"]) + TemplateNames.unused(in: templates, for: use)
        problems += environmentTemplates.values.filter { !$0.names.isEmpty }.map {
            Problem("'env' takes text and ${NAME}, not {{\($0.names[0])}}", at: $0.place)
        }
        if let program = arguments.first, program.names.isEmpty, let name = try? program.filled({ _ in nil }),
            Paths.executable(name, from: folder) == nil
        {
            problems.append(
                Problem(
                    "program '\(name)' of branch '\(use.branch)' is not on this machine", at: program.place,
                    length: name.unicodeScalars.count,
                    remedy: "install it, or write its path"))
        }
        return problems
    }

    func generate(_ request: GenerationRequest) async throws -> Generation {
        let output = "\(request.workFolder)/output.\(fileExtension)"
        let standardOutput = "\(request.workFolder)/stdout"
        let errors = "\(request.workFolder)/stderr"
        let filled = try arguments.flatMap { argument in
            // The files of a list are as many arguments.
            argument.parts == [.name("inputs")]
                ? request.inputs : [try argument.filled { TemplateNames.value($0, in: request, output: output) }]
        }
        guard let name = filled.first, let executable = Paths.executable(name, from: folder) else {
            throw CellFailure("cannot_start", "program '\(filled.first ?? "")' is not on this machine")
        }
        let environment = try environmentTemplates.mapValues { try $0.filled { _ in nil } }
        let child = ChildProcess(
            executable: executable, arguments: Array(filled.dropFirst()), environment: environment, folder: folder,
            inputPath: try inputFile(for: request, output: output), outputPath: standardOutput, errorPath: errors)
        let status: TerminationStatus
        do {
            status = try await child.run()
        } catch let error as SubprocessError {
            if Task.isCancelled { throw CancellationError() }
            throw CellFailure("cannot_start", "\(name): \(error.description)", stderrTail: ChildProcess.tail(of: errors))
        }
        try Task.checkCancellation()
        try check(status, name: name, errors: errors)
        let writesFile = templates.contains { $0.names.contains("output") }
        return Generation(path: writesFile ? output : standardOutput, costUSD: nil)
    }

    private func inputFile(for request: GenerationRequest, output: String) throws -> String? {
        guard let input else { return nil }
        let path = "\(request.workFolder)/stdin"
        try input.filled { TemplateNames.value($0, in: request, output: output) }.write(toFile: path, atomically: false, encoding: .utf8)
        return path
    }

    private func check(_ status: TerminationStatus, name: String, errors: String) throws {
        let secrets = (templates + Array(environmentTemplates.values)).flatMap(\.secrets)
        let tail = ChildProcess.tail(of: errors).map { Template.masked($0, secrets) }
        switch status {
        case .exited(0): return
        case .exited(let code): throw Self.failure(code, name: name, tail: tail)
        case .signaled(let signal): throw CellFailure("signal", "\(name) was ended by signal \(signal)", stderrTail: tail)
        }
    }

    /// Three statuses of sysexits.h tell what another try can do; all others are failures of the program.
    private static func failure(_ code: Int32, name: String, tail: String?) -> CellFailure {
        let wait = tail.flatMap { $0.firstMatch(of: /(?i)retry-after:\s*(\d+(?:\.\d+)?)/) }.flatMap { Double($0.1) }
        let message = "\(name) ended with status \(code)"
        switch code {
        case 69: return CellFailure("unavailable", "\(message) (unavailable)", stderrTail: tail, retryAfter: wait)
        case 75: return CellFailure("rate_limited", "\(message) (try again later)", stderrTail: tail, retryAfter: wait)
        case 77: return CellFailure("credential_refused", "\(message) (credential refused)", stderrTail: tail)
        default: return CellFailure("exit_status", message, stderrTail: tail)
        }
    }
}
