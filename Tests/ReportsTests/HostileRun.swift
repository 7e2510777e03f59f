import Foundation
import Pipeline
import Scoring

/// Strings that act where they are not escaped.
enum Hostile {
    static let strings = [
        "</script><script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "a|b|c", "``` `code` ```", "@team #12 :fox:",
        "\u{1B}]52;c;aGk=\u{7}",
        "\u{202E}gnp.exe", "nul\u{0}byte", "{{{style}}} {{#comparisons}}", "' onmouseover='alert(1)", "=cmd()|' /C calc'!A0",
        "<!-- --> ]]> &amp; &lt;",
    ]
    static let everything = strings.joined(separator: " ")
    static let longLine = String(repeating: "0123456789", count: 1000)
}

/// The control characters and direction overrides that a text still holds; a newline is none.
func hidden(in text: String) -> [Unicode.Scalar] {
    text.unicodeScalars.filter { scalar in
        switch scalar.value {
        case 0x0A: false
        case 0...0x1F, 0x7F...0x9F, 0x202A...0x202E: true
        default: false
        }
    }
}

extension SampleRun {
    /// A full run with hostile text wherever a record holds text from outside.
    func hostile() throws -> RunRecord {
        var images = try pictures(
            branches: Hostile.strings.prefix(4).map { "b-\($0.filter { $0.isASCII && $0.isLetter }.prefix(8))" }, cases: 6, width: 96)
        let text = Hostile.everything
        images.groupId = Hostile.strings[1]
        images.restsOn = text
        images.scoring = text
        images.identicalBranches = [[text, Hostile.strings[0]]]
        images.verdict.warnings = [text]
        images.verdict.text = "\(text) is the clear winner"
        images.verdict.heading = Hostile.strings[0]
        for index in images.branches.indices {
            images.branches[index].model = Hostile.strings[index]
            images.branches[index].params = [Hostile.strings[0]: text]
            images.branches[index].label = index == 0 ? "<b>" : images.branches[index].label
        }
        for index in images.metrics.indices {
            images.metrics[index].unit = Hostile.strings[2]
            images.metrics[index].summary = text
        }
        for index in images.cases.indices {
            images.cases[index].id = Hostile.strings[index]
            images.cases[index].prompt = index == 5 ? Hostile.longLine : "\(text)\n\(Hostile.strings[index])"
            images.cases[index].tags = [Hostile.strings[index]]
            images.cases[index].transcript = text
            images.cases[index].reference = Hostile.strings[1]
            images.cases[index].verdicts[0].reason = text
            images.cases[index].verdicts[0].compositeError = text
            for result in images.cases[index].results.indices where images.cases[index].results[result].status == .ok {
                images.cases[index].results[result].scorecard?.missing = [Missing(.failed, text, metric: Hostile.strings[0])]
                images.cases[index].results[result].scorecard?.gates = [GateHit(gate: Hostile.strings[1], severity: .fatal, message: text)]
                images.cases[index].results[result].mediaType = Hostile.strings[1]
            }
        }
        images.cases[1].results[0].path = "outputs/\(Hostile.strings[1])/\(Hostile.strings[0]).png"
        images.cases[2].results[0].path = "javascript:alert(1)"
        images.cases[3].results[0].status = .failed
        images.cases[3].results[0].error = FailureRecord(code: Hostile.strings[0], message: text, stderrTail: text)
        var whole = record([images], warnings: [text], gates: [ReleaseGateResult(rule: text, groupId: text, result: .fail, detail: text)])
        whole.run.pipeline = text
        whole.run.description = text
        whole.run.id = Hostile.strings[1]
        whole.run.command = "bakeoff run \(text)"
        return whole
    }
}
