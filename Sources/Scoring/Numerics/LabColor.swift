/// A colour in CIELAB (D65, 2° observer).
package struct LabColor: Hashable, Sendable {
    package let l: Double
    package let a: Double
    package let b: Double

    package init(l: Double, a: Double, b: Double) {
        self.l = l
        self.a = a
        self.b = b
    }

    /// Linear light of sRGB, beyond 0…1 for colours that sRGB lacks.
    package var linearLight: (red: Double, green: Double, blue: Double) {
        func curve(_ f: Double) -> Double { f * f * f > 0.008856 ? f * f * f : (f - 16.0 / 116) / 7.787 }
        let fy = (l + 16) / 116
        let (x, y, z) = (0.95047 * curve(fy + a / 500), curve(fy), 1.08883 * curve(fy - b / 200))
        return (
            3.240479 * x - 1.537150 * y - 0.498535 * z, -0.969256 * x + 1.875992 * y + 0.041556 * z,
            0.055648 * x - 0.204043 * y + 1.057311 * z
        )
    }
}
