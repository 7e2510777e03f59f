extension Double {
    /// The number for a sentence: three significant digits, but never a rounded whole part; `12.3`, `0.00123`, `22050`.
    package var brief: String {
        guard isFinite else { return description }
        guard abs(self) < 100 else { return abs(self) < 1e15 ? String(Int(rounded())) : description }
        guard self != 0 else { return "0" }
        var step = 1.0
        while abs(self) * step < 100, step < 1e9 { step *= 10 }
        let text = String((self * step).rounded() / step)
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
