import CKernels

/// One row of a picture in CIELAB (D65, 2° observer).
package final class LabRow {
    package let width: Int
    /// L*, a* and b*.
    let rows: DoubleRows

    package init(width: Int) {
        self.width = width
        rows = DoubleRows(rows: 3, width: width)
    }

    /// Converts `width` samples of each of three rows of linear light of sRGB, 0…1.
    package func convert(red: UnsafePointer<Float>, green: UnsafePointer<Float>, blue: UnsafePointer<Float>) {
        ck_lab(red, green, blue, rows[0], rows[1], rows[2], width)
    }

    /// Writes the difference of each colour by CIEDE2000 with kL = kC = kH = 1 (ISO/CIE 11664-6; Sharma, Wu, Dalal 2005, Color Res.
    /// Appl. 30); equal colours give 0.
    ///
    /// - Precondition: equal widths.
    package func difference(from other: LabRow, into row: UnsafeMutablePointer<Float>) {
        ck_ciede2000(rows.sources, other.rows.sources, row, width)
    }
}
