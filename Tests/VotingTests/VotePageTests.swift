import Foundation
import Media
import Pipeline
import Testing

@testable import Voting

@Suite struct VotePageTests {
    private func html(_ kind: String = "audio", isServed: Bool = false) throws -> String {
        let sample = try VotedSample(kind == "audio" ? .audio : .image)
        let paper = try sample.paper { $0.question = "Which </script><b>one</b> & \"why\"?" }
        return try VotePage(paper.ballot, text: paper.stored.ballot, isServed: isServed).html()
    }

    @Test func nothingInlineActs() throws {
        let html = try html()
        #expect(html.firstMatch(of: /\sstyle=/) == nil && html.firstMatch(of: /<[^>]*\son[a-z]+=/) == nil)
        #expect(!html.contains("</script><b>") && html.contains("&lt;/script&gt;&lt;b&gt;"))
        // Two scripts: the data, which is none, and ours.
        #expect(html.ranges(of: "<script").count == 2 && html.ranges(of: "</script>").count == 2)
    }

    @Test func thePolicyAllowsWhatIsNeededAndNoMore() throws {
        func policy(_ html: String) -> String { html.firstMatch(of: /content="(default-src[^"]*)"/).map { String($0.1) } ?? "" }
        let sound = policy(try html()), picture = policy(try html("image")), served = policy(try html(isServed: true))
        #expect(sound.hasPrefix("default-src &#39;none&#39;; img-src &#39;self&#39; data:; style-src &#39;sha256-"))
        #expect(!sound.contains("connect-src") && served.contains("connect-src &#39;self&#39;"))
        #expect(picture.ranges(of: "&#39;self&#39;").count == 1 && sound.ranges(of: "&#39;self&#39;").count == 2)
        #expect(!sound.contains("unsafe"))
    }

    @Test func scriptsStayInTheirBudgetAndAskNothingOfTheNetwork() throws {
        let script = try VotePage.scripts.map(VotePage.asset).joined()
        #expect(script.utf8.count <= 30_000)
        #expect(!script.contains("innerHTML") && !script.contains("eval(") && !script.contains("http:") && !script.contains("https:"))
        #expect(try VotePage.asset("vote.css").firstMatch(of: /url\(|@import/) == nil)
    }

    @Test func everyTagOfTheTemplateHasAValue() throws {
        let template = try VotePage.asset("vote.html.mustache")
        let sample = try VotedSample()
        let paper = try sample.paper()
        let page = VotePage(paper.ballot, text: paper.stored.ballot, isServed: false)
        let names = Set(Mirror(reflecting: VotePage.Model(page, style: "", script: "")).children.compactMap(\.label))
        for tag in template.matches(of: /\{\{\{?[#^\/]?([A-Za-z]+)\}?\}\}/) { #expect(names.contains(String(tag.1)), "\(tag.1)") }
        let raw = Set(template.matches(of: /\{\{\{([A-Za-z]+)\}\}\}/).map { String($0.1) })
        #expect(raw == ["style", "script", "data"])
    }

    @Test func withoutJavaScriptThePageSaysSo() throws {
        #expect(try html().firstMatch(of: /<noscript>.*Voting needs JavaScript.*<\/noscript>/) != nil)
    }
}
