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
    /// Where the program runs: the pipeline file's folder, so that relative names in `run:` mean what they say.
    let folder: String
    /// US dollars an output; nil is unknown.
    let price: Double?
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
        price = options.number("price", in: 0...1e6)
        var environment: [String: Template] = [:]
        for entry in options.value("env")?.entries ?? [] { environment[entry.key] = Self.template(entry.value, variables, &options) }
        environmentTemplates = environment
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

    private var templates: [Template] { arguments + [input].compactMap { $0 } }

    func problems(for use: ProviderUse) -> [Problem] {
        var problems = TemplateNames.problems(in: templates, for: use, allowing: ["output"]) + TemplateNames.unused(in: templates, for: use)
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
        let filled = try arguments.map { try $0.filled { TemplateNames.value($0, in: request, output: output) } }
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
        return Generation(path: writesFile ? output : standardOutput, costUSD: price)
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
        case .exited(let code): throw CellFailure("exit_status", "\(name) ended with status \(code)", stderrTail: tail)
        case .signaled(let signal): throw CellFailure("signal", "\(name) was ended by signal \(signal)", stderrTail: tail)
        }
    }
}
