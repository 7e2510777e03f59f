import Foundation

/// The sRGB transfer curve (IEC 61966-2-1) between code values and linear light, both scaled to 0…1.
package enum SRGB {
    package static func linear(_ encoded: Double) -> Double {
        encoded <= 0.04045 ? encoded / 12.92 : pow((encoded + 0.055) / 1.055, 2.4)
    }

    package static func encoded(_ linear: Double) -> Double {
        linear <= 0.0031308 ? linear * 12.92 : 1.055 * pow(linear, 1 / 2.4) - 0.055
    }

    /// Linear light of the 256 codes of 8-bit files.
    package static let linear8: [Float] = (0...255).map { Float(linear(Double($0) / 255)) }

    /// Linear light of the 65,536 codes of 16-bit files.
    package static let linear16: [Float] = (0...65_535).map { Float(linear(Double($0) / 65_535)) }

    /// The 8-bit code nearest to a linear value on the encoded scale; out-of-range values are clamped, NaN gives 0.
    package static func code8(_ linear: Float) -> UInt8 {
        let value = linear > 0 ? min(linear, 1) : 0
        let guess = floors8[Int(value * Float(steps8))]
        return guess < 255 && value >= borders8[Int(guess) + 1] ? guess + 1 : guess
    }

    /// The 16-bit code nearest to a linear value on the encoded scale; out-of-range values are clamped, NaN gives 0.
    package static func code16(_ linear: Float) -> UInt16 {
        let value = linear > 0 ? Double(min(linear, 1)) : 0
        return UInt16((encoded(value) * 65_535).rounded())
    }

    /// Fine enough that a step never holds two code borders: the steepest slope is 12.92 × 255 codes a unit.
    private static let steps8 = 4096

    /// Linear value at which code k begins.
    private static let borders8: [Float] = (0...255).map { $0 == 0 ? 0 : Float(linear((Double($0) - 0.5) / 255)) }

    /// The code at the lower end of each step.
    private static let floors8: [UInt8] = (0...steps8).map { step in
        UInt8((borders8.lastIndex { $0 <= Float(step) / Float(steps8) }) ?? 0)
    }
}
