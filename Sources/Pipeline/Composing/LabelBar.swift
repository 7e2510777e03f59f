import Foundation
import Media

/// The bar of 24 pixels under a tile: what it shows, its quality, and whether it won.
struct LabelBar {
    static let height = 24

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

    /// Draws the bar in letters of double size where they fit, else of single size, and cuts the label last.
    func draw<Code>(on page: inout PagePainting<Code>, _ area: PixelRectangle) {
        page.fill(area, isWinner ? .winner : .bar)
        let colour = isWinner ? PageColour.winnerText : .text
        let padding = min(6, area.width / 16)
        let room = area.width - 2 * padding
        let whole = verdict.isEmpty ? label : "\(label)  \(verdict)"
        let scale = BitmapFont.width(of: whole, scale: 2) <= room ? 2 : 1
        let y = area.y + (area.height - BitmapFont.height * scale) / 2 + scale
        let right = BitmapFont.cut(verdict, toPixels: room, scale: scale)
        let taken = right.isEmpty ? 0 : BitmapFont.width(of: right, scale: scale) + 2 * BitmapFont.advance * scale
        page.write(BitmapFont.cut(label, toPixels: room - taken, scale: scale), x: area.x + padding, y: y, scale: scale, colour)
        page.write(right, x: area.x + area.width - padding - BitmapFont.width(of: right, scale: scale), y: y, scale: scale, colour)
    }
}
