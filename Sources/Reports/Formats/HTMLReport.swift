import Catalogs
import Pipeline

/// A folder of pages that works from a file, from a server and without a script: `report/index.html` and what it shows.
package struct HTMLReport: ReportFormat {
    package static let name = "html"
    package static let summary = "report/index.html: the page, its pictures and sounds beside it"
    package static let fileName = "\(folder)/index.html"
    static let folder = "report"

    package init(options: inout Options) {}

    package func render(_ record: RunRecord, in context: ReportContext) throws -> String {
        let folder = Self.folder
        let page = try HTMLPages(record, context, shape: .folder, own: Self.fileName, base: "../") { draft in
            for (name, content) in draft.files.sorted(by: { $0.key < $1.key }) { try context.files.write(content, to: "\(folder)/\(name)") }
        }
        context.files.spectrograms = page.spectrograms.mapValues { "\(folder)/\($0)" }
        let index = try page.first { name, text in try context.files.write(text, to: "\(folder)/\(name)") }
        context.files.removeStale(in: "\(folder)/\(MediaDraft.folder)") { name in
            name.wholeMatch(of: /[0-9a-f]{20}\.(png|jpg|webp|gif|svg|wav|js)/) != nil
        }
        context.files.removeStale(in: folder) { name in
            name == SearchIndex.fileName || name.wholeMatch(of: /(cases-\d+\.html|style-[0-9a-f]+\.css|app-[0-9a-f]+\.js)/) != nil
        }
        return index
    }
}

/// One file that holds everything it shows: style, script, pictures, sounds.
package struct SingleFileReport: ReportFormat {
    package static let name = "single"
    package static let summary = "report.html: the page with pictures and sounds in it, one file"
    package static let fileName = "report.html"

    package init(options: inout Options) {}

    package func render(_ record: RunRecord, in context: ReportContext) throws -> String {
        try HTMLPages(record, context, shape: .single, own: Self.fileName, base: "") { _ in }.first { _, _ in }
    }
}
