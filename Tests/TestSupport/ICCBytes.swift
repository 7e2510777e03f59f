/// ICC profiles built by hand, tag by tag (ICC.1:2010).
package enum ICCBytes {
    /// Colorants on the D50 white of the connection space: red, green, blue, each X, Y, Z.
    package static let sRGBColorants = [0.43607, 0.22249, 0.01392, 0.38515, 0.71687, 0.09708, 0.14307, 0.06061, 0.7141]
    package static let p3Colorants = [0.51512, 0.2412, -0.00105, 0.29198, 0.69225, 0.04189, 0.1571, 0.06657, 0.78407]

    /// A display of three colorants whose curves are one power; nil is the curve of sRGB.
    package static func display(_ name: String, colorants: [Double], gamma: Double?) -> [UInt8] {
        let columns = stride(from: 0, to: 9, by: 3).map { xyz(Array(colorants[$0..<$0 + 3])) }
        let curve = curve(gamma)
        return profile(
            kind: "mntr", space: "RGB ",
            tags: [
                ("desc", description(name)), ("wtpt", xyz([0.9642, 1, 0.82491])), ("rXYZ", columns[0]), ("gXYZ", columns[1]),
                ("bXYZ", columns[2]),
                ("rTRC", curve), ("gTRC", curve), ("bTRC", curve),
            ])
    }

    package static func gray(_ name: String, gamma: Double?) -> [UInt8] {
        profile(
            kind: "mntr", space: "GRAY", tags: [("desc", description(name)), ("wtpt", xyz([0.9642, 1, 0.82491])), ("kTRC", curve(gamma))])
    }

    /// A press on which every ink takes away the same share of lightness and black all of it: a table with two steps for each ink.
    package static func press(_ name: String) -> [UInt8] {
        let ramp = (0...255).map { UInt8($0) }
        let identity = [1, 0, 0, 0, 1, 0, 0, 0, 1].flatMap { fixed(Double($0)) }
        var nodes: [UInt8] = []
        for inks in 0..<16 {
            let lightness = inks & 1 == 1 ? 0 : 255 - 60 * (inks >> 1).nonzeroBitCount
            nodes += [UInt8(lightness), 128, 128]
        }
        let table = Array("mft1".utf8) + [0, 0, 0, 0, 4, 3, 2, 0] + identity + [[UInt8]](repeating: ramp, count: 4).flatMap { $0 } + nodes
        let body = table + [[UInt8]](repeating: ramp, count: 3).flatMap { $0 }
        return profile(
            kind: "prtr", space: "CMYK", connection: "Lab ",
            tags: [("desc", description(name)), ("wtpt", xyz([0.9642, 1, 0.82491])), ("A2B0", body), ("A2B1", body)])
    }

    private static func profile(kind: String, space: String, connection: String = "XYZ ", tags: [(String, [UInt8])]) -> [UInt8] {
        var table = PNGBytes.word(tags.count)
        var data: [UInt8] = []
        for (name, body) in tags {
            table += Array(name.utf8) + PNGBytes.word(132 + tags.count * 12 + data.count) + PNGBytes.word(body.count)
            data += body + [UInt8](repeating: 0, count: (4 - body.count % 4) % 4)
        }
        var header = [UInt8](repeating: 0, count: 128)
        header[8] = 2
        header[9] = 0x40
        for (place, name) in [(12, kind), (16, space), (20, connection), (36, "acsp")] {
            header.replaceSubrange(place..<place + 4, with: name.utf8)
        }
        header.replaceSubrange(68..<80, with: [0, 0, 0xF6, 0xD6, 0, 1, 0, 0, 0, 0, 0xD3, 0x2D])
        header.replaceSubrange(0..<4, with: PNGBytes.word(128 + table.count + data.count))
        return header + table + data
    }

    private static func fixed(_ value: Double) -> [UInt8] { PNGBytes.word(Int((value * 65_536).rounded()) & 0xFFFF_FFFF) }
    private static func xyz(_ values: [Double]) -> [UInt8] { Array("XYZ \0\0\0\0".utf8) + values.flatMap { fixed($0) } }

    private static func description(_ name: String) -> [UInt8] {
        Array("desc\0\0\0\0".utf8) + PNGBytes.word(name.utf8.count + 1) + Array(name.utf8) + [UInt8](repeating: 0, count: 79)
    }

    private static func curve(_ gamma: Double?) -> [UInt8] {
        let parameters = gamma.map { [$0] } ?? [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045]
        return Array("para\0\0\0\0".utf8) + [0, gamma == nil ? 3 : 0, 0, 0] + parameters.flatMap { fixed($0) }
    }
}
