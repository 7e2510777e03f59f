import Foundation
import Media

/// The bar of 24 pixels under a tile: what it shows, its quality, and whether it won.
struct LabelBar {
    static let height = 24
    private static let letters = 14
    private static let smallLetters = 11

    let label: String
    /// Right-hand part that is kept when the label must be cut.
    let verdict: String
    let isWinner: Bool

    init(_ input: CompositionInput) {
        label = input.label
        let quality = input.quality.map { String(format: "%.1f", $0) }
        verdict = [quality, input.isWinner ? "winner" : nil].compactMap { $0 }.joined(separator: " ")
        isWinner = input.isWinner
    }

    init(plain label: String) {
        self.label = label
        verdict = ""
        isWinner = false
    }

    /// Draws the bar in letters of 14 pixels where they fit, else of 11, and cuts the label last.
    ///
    /// - Throws: `no_fonts`.
    func draw<Code>(on page: inout PagePainting<Code>, _ area: PixelRectangle) throws(CompositionError) {
        page.fill(area, isWinner ? .winner : .bar)
        let colour = isWinner ? PageColour.winnerText : .text
        let padding = min(6, area.width / 16)
        let room = area.width - 2 * padding
        var drawn = try parts(size: Self.letters, room: room)
        if drawn.left.isCut || drawn.right?.isCut == true { drawn = try parts(size: Self.smallLetters, room: room) }
        func top(_ text: DrawnText) -> Int { area.y + (area.height - text.height) / 2 }
        page.write(drawn.left, x: area.x + padding, y: top(drawn.left), colour)
        if let right = drawn.right { page.write(right, x: area.x + area.width - padding - right.width, y: top(right), colour) }
    }

    private func parts(size: Int, room: Int) throws(CompositionError) -> (left: DrawnText, right: DrawnText?) {
        let right = verdict.isEmpty ? nil : try Lettering.draw(verdict, size: size, width: room)
        let taken = right.map { $0.width + size } ?? 0
        guard taken < room else { return (DrawnText(width: 0, height: 0, isCut: true, coverage: []), right) }
        return (try Lettering.draw(label, size: size, width: room - taken), right)
    }
}
