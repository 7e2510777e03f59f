extension PortableMath {
    /// 20 log10 of an amplitude ratio; −∞ at 0.
    package static func decibels(amplitude: Double) -> Double { 20 * log10(amplitude) }

    /// 10 log10 of a power ratio; −∞ at 0.
    package static func decibels(power: Double) -> Double { 10 * log10(power) }
}
