import Foundation
import Media

/// What makes two calls the same: provider, model, parameters, prompt, inputs, seed, repeat; never a secret.
package enum Fingerprint {
    /// - Parameters:
    ///   - input: the case as the model sees it, with what flows in.
    ///   - inputHashes: of the files and texts that flow in, which then stand for the input's path.
    ///   - steps: hashes of the outputs of earlier steps by id; only those that the call names count.
    package static func key(
        _ branch: Branch, input: Case, inputHashes: [String] = [], steps: [String: String] = [:], seed: UInt64, repeat: Int
    ) -> String {
        var parts = ""
        func add(_ text: String) {
            // The length in front keeps ("ab", "c") apart from ("a", "bc").
            parts += "\(text.utf8.count):\(text)"
        }
        add(branch.type.rawValue)
        add(branch.providerName)
        add(branch.fingerprint)
        add(branch.provider?.stamp() ?? "")
        add(branch.model)
        for key in branch.params.keys.sorted() where key != "output_file" {
            add(key)
            add(branch.params[key] ?? "")
        }
        add(input.id)
        add(input.prompt ?? "")
        for key in input.columns.keys.sorted() {
            add(key)
            add(input.columns[key] ?? "")
        }
        add(input.transcript ?? "")
        if inputHashes.isEmpty { add(input.input.map(stamp) ?? "") } else { inputHashes.forEach(add) }
        add(input.reference.map(stamp) ?? "")
        let named = branch.fingerprint + branch.templates.values.flatMap(\.names).joined(separator: " ")
        for id in steps.keys.sorted() where named.contains("steps.\(id).output") || named.contains("step_") {
            add(id)
            add(steps[id] ?? "")
        }
        add(String(seed))
        add(String(`repeat`))
        return sha256Hex(Array(parts.utf8))
    }

    /// What a scorecard depends on beside the output and the scoring version.
    ///
    /// - Parameter scorers: whether the user's own scorers are asked, who see the prompt and the text as well.
    static func ofJudging(_ input: Case, scorers: Bool = false) -> String {
        var words = (input.transcript ?? input.prompt ?? "") + "\u{1F}" + (input.reference.map(stamp) ?? "")
        if scorers { words += "\u{1F}" + (input.prompt ?? "") + "\u{1F}" + (input.columns["text"] ?? "") }
        return String(sha256Hex(Array(words.utf8)).prefix(16))
    }

    /// Size and time of change: enough to see that an input was replaced, without reading it for every cell.
    package static func stamp(of path: String) -> String {
        guard let facts = try? FileManager.default.attributesOfItem(atPath: path) else { return path }
        let size = facts[.size] as? Int ?? 0
        let changed = (facts[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
        return "\(path)|\(size)|\(changed)"
    }
}
