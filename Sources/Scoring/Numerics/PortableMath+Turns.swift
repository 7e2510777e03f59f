extension PortableMath {
    /// Cosine and sine of an angle in whole turns: 0.25 is a right angle, and multiples of it are exact.
    package static func cosineAndSine(turns: Double) -> (cosine: Double, sine: Double) {
        let fraction = turns - turns.rounded()
        let quarters = (fraction * 4).rounded()
        let angle = (fraction - quarters / 4) * 2 * .pi
        let square = angle * angle
        // Taylor to the 17th power: |angle| ≤ π/4, so that what is left out is below 1e-17.
        var cosine = 1.0
        var sine = 1.0
        for term in stride(from: 16.0, through: 2, by: -2) {
            cosine = 1 - square / (term * (term - 1)) * cosine
            sine = 1 - square / (term * (term + 1)) * sine
        }
        sine *= angle
        switch Int(quarters) {
        case 0: return (cosine, sine)
        case 1: return (-sine, cosine)
        case -1: return (sine, -cosine)
        default: return (-cosine, -sine)
        }
    }
}
