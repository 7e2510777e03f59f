import Catalogs
import Foundation

/// Where the key of a service comes from. Its value is read when it is needed, and stands in no record.
struct ServiceKey: Sendable, Hashable {
    enum Origin: Sendable, Hashable {
        /// The first of these that is set.
        case environment([String])
        case file(String)
        case none
    }

    let origin: Origin

    /// Reads `key: {env: NAME}`, `key: {file: PATH}` or `key: none`; a key written out is refused.
    static func read(_ options: inout Options, standard: [String]) -> ServiceKey {
        guard let value = options.value("key") else { return ServiceKey(origin: standard.isEmpty ? .none : .environment(standard)) }
        if value.text == "none" { return ServiceKey(origin: .none) }
        if let name = value["env"]?.text { return ServiceKey(origin: .environment([name])) }
        if let path = value["file"]?.text {
            return ServiceKey(origin: .file(Paths.absolute(path, from: Paths.folder(of: options.place.file))))
        }
        // The value is not repeated: it may be the key itself.
        options.report(
            "'key' names where the key is, and never holds it", at: Settings(.null, at: value.place),
            remedy: "key: {env: \(standard.first ?? "MY_KEY")}, key: {file: PATH} or key: none")
        return ServiceKey(origin: .none)
    }

    /// The key; nil where there is none.
    var value: String? {
        switch origin {
        case .environment(let names):
            let environment = ProcessInfo.processInfo.environment
            return names.lazy.compactMap { environment[$0]?.trimmingCharacters(in: .whitespacesAndNewlines) }.first { !$0.isEmpty }
        case .file(let path):
            let text = (try? String(contentsOfFile: path, encoding: .utf8))?.trimmingCharacters(in: .whitespacesAndNewlines)
            return text?.isEmpty == false ? text : nil
        case .none: return nil
        }
    }

    /// True when a key was asked for and is not there.
    var isMissing: Bool { origin != .none && value == nil }

    /// What to do about a missing key.
    var remedy: String {
        switch origin {
        case .environment(let names): "export \(names.first ?? "KEY")=…"
        case .file(let path): "write the key into \((path as NSString).lastPathComponent)"
        case .none: ""
        }
    }

    var words: String {
        switch origin {
        case .environment(let names): names.joined(separator: " or ")
        case .file(let path): "file \((path as NSString).lastPathComponent)"
        case .none: "none"
        }
    }
}
