/// Rendered cases dealt out to the pages of a report.
struct CaseBook {
    /// A case as it stands on a page.
    struct Row: Sendable {
        let entry: CasePlan.Entry
        let html: String
    }

    /// A page that holds cases of one comparison only.
    struct Sheet {
        let fileName: String
        let comparison: Int
        let rows: [Row]
        /// Number of the first case in the list of its comparison, from 1.
        let first: Int
    }

    /// More than this on one page is a list that nobody reads.
    static let mostRows = 100
    /// Bytes of cases on the first page, beside all else that stands there, and on a further one.
    static let room = (first: 250_000, further: 140_000)

    /// Of the first page, by comparison.
    let first: [[Row]]
    let sheets: [Sheet]

    /// - Parameter isSingle: everything on the first page.
    init(_ lists: [[Row]], isSingle: Bool) {
        guard !isSingle else {
            (first, sheets) = (lists, [])
            return
        }
        first = Self.opening(lists)
        var sheets: [Sheet] = []
        for (comparison, list) in lists.enumerated() {
            var rest = list[first[comparison].count...]
            while !rest.isEmpty {
                let count = Self.fitting(rest)
                // The first page counts as one.
                let number = String(sheets.count + 2).leftPadded(to: 4)
                let place = list.count - rest.count
                sheets.append(
                    Sheet(fileName: "cases-\(number).html", comparison: comparison, rows: Array(rest.prefix(count)), first: place + 1))
                rest = rest.dropFirst(count)
            }
        }
        self.sheets = sheets
    }

    /// One case of each comparison in turn, until the page is full; a comparison stops at its first case that does not fit.
    private static func opening(_ lists: [[Row]]) -> [[Row]] {
        var first = lists.map { _ in [Row]() }
        var isOpen = lists.map { !$0.isEmpty }
        var (count, bytes) = (0, 0)
        while isOpen.contains(true) {
            for index in lists.indices where isOpen[index] {
                let row = lists[index][first[index].count]
                // A case that is too large for any page still stands on one.
                let fits = count < mostRows && (bytes + row.html.utf8.count <= room.first || first[index].isEmpty)
                guard fits else {
                    isOpen[index] = false
                    continue
                }
                first[index].append(row)
                count += 1
                bytes += row.html.utf8.count
                isOpen[index] = first[index].count < lists[index].count
            }
        }
        return first
    }

    private static func fitting(_ rows: ArraySlice<Row>) -> Int {
        var bytes = 0
        let count = rows.prefix(mostRows).prefix { row in
            bytes += row.html.utf8.count
            return bytes <= room.further
        }.count
        return max(1, count)
    }

    /// The page of each case by comparison and index; absent for the first page.
    var pages: [CasePlaces.Key: String] {
        var pages: [CasePlaces.Key: String] = [:]
        for sheet in sheets {
            for row in sheet.rows { pages[CasePlaces.Key(comparison: sheet.comparison, index: row.entry.index)] = sheet.fileName }
        }
        return pages
    }
}

/// Links to cases from anywhere in a report.
struct CasePlaces {
    struct Key: Hashable {
        let comparison: Int
        let index: Int
    }

    private var hrefs: [Key: String] = [:]

    init() {}

    init(_ plan: CasePlan, _ book: CaseBook) {
        let pages = book.pages
        for entry in plan.lists.joined() {
            let key = Key(comparison: entry.comparison, index: entry.index)
            hrefs[key] = "\(pages[key] ?? "")#\(entry.anchor)"
        }
    }

    /// Where a case stands; nil for one that is in no list.
    subscript(comparison: Int, index: Int) -> String? { hrefs[Key(comparison: comparison, index: index)] }
}
