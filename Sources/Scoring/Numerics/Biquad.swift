/// Coefficients of a second-order section, a0 = 1: y = b0 x + b1 x′ + b2 x″ − a1 y′ − a2 y″.
package struct Biquad: Sendable, Hashable {
    package let b0, b1, b2, a1, a2: Double

    package init(b: (Double, Double, Double), a: (Double, Double)) {
        (b0, b1, b2) = b
        (a1, a2) = a
    }
}
