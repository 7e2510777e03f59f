/// Why a report could not be made or written.
package struct ReportError: Error, Sendable, Hashable, CustomStringConvertible {
    package enum Code: String, Sendable, Codable {
        /// The folder of templates is absent, or one of its files.
        case noTemplates = "no_templates"
        /// A template that cannot be parsed.
        case badTemplate = "bad_template"
        case unknownFormat = "unknown_format"
        case unwritable
        /// A record that is no valid JSON, or of another schema.
        case badRecord = "bad_record"
    }

    package let code: Code
    package let message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    package var description: String { message }
}
