import Catalogs
import Testing

@Suite struct OptionsTests {
    private func options(_ yaml: String) throws -> Options { Options(try SettingsFile.parse(yaml, file: "t.yaml"), of: "the thing") }

    @Test func allProblemsAreReportedAtOnce() throws {
        var options = try options("count: twelve\nflag: yes\nshare: 3\nmode: fast\nextra: 1\n")
        #expect(options.whole("count") == nil)
        #expect(options.flag("flag", default: true) == true)
        #expect(options.number("share", default: 0.5, in: 0...1) == 0.5)
        #expect(options.choice("mode", of: ["slow", "last"]) == nil)
        options.finish()
        #expect(options.problems.count == 5)
        #expect(options.problems[0].message == "'count' must be a whole number, found \"twelve\"")
        #expect(options.problems[2].message.contains("between 0.0 and 1.0"))
        #expect(options.problems[4].message == "unknown key 'extra' in the thing")
    }

    @Test func aQuotedNumberIsNotANumber() throws {
        var options = try options("n: \"12\"")
        #expect(options.whole("n") == nil)
        #expect(options.problems.count == 1)
    }

    @Test(arguments: ["0x10", "nan", "inf", "1e999", "--3"])
    func oddNumbersAreRefused(text: String) throws {
        var options = try options("n: \(text)")
        #expect(options.number("n") == nil)
        #expect(options.problems.count == 1)
    }

    @Test func aMisspeltKeyNamesTheNearest() throws {
        var options = try options("max_worker: 3")
        _ = options.whole("max_workers")
        options.finish()
        #expect(options.problems.first?.remedy == "did you mean 'max_workers'?")
        #expect(options.problems.first?.place == SourcePlace(file: "t.yaml", line: 1, column: 1))
    }

    @Test func settingsOfTheWrongShapeAreOneProblem() throws {
        var options = try options("[1, 2]")
        options.finish()
        #expect(options.problems.map(\.message) == ["the thing must be a mapping of keys to values, found a list"])
    }

    @Test func nothingWrittenGivesDefaults() {
        var options = Options(of: "the thing")
        #expect(options.text("a", default: "b") == "b")
        options.finish()
        #expect(options.problems.isEmpty)
    }
}
