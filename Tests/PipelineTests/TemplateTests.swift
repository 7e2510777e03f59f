import Catalogs
import Pipeline
import Testing

@Suite struct TemplateTests {
    private let place = SourcePlace(file: "p.yaml", line: 4, column: 9)

    @Test func holesAreFilledOnceAndNeverLookedAtAgain() throws {
        let template = try Template("say {{prompt}} as {{ params.voice }}", at: place, environment: [:])
        #expect(template.names == ["prompt", "params.voice"])
        #expect(try template.filled { $0 == "prompt" ? "{{seed}} ${HOME}" : "slt" } == "say {{seed}} ${HOME} as slt")
    }

    @Test func theEnvironmentIsReadAtOnce() throws {
        #expect(try Template("${DIR}/x", at: place, environment: ["DIR": "/a"]).filled { _ in nil } == "/a/x")
        let problem = #expect(throws: Problem.self) { try Template("${NOT_SET}", at: place, environment: [:]) }
        #expect(problem?.place == place && problem?.message.contains("NOT_SET") == true)
    }

    @Test func anOpenHoleIsAProblem() {
        #expect(throws: Problem.self) { try Template("a {{prompt", at: place, environment: [:]) }
    }

    @Test func anUnknownNameIsNeverAnEmptyString() throws {
        let template = try Template("{{prompt}}", at: place, environment: [:])
        #expect(throws: Problem.self) { try template.filled { _ in nil } }
    }

    @Test(arguments: ["{", "$", "a{b}c", "$HOME", "{ {x} }", "100$", "}}"])
    func lonelyBracesAreText(text: String) throws {
        #expect(try Template(text, at: place, environment: [:]).filled { _ in nil } == text)
    }
}
