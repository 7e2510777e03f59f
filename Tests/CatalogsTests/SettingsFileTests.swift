import Catalogs
import Testing

@Suite struct SettingsFileTests {
    @Test func everyValueAndKeyHasItsPlace() throws {
        let root = try SettingsFile.parse("name: demo\nsteps:\n  - {type: x, n: 12}\n", file: "a.yaml")
        let step = try #require(root["steps"]?.items?.first)
        #expect(root["name"]?.place == SourcePlace(file: "a.yaml", line: 1, column: 7))
        #expect(step.entries?[1].keyPlace == SourcePlace(file: "a.yaml", line: 3, column: 15))
        #expect(step["n"]?.place == SourcePlace(file: "a.yaml", line: 3, column: 18))
    }

    @Test(arguments: ["no", "017", "1_000", "12:30:45", "2026-01-01", "0o17"])
    func aScalarKeepsItsText(text: String) throws {
        #expect(try SettingsFile.parse("v: \(text)", file: "a").self["v"]?.text == text)
    }

    @Test func aQuotedNullIsText() throws {
        let root = try SettingsFile.parse("a: \"null\"\nb: null\nc:\n", file: "a")
        #expect(root["a"]?.text == "null")
        #expect(root["b"]?.content == .null)
        #expect(root["c"]?.content == .null)
    }

    @Test(arguments: ["a: [1, 2", "a: \"x", "\t- x", "a: b: c", "*nowhere"])
    func brokenSyntaxIsOneProblemWithAPlace(yaml: String) {
        let problems = #expect(throws: Problems.self) { try SettingsFile.parse(yaml, file: "broken.yaml") }
        #expect(problems?.list.first?.place?.file == "broken.yaml")
    }

    @Test func aRepeatedKeyIsNamed() {
        let problems = #expect(throws: Problems.self) { try SettingsFile.parse("x: 1\ny: 2\nx: 3\n", file: "a") }
        #expect(problems?.list.first?.message.contains("twice") == true)
    }

    @Test func anAliasBombIsRefusedQuickly() {
        var yaml = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...9 {
            yaml += "a\(level): &a\(level) [" + [String](repeating: "*a\(level - 1)", count: 10).joined(separator: ", ") + "]\n"
        }
        let problems = #expect(throws: Problems.self) { try SettingsFile.parse(yaml, file: "bomb.yaml") }
        #expect(problems?.list.first?.message.contains("too many") == true)
    }

    @Test func anEmptyFileIsNothing() throws {
        #expect(try SettingsFile.parse("", file: "a").content == .null)
        #expect(try SettingsFile.parse("# only a comment\n", file: "a").content == .null)
    }

    /// Bytes cut, doubled and flipped at seeded places: a value or `Problems`, never a trap.
    @Test func damagedFilesNeverTrap() {
        let good = Array(
            "name: x\ncases: [a, {id: b, prompt: 'c'}]\nsteps:\n  - type: parallel_group\n    parallel_steps: &p\n      - {id: a}\n  - *p\n"
                .utf8)
        var state: UInt64 = 42
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        for _ in 0..<3_000 {
            var bytes = good
            for _ in 0...random(4) {
                let at = random(bytes.count)
                switch random(3) {
                case 0: bytes[at] = UInt8(random(256))
                case 1: bytes.remove(at: at)
                default: bytes.insert(contentsOf: bytes[at..<min(bytes.count, at + 5)], at: at)
                }
            }
            _ = try? SettingsFile.parse(String(decoding: bytes, as: UTF8.self), file: "fuzz.yaml")
        }
    }
}
