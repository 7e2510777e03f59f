extension PortableMath {
    /// ln Γ(x) for x > 0 by Stirling's series after shifting the argument above 10; relative error below 1e-14.
    ///
    /// Abramowitz, Stegun, 6.1.41 and 6.1.15.
    static func logGamma(_ x: Double) -> Double {
        var shifted = x, product = 1.0
        while shifted < 10 {
            product *= shifted
            shifted += 1
        }
        let inverse = 1 / shifted, square = inverse * inverse
        let series = inverse * (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square * (1.0 / 1680 - square / 1188))))
        let halfLogTwoPi = 0.918_938_533_204_672_7
        return (shifted - 0.5) * log(shifted) - shifted + halfLogTwoPi + series - log(product)
    }
}
