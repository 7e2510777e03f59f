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

    @Test func everyReadIsRecordedAsItWasAsked() throws {
        var options = try options("mode: fast\n")
        _ = options.requiredText("type")
        _ = options.text("name", default: "x")
        _ = options.flag("enabled", default: true)
        _ = options.whole("workers", in: 1...9)
        _ = options.whole("count")
        _ = options.number("gap", default: 0.5, in: 0...3600)
        _ = options.choice("mode", of: ["fast", "slow"])
        _ = options.list("steps")
        _ = options.value("scoring")
        #expect(
            options.keys == [
                OptionKey("type", .text, isRequired: true), OptionKey("name", .text, fallback: "x"),
                OptionKey("enabled", .flag, fallback: "true"), OptionKey("workers", .whole, minimum: 1, maximum: 9),
                OptionKey("count", .whole), OptionKey("gap", .number, minimum: 0, maximum: 3600, fallback: "0.5"),
                OptionKey("mode", .choice, choices: ["fast", "slow"]), OptionKey("steps", .list), OptionKey("scoring", .any),
            ])
    }

    @Test func aKeyReadTwiceAllowsWhatBothReadsAllow() throws {
        var options = try options("n: 3\n")
        _ = options.whole("n", in: 1...4)
        _ = options.whole("n", in: 2...9)
        #expect(options.keys == [OptionKey("n", .whole, minimum: 1, maximum: 9)])
        _ = options.text("n")
        #expect(options.keys == [OptionKey("n", .any)])
    }

    @Test func aRecordSeesTheReadsOfEveryOwner() {
        let reads = ReadRecord.reads {
            var outer = Options(of: "a step")
            _ = outer.text("id")
            var inner = Options(of: "an item")
            _ = inner.texts("tags")
            _ = outer.flag("enabled", default: true)
        }
        #expect(reads.map(\.owner) == ["a step", "an item"])
        #expect(reads.map { $0.keys.map(\.name) } == [["id", "enabled"], ["tags"]])
        var later = Options(of: "later")
        _ = later.text("id")
        #expect(reads.count == 2, "nothing is recorded when nobody asked for it")
    }
}
