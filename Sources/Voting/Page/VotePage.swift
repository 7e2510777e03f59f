import Catalogs
import Foundation
import Media
import Mustache

/// The voting page: one file with style, script and ballot in it; pictures and sounds lie in the folder `media` beside it.
package struct VotePage: Sendable {
    private static let resource = ResourceFolder("reports", of: "Reports", variable: "BAKEOFF_REPORTS")
    /// In the order in which they are run.
    static let scripts = ["sound.js", "stage.js", "vote.js"]

    let ballot: Ballot
    /// The ballot as its hash is of.
    let text: String
    let isServed: Bool

    package init(_ ballot: Ballot, text: String, isServed: Bool) {
        (self.ballot, self.text, self.isServed) = (ballot, text, isServed)
    }

    /// - Throws: `Problems` for a template that is missing or cannot be parsed.
    package func html() throws(Problems) -> String {
        let model = Model(self, style: try Self.asset("vote.css"), script: try Self.scripts.map(Self.asset).joined())
        do {
            return try MustacheTemplate(string: Self.asset("vote.html.mustache")).render(model)
        } catch let problems as Problems {
            throw problems
        } catch {
            throw Problems([Problem("reports/vote/vote.html.mustache cannot be read as a template: \(error)")])
        }
    }

    static func asset(_ name: String) throws(Problems) -> String {
        let folder: String
        do {
            folder = try resource.locate() + "/vote"
        } catch {
            throw Problems([error])
        }
        guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)"), let text = String(data: data, encoding: .utf8) else {
            throw Problems([Problem("cannot read \(folder)/\(name) as UTF-8 text")])
        }
        return text
    }

    /// What the template prints: ready strings and flags.
    struct Model {
        let policy: String
        let style: String
        let script: String
        let data: String
        let task: String
        let advice: [String]
        let consent: String
        let handover: String
        let question: String
        let isSound: Bool

        init(_ page: VotePage, style: String, script: String) {
            let words = PageWords(page.ballot, isServed: page.isServed)
            self.style = style
            self.script = script
            data = embeddedJSON(
                "{\"ballot\":\(page.text),\"served\":\(page.isServed),\"sha256\":\"\(ballotHash(page.text))\"}")
            isSound = page.ballot.kind == .audio
            (task, advice, consent, handover) = (words.task, words.advice, words.consent, words.handover)
            question = page.ballot.question
            policy =
                [
                    "default-src 'none'", "img-src 'self' data:", "style-src '\(contentPolicyHash(style))'",
                    // Sounds come as scripts of their own: a page opened from a file may not fetch.
                    "script-src '\(contentPolicyHash(script))'" + (isSound ? " 'self'" : ""),
                ].joined(separator: "; ") + (page.isServed ? "; connect-src 'self'" : "") + "; base-uri 'none'; form-action 'none'"
        }
    }
}
