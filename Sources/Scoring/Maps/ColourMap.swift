import Foundation

/// Colours for levels whose lightness rises evenly, so that equal steps look equal and survive grey printing.
package enum ColourMap {
    /// Steps of the scale; fewer steps than code values keep the pictures small.
    private static let steps = 46

    /// From near black through violet and orange to pale yellow.
    ///
    /// - Parameter share: 0…1, clipped.
    package static func ember(share: Double) -> SIMD3<UInt8> {
        table[Int((min(1, max(0, share)) * Double(steps - 1)).rounded())]
    }

    /// Lightness 0.13…0.95, chroma and hue in degrees of OKLCh at even distances.
    private static let anchors: [SIMD3<Double>] = [
        [0.13, 0.03, 285], [0.30, 0.14, 295], [0.47, 0.19, 325], [0.63, 0.20, 20], [0.79, 0.16, 60], [0.95, 0.10, 105],
    ]

    private static let table: [SIMD3<UInt8>] = (0..<steps).map { step in
        let place = Double(step) / Double(steps - 1) * Double(anchors.count - 1)
        let index = min(anchors.count - 2, Int(place))
        let (from, to) = (anchors[index], anchors[index + 1])
        let share = place - Double(index)
        // The hue goes the short way round.
        let turn = (to.z - from.z + 540).truncatingRemainder(dividingBy: 360) - 180
        return sRGB(lightness: from.x + (to.x - from.x) * share, chroma: from.y + (to.y - from.y) * share, hue: from.z + turn * share)
    }

    /// OKLab to sRGB with the matrices of Ottosson, "A perceptual color space for image processing" (2020).
    private static func sRGB(lightness: Double, chroma: Double, hue: Double) -> SIMD3<UInt8> {
        let a = chroma * cos(hue * .pi / 180)
        let b = chroma * sin(hue * .pi / 180)
        let l = pow(lightness + 0.3963377774 * a + 0.2158037573 * b, 3)
        let m = pow(lightness - 0.1055613458 * a - 0.0638541728 * b, 3)
        let s = pow(lightness - 0.0894841775 * a - 1.2914855480 * b, 3)
        let linear = [
            4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s, -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
            -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s,
        ]
        let coded = linear.map { value -> UInt8 in
            let light = min(1, max(0, value))
            return UInt8((255 * (light <= 0.0031308 ? 12.92 * light : 1.055 * pow(light, 1 / 2.4) - 0.055)).rounded())
        }
        return [coded[0], coded[1], coded[2]]
    }
}
