import ArgumentParser
import Pipeline

struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "Print the JSON Schema of pipeline files or of results.json, for editors and checks.",
        discussion: """
            An editor with the YAML language server completes keys and shows problems when the pipeline's first line is
            # yaml-language-server: $schema=bakeoff.schema.json

            EXAMPLES
              bakeoff schema pipeline > bakeoff.schema.json
              bakeoff schema pipeline --markdown
              bakeoff schema results > results.schema.json
            """)

    /// What has a schema.
    enum Subject: String, ExpressibleByArgument, CaseIterable { case pipeline, results }

    @Argument(help: "What to describe: pipeline or results.") var subject: Subject
    @Flag(help: "Print Markdown tables of the pipeline's keys.") var markdown = false

    func validate() throws {
        if markdown, subject == .results { throw ValidationError("--markdown has tables of the pipeline alone") }
    }

    func run() throws {
        switch subject {
        case .results: try Console.result(json: ResultsSchema.document)
        case .pipeline:
            let schema = PipelineSchema(data: try Loading.scoringData())
            if markdown {
                Console.result(schema.markdown)
            } else {
                try Console.result(json: schema.document)
            }
        }
    }
}
