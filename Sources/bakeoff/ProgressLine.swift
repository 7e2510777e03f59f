import Catalogs
import Foundation
import Pipeline
import Reports

/// Parts of a line of progress that are left out where the window has no room for them.
struct ProgressLine {
    struct Part {
        let text: String
        /// The lowest is the last to go.
        let rank: Int
        var tone: Tone = .plain
    }

    enum Tone: String { case plain = "", bad = "31", slow = "33" }

    /// Columns of the window.
    let width: Int
    let isColoured: Bool

    /// The lead and as many parts as there is room for, in their order; always narrower than the window.
    func text(_ lead: String, _ parts: [Part], joint: String = "  ") -> String {
        let lead = cut(lead)
        var room = width - 1 - lead.count
        var kept: Set<Int> = []
        for (place, part) in parts.enumerated().sorted(by: { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }) {
            let needed = part.text.count + max(joint.count, 2)
            guard needed <= room else { continue }
            room -= needed
            kept.insert(place)
        }
        let shown = parts.indices.filter(kept.contains).map { coloured(parts[$0]) }
        return lead + (shown.isEmpty ? "" : "  " + shown.joined(separator: joint))
    }

    func cut(_ text: String) -> String { Self.cut(text, to: max(1, width - 1)) }

    static func cut(_ text: String, to length: Int) -> String {
        text.count <= length ? text : String(text.prefix(max(0, length - 1))) + "…"
    }

    static func padded(_ text: String, to length: Int) -> String { text + String(repeating: " ", count: max(0, length - text.count)) }

    private func coloured(_ part: Part) -> String {
        isColoured && part.tone != .plain ? "\u{1B}[\(part.tone.rawValue)m\(part.text)\u{1B}[0m" : part.text
    }

    // MARK: Words

    /// `02:14`, `1:02:14`.
    static func watch(_ seconds: Double) -> String {
        let whole = Int(max(0, min(seconds, 1e8)))
        let (hours, rest) = (whole / 3600, whole % 3600)
        return hours > 0 ? String(format: "%d:%02d:%02d", hours, rest / 60, rest % 60) : String(format: "%02d:%02d", rest / 60, rest % 60)
    }

    /// `$0.97`, `$0.97 and unknown costs`, `cost unknown`.
    static func words(_ spending: ProgressState.Spending) -> String {
        guard spending.hasUnknown else { return Quantity.money(spending.known) }
        return spending.known > 0 ? "\(Quantity.money(spending.known)) and unknown costs" : "cost unknown"
    }

    /// `12 s`, `0.4 s`.
    static func pause(_ seconds: Double) -> String {
        seconds >= 1 ? "\(Int(min(seconds.rounded(.up), 1e8))) s" : String(format: "%.1f s", max(0, seconds))
    }

    /// The first line, with nothing in it that acts on a terminal.
    static func oneLine(_ text: String) -> String {
        visible(text.split(whereSeparator: \.isNewline).first.map(String.init) ?? "")
    }

    static var clock: String {
        var seconds = time(nil)
        var parts = tm()
        localtime_r(&seconds, &parts)
        return String(format: "%02d:%02d:%02d", parts.tm_hour, parts.tm_min, parts.tm_sec)
    }
}
