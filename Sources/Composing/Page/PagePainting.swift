import Media

/// A sample type of stored pictures.
protocol PixelCode: FixedWidthInteger, UnsignedInteger, Sendable {
    static func stored(_ values: [Self]) -> PixelImage.Samples
}

extension UInt8: PixelCode {
    static func stored(_ values: [UInt8]) -> PixelImage.Samples { .eight(values) }
}

extension UInt16: PixelCode {
    static func stored(_ values: [UInt16]) -> PixelImage.Samples { .sixteen(values) }
}

/// Red, green and blue as sRGB codes of 8 bits.
struct PageColour: Hashable {
    let red: UInt8
    let green: UInt8
    let blue: UInt8

    init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    init(gray: UInt8) { self.init(gray, gray, gray) }

    /// Mid gray, so that neither dark nor bright pictures glare against it.
    static let background = PageColour(gray: 119)
    static let bar = PageColour(gray: 40)
    static let text = PageColour(gray: 236)
    static let winner = PageColour(255, 196, 0)
    static let winnerText = PageColour(gray: 16)
    static let blank = PageColour(gray: 96)
}

/// A page of RGB or RGBA on which whole pixels are set; what is placed on it keeps its codes.
struct PagePainting<Code: PixelCode> {
    let width: Int
    let height: Int
    let channels: Int
    private var values: [Code]

    init(width: Int, height: Int, hasAlpha: Bool) {
        self.width = width
        self.height = height
        channels = hasAlpha ? 4 : 3
        values = Array(repeating: .max, count: width * height * channels)
        fill(PixelRectangle(x: 0, y: 0, width: width, height: height), .background)
    }

    var image: PixelImage { PixelImage(width: width, height: height, channels: channels, samples: Code.stored(values)) }

    /// Fills the part of a rectangle that lies on the page, opaque.
    mutating func fill(_ area: PixelRectangle, _ colour: PageColour) {
        let rows = max(0, area.y)..<max(0, area.y, min(height, area.y + area.height))
        let columns = max(0, area.x)..<max(0, area.x, min(width, area.x + area.width))
        for y in rows {
            for x in columns { set(x, y, colour) }
        }
    }

    mutating func set(_ x: Int, _ y: Int, _ colour: PageColour) {
        let step = Code.max / 255
        let i = (y * width + x) * channels
        values[i] = Code(colour.red) * step
        values[i + 1] = Code(colour.green) * step
        values[i + 2] = Code(colour.blue) * step
        if channels == 4 { values[i + 3] = .max }
    }

    /// Copies a picture; gray becomes three equal channels, 8 bits become 16 by repeating the byte.
    ///
    /// - Precondition: it lies on the page, and has at most the page's bits.
    mutating func place(_ image: PixelImage, x: Int, y: Int) {
        switch image.samples {
        case .eight(let codes): copy(codes, of: image, x: x, y: y, step: Code.max / 255)
        case .sixteen(let codes): copy(codes, of: image, x: x, y: y, step: 1)
        }
    }

    private mutating func copy<Source: PixelCode>(_ codes: [Source], of image: PixelImage, x: Int, y: Int, step: Code) {
        let count = image.channels
        let isGray = count < 3
        for row in 0..<image.height {
            for column in 0..<image.width {
                let from = (row * image.width + column) * count
                let to = ((y + row) * width + x + column) * channels
                for channel in 0..<3 { values[to + channel] = Code(codes[from + (isGray ? 0 : channel)]) * step }
                if channels == 4 { values[to + 3] = image.hasAlpha ? Code(codes[from + count - 1]) * step : .max }
            }
        }
    }

    /// Lays drawn letters over what is there, their top left corner at a place; what lies off the page is left out.
    mutating func write(_ text: DrawnText, x: Int, y: Int, _ colour: PageColour) {
        let target = [colour.red, colour.green, colour.blue].map { Int(Code($0) * (Code.max / 255)) }
        for row in 0..<text.height where (0..<height).contains(y + row) {
            for column in 0..<text.width where (0..<width).contains(x + column) {
                let cover = Int(text.coverage[row * text.width + column])
                guard cover > 0 else { continue }
                let i = ((y + row) * width + x + column) * channels
                for channel in 0..<3 {
                    let below = Int(values[i + channel])
                    values[i + channel] = Code((below * (255 - cover) + target[channel] * cover + 127) / 255)
                }
            }
        }
    }

    /// A frame of a thickness around a rectangle, outside of it.
    mutating func frame(_ area: PixelRectangle, thickness: Int, _ colour: PageColour) {
        let (left, top) = (area.x - thickness, area.y - thickness)
        let (wide, high) = (area.width + 2 * thickness, area.height + 2 * thickness)
        fill(PixelRectangle(x: left, y: top, width: wide, height: thickness), colour)
        fill(PixelRectangle(x: left, y: area.y + area.height, width: wide, height: thickness), colour)
        fill(PixelRectangle(x: left, y: top, width: thickness, height: high), colour)
        fill(PixelRectangle(x: area.x + area.width, y: top, width: thickness, height: high), colour)
    }
}
