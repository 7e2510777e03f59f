import Media

/// A page of the report: the model, and what only a page needs.
struct Page {
    let report: ReportModel
    let assets: PageAssets
    /// The first page's name before an anchor; empty on that page.
    let home: String
    let version: String
    var sections: [CaseSection] = []
    /// The page after this one; at most one.
    var next: [String] = []
}

/// A page of further cases.
struct CasePage {
    let page: Page
    let title: ShownText
    let section: CaseSection
    let previous: String
    /// At most one.
    let next: [String]
}

/// The cases of one comparison on one page.
struct CaseSection {
    let anchor: String
    let name: ShownText
    let title: ShownText
    let note: ShownText
    let count: ShownText
    /// More cases than a glance takes in: the tools for searching are worth their room.
    let isLong: Bool
    let hasRows: Bool
    /// The rendered cases.
    let rows: String
    /// The index of all cases; empty where the page lists all of them.
    let search: String
    let pages: [PageLink]
    let hasPages: Bool
}

/// A link to another page of the report.
struct PageLink {
    let href: String
    let text: String
}

/// Style, script, and what a browser may load.
struct PageAssets {
    let style: String
    let script: String
    let styleFile: String
    let scriptFile: String
    let isSingle: Bool
    /// Content Security Policy Level 3: nothing but what belongs to the report.
    let policy: String

    init(style: String, script: String, shape: PageShape) {
        (self.style, self.script) = (style, script)
        styleFile = "style-\(MediaDraft.digest(Array(style.utf8)).prefix(8)).css"
        scriptFile = "app-\(MediaDraft.digest(Array(script.utf8)).prefix(8)).js"
        isSingle = shape == .single
        let sources =
            isSingle
            ? ["img-src data:", "media-src data:", "style-src '\(contentPolicyHash(style))'", "script-src '\(contentPolicyHash(script))'"]
            // Opened from a file a page has no origin that 'self' could name in every browser.
            : ["img-src 'self' file: data:", "media-src 'self' file:", "style-src 'self' file:", "script-src 'self' file:"]
        policy = (["default-src 'none'"] + sources + ["base-uri 'none'", "form-action 'none'"]).joined(separator: "; ")
    }
}
