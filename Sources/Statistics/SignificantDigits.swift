import Glibc

extension Double {
    /// The nearest number of so many significant decimal digits; halves go away from zero, so that −x rounds to −(x rounded).
    ///
    /// p values and limits are decided on in this form: the last bits of `cos` and `log` differ between platforms.
    package func rounded(digits: Int) -> Double {
        guard isFinite, self != 0 else { return self }
        let shift = digits - 1 - Int(floor(log10(magnitude)))
        let power = pow(10, Double(abs(shift)))
        let result = shift >= 0 ? (self * power).rounded() / power : (self / power).rounded() * power
        return result.isFinite ? result : self
    }
}
