/// Which side of a stored picture is up: the Orientation tag of Exif (CIPA DC-008, 4.6.4; TIFF 6.0, section 8).
enum ExifOrientation {
    /// The orientation 1…8 that the first directory of a TIFF structure states; nil when there is none, or none that makes sense.
    static func read(_ tiff: UnsafeBufferPointer<UInt8>) -> Int? {
        // Some writers of WebP keep the name that only the segment of a JPEG has.
        let start = tiff.starts(with: Array("Exif\0\0".utf8)) ? 6 : 0
        let bytes = UnsafeBufferPointer(rebasing: tiff.dropFirst(start))
        guard bytes.count >= 8 else { return nil }
        let isLittle = bytes.starts(with: Array("II*\0".utf8))
        guard isLittle || bytes.starts(with: Array("MM\0*".utf8)) else { return nil }

        func number(_ place: Int, bytes count: Int) -> Int? {
            guard place <= bytes.count - count else { return nil }
            let digits = bytes[place..<place + count]
            return isLittle ? digits.reversed().reduce(0) { $0 << 8 | Int($1) } : digits.reduce(0) { $0 << 8 | Int($1) }
        }
        guard let directory = number(4, bytes: 4), let count = number(directory, bytes: 2) else { return nil }
        for entry in 0..<count {
            let place = directory + 2 + entry * 12
            guard let tag = number(place, bytes: 2) else { return nil }
            guard tag == 0x0112 else { continue }
            // One short number, in the first half of the value's field.
            guard number(place + 2, bytes: 2) == 3, number(place + 4, bytes: 4) == 1 else { return nil }
            return number(place + 8, bytes: 2).flatMap { (1...8).contains($0) ? $0 : nil }
        }
        return nil
    }
}
