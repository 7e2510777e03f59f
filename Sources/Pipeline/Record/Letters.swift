/// A, B … Z, AA, AB …: the short label of a branch in reports.
package enum Letters {
    package static func label(_ index: Int) -> String {
        let letter = String(UnicodeScalar(UInt8(65 + index % 26)))
        return index < 26 ? letter : label(index / 26 - 1) + letter
    }
}
