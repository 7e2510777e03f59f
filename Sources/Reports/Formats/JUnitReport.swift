import Catalogs
import Pipeline

/// `junit.xml`: gates and outputs as test cases, for the test views of CI systems.
///
/// A template like the other reports, and no XML library: the document is elements with attributes, and what such a library
/// would add, escaping, is one content type; what it leaves in place, characters that XML 1.0 forbids, is dropped there too.
package struct JUnitReport: ReportFormat {
    package static let name = "junit"
    package static let summary = "junit.xml: gates and outputs as test cases, for CI systems"
    package static let fileName = "junit.xml"

    /// Above so many outputs a test view drowns: only gates, failures and a count are told.
    static let mostOutputs = 1000

    package init(options: inout Options) {}

    package func render(_ record: RunRecord, in context: ReportContext) throws -> String {
        try Templates.standard().render("junit.xml", JUnitModel(record, title: context.settings.title))
    }
}
