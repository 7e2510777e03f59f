import ArgumentParser
import Pipeline

struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "Print the JSON Schema of pipeline files, for editors and checks.",
        discussion: """
            An editor with the YAML language server completes keys and shows problems when the pipeline's first line is
            # yaml-language-server: $schema=bakeoff.schema.json

            EXAMPLES
              bakeoff schema pipeline > bakeoff.schema.json
              bakeoff schema pipeline --markdown
            """)

    /// What has a schema.
    enum Subject: String, ExpressibleByArgument, CaseIterable { case pipeline }

    @Argument(help: "What to describe: pipeline.") var subject: Subject
    @Flag(help: "Print Markdown tables.") var markdown = false

    func run() throws {
        let schema = PipelineSchema(data: try Loading.scoringData())
        if markdown {
            Console.result(schema.markdown)
        } else {
            try Console.result(json: schema.document)
        }
    }
}
