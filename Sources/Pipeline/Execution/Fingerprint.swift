import Foundation
import Media

/// What makes two calls the same: provider, model, parameters, prompt, input file, seed, repeat; never a secret.
enum Fingerprint {
    static func of(_ branch: Branch, input: Case, seed: UInt64, repeat: Int) -> String {
        var parts = ""
        func add(_ text: String) {
            // The length in front keeps ("ab", "c") apart from ("a", "bc").
            parts += "\(text.utf8.count):\(text)"
        }
        add(branch.type.rawValue)
        add(branch.providerName)
        add(branch.fingerprint)
        add(branch.model)
        for key in branch.params.keys.sorted() where key != "output_file" {
            add(key)
            add(branch.params[key] ?? "")
        }
        add(input.prompt ?? "")
        for key in input.columns.keys.sorted() {
            add(key)
            add(input.columns[key] ?? "")
        }
        add(input.transcript ?? "")
        for path in [input.input, input.reference] { add(path.map(stamp) ?? "") }
        add(String(seed))
        add(String(`repeat`))
        return sha256Hex(Array(parts.utf8))
    }

    /// What a scorecard depends on beside the output and the scoring version.
    static func ofJudging(_ input: Case) -> String {
        let words = (input.transcript ?? input.prompt ?? "") + "\u{1F}" + (input.reference.map(stamp) ?? "")
        return String(sha256Hex(Array(words.utf8)).prefix(16))
    }

    /// Size and time of change: enough to see that an input was replaced, without reading it for every cell.
    private static func stamp(of path: String) -> String {
        guard let facts = try? FileManager.default.attributesOfItem(atPath: path) else { return path }
        let size = facts[.size] as? Int ?? 0
        let changed = (facts[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
        return "\(path)|\(size)|\(changed)"
    }
}
