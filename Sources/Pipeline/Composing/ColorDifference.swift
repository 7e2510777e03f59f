import Foundation
import Media

/// A colour in CIELAB (D65, 2° observer).
struct LabColor: Hashable {
    let l: Double
    let a: Double
    let b: Double

    init(l: Double, a: Double, b: Double) {
        self.l = l
        self.a = a
        self.b = b
    }

    /// From linear light of sRGB, 0…1.
    init(red: Double, green: Double, blue: Double) {
        let x = 0.412453 * red + 0.357580 * green + 0.180423 * blue
        let y = 0.212671 * red + 0.715160 * green + 0.072169 * blue
        let z = 0.019334 * red + 0.119193 * green + 0.950227 * blue
        func curve(_ t: Double) -> Double { t > 0.008856 ? cbrt(t) : 7.787 * t + 16.0 / 116 }
        let (fx, fy, fz) = (curve(x / 0.95047), curve(y), curve(z / 1.08883))
        self.init(l: 116 * fy - 16, a: 500 * (fx - fy), b: 200 * (fy - fz))
    }

    /// Linear light of sRGB, beyond 0…1 for colours that sRGB lacks.
    var linearLight: (red: Double, green: Double, blue: Double) {
        func curve(_ f: Double) -> Double { f * f * f > 0.008856 ? f * f * f : (f - 16.0 / 116) / 7.787 }
        let fy = (l + 16) / 116
        let (x, y, z) = (0.95047 * curve(fy + a / 500), curve(fy), 1.08883 * curve(fy - b / 200))
        return (
            3.240479 * x - 1.537150 * y - 0.498535 * z, -0.969256 * x + 1.875992 * y + 0.041556 * z,
            0.055648 * x - 0.204043 * y + 1.057311 * z
        )
    }

    /// CIEDE2000 with kL = kC = kH = 1 (ISO/CIE 11664-6), in the form of Sharma, Wu and Dalal, Color Res. Appl. 30 (2005).
    ///
    /// Equal colours give 0.
    func difference(from other: LabColor) -> Double {
        let meanChroma = (hypot(a, b) + hypot(other.a, other.b)) / 2
        let g = 0.5 * (1 - (seventhPower(meanChroma) / (seventhPower(meanChroma) + 6_103_515_625)).squareRoot())
        let (a1, a2) = (a * (1 + g), other.a * (1 + g))
        let (c1, c2) = (hypot(a1, b), hypot(a2, other.b))
        let (h1, h2) = (hue(a1, b), hue(a2, other.b))
        let hasHue = c1 * c2 != 0
        let turn = !hasHue ? 0 : h2 - h1 > 180 ? h2 - h1 - 360 : h2 - h1 < -180 ? h2 - h1 + 360 : h2 - h1
        let lightness = other.l - l
        let chroma = c2 - c1
        let hueStep = 2 * (c1 * c2).squareRoot() * sin(radians(turn / 2))

        let (meanL, meanC) = ((l + other.l) / 2, (c1 + c2) / 2)
        let meanH = !hasHue ? h1 + h2 : abs(h1 - h2) <= 180 ? (h1 + h2) / 2 : (h1 + h2 + (h1 + h2 < 360 ? 360 : -360)) / 2
        let t =
            1 - 0.17 * cos(radians(meanH - 30)) + 0.24 * cos(radians(2 * meanH)) + 0.32 * cos(radians(3 * meanH + 6))
            - 0.20 * cos(radians(4 * meanH - 63))
        let offset = (meanL - 50) * (meanL - 50)
        let sl = 1 + 0.015 * offset / (20 + offset).squareRoot()
        let (sc, sh) = (1 + 0.045 * meanC, 1 + 0.015 * meanC * t)
        let blueTurn = 30 * exp(-((meanH - 275) / 25) * ((meanH - 275) / 25))
        let rc = 2 * (seventhPower(meanC) / (seventhPower(meanC) + 6_103_515_625)).squareRoot()
        let (dl, dc, dh) = (lightness / sl, chroma / sc, hueStep / sh)
        return max(0, dl * dl + dc * dc + dh * dh - sin(radians(2 * blueTurn)) * rc * dc * dh).squareRoot()
    }
}

private func radians(_ degrees: Double) -> Double { degrees * .pi / 180 }

private func seventhPower(_ x: Double) -> Double { x * x * x * x * x * x * x }

/// The hue angle in 0..<360 degrees, 0 for gray.
private func hue(_ a: Double, _ b: Double) -> Double {
    guard a != 0 || b != 0 else { return 0 }
    let angle = atan2(b, a) * 180 / .pi
    return angle < 0 ? angle + 360 : angle
}
