import Foundation
import Pipeline
import Scoring

/// The pages of a report: media made, cases rendered one by one, dealt out to pages, the first page written around them.
struct HTMLPages {
    private let record: RunRecord
    private let shape: PageShape
    private let context: ReportContext
    private let templates: Templates
    private let settings: ModelSettings
    private let exhibits: Exhibits
    private let plan: CasePlan
    private let book: CaseBook
    private let anchors: Anchors

    /// - Parameters:
    ///   - own: the first page, relative to the run folder.
    ///   - base: leads from a page to the run folder.
    ///   - keep: takes the media of a case.
    init(_ record: RunRecord, _ context: ReportContext, shape: PageShape, own: String, base: String, keep: (MediaDraft) throws -> Void)
        throws
    {
        (self.record, self.context, self.shape) = (record, context, shape)
        templates = try Templates.standard()
        var settings = ModelSettings()
        settings.title = context.settings.title
        settings.base = base
        settings.runFolder = context.runFolder
        settings.files = context.reports.filter { $0 != own }
        settings.mostCases = 0
        self.settings = settings
        var maker = ExhibitMaker(runFolder: context.runFolder, shape: shape, budget: context.settings.mediaBudget ?? shape.mediaBudget)
        maker.mostCases = context.settings.cases == .all ? .max : context.settings.cases == .none ? 0 : CasePlan.mostInteresting
        exhibits = try maker.exhibits(of: record, keep: keep)
        var anchors = Anchors()
        plan = CasePlan(record, extent: context.settings.cases, listsAll: shape == .folder, anchors: &anchors)
        self.anchors = anchors
        book = CaseBook(try Self.rows(record, plan, exhibits, settings, templates), isSingle: shape == .single)
    }

    private static func rows(
        _ record: RunRecord, _ plan: CasePlan, _ exhibits: Exhibits, _ settings: ModelSettings, _ templates: Templates
    ) throws -> [[CaseBook.Row]] {
        try plan.lists.map { list in
            guard let first = list.first else { return [] }
            let comparison = record.comparisons[first.comparison]
            let directory = BranchTag.Directory(comparison.branches)
            let gaps = CaseGaps(comparison)
            let rendered = concurrentMap(list.count) { number in
                Result {
                    let entry = list[number]
                    let place = CaseView.Place(
                        comparison: entry.comparison, index: entry.index, position: entry.position, anchor: entry.anchor,
                        isBrief: !entry.isFull)
                    let view = CaseView(comparison, place, directory, gaps, exhibits, settings)
                    let template = entry.isFull ? "partials/case.html" : "partials/brief.html"
                    return CaseBook.Row(entry: entry, html: try templates.render(template, view))
                }
            }
            return try rendered.map { try $0.get() }
        }
    }

    /// Pictures of sounds, beside the page, by the path of the sound.
    var spectrograms: [String: String] {
        var pictures: [String: String] = [:]
        for (key, exhibit) in exhibits.shown {
            guard let branch = key.branch, case .sound(let sound) = exhibit, !sound.spectrogram.isEmpty else { continue }
            let result = record.comparisons[key.comparison].cases[key.caseIndex].results.first {
                $0.branch == branch && $0.repeat == key.repeat
            }
            if let path = result?.path { pictures[path] = sound.spectrogram }
        }
        return pictures
    }

    /// The first page.
    ///
    /// - Parameter write: takes every other file of the report by its name beside the page.
    func first(_ write: (String, String) throws -> Void) throws -> String {
        let places = CasePlaces(plan, book)
        let assets = PageAssets(style: try templates.asset("report.css"), script: try templates.asset("report.js"), shape: shape)
        let isPaged = !book.sheets.isEmpty
        if shape == .folder {
            try write(assets.styleFile, assets.style)
            try write(assets.scriptFile, assets.script)
            if isPaged { try write(SearchIndex.fileName, try SearchIndex(record, plan, places).script) }
        }
        var anchors = anchors
        let report = ReportModel(record, exhibits: exhibits, settings: settings, places: places, anchors: &anchors)
        let sections = report.comparisons.indices.map { section($0, report.comparisons[$0], rows: book.first[$0], first: 1) }
        for (number, sheet) in book.sheets.enumerated() {
            let part = section(sheet.comparison, report.comparisons[sheet.comparison], rows: sheet.rows, first: sheet.first)
            let page = CasePage(
                page: Page(report: report, assets: assets, home: "index.html", version: record.tool.version),
                title: ShownText("\(part.title.plain) · \(report.heading.plain)", limit: 200), section: part,
                previous: number == 0 ? "index.html" : book.sheets[number - 1].fileName,
                next: number + 1 < book.sheets.count ? [book.sheets[number + 1].fileName] : [])
            try write(sheet.fileName, try templates.render("cases.html", page))
        }
        let page = Page(
            report: report, assets: assets, home: "", version: record.tool.version, sections: sections,
            next: book.sheets.first.map { [$0.fileName] } ?? [])
        return try templates.render("comparison.html", page)
    }

    private func section(_ index: Int, _ view: ComparisonView, rows: [CaseBook.Row], first: Int) -> CaseSection {
        let all = record.comparisons[index].cases.count
        let listed = plan.lists[index].count
        let isWhole = rows.count == all
        let last = first + rows.count - 1
        let note =
            plan.leftOut[index] == 0
            ? ""
            : "Listed: \(listed) of \(all) cases, by turns the largest differences each way, the closest, the failures and some at random. "
                + "Every case is in results.json, and in the report of 'bakeoff report RUN'."
        let pages = book.sheets.filter { $0.comparison == index }.map { sheet in
            PageLink(href: sheet.fileName, text: "\(sheet.first)–\(sheet.first + sheet.rows.count - 1)")
        }
        return CaseSection(
            anchor: view.casesAnchor, name: view.name,
            title: ShownText(
                "Cases: \(view.name.plain)" + (isWhole || pages.isEmpty || rows.isEmpty ? "" : ", \(first) to \(last) of \(listed)")),
            note: ShownText(note), count: ShownText(Quantity.count(rows.count, "case")),
            isLong: rows.count > 5 || !pages.isEmpty, hasRows: !rows.isEmpty, rows: rows.map(\.html).joined(),
            search: book.sheets.isEmpty ? "" : SearchIndex.fileName,
            pages: pages.isEmpty ? [] : [PageLink(href: "index.html#\(view.casesAnchor)", text: "1–\(book.first[index].count)")] + pages,
            hasPages: !pages.isEmpty)
    }
}

extension PageShape {
    /// Bytes of media unless told otherwise.
    var mediaBudget: Int { self == .single ? 17_000_000 : 250_000_000 }
}
