/// Lines on which the elements of the top-level array `answers` begin in a JSON text that has been read already.
struct AnswerLines {
    /// From 1, one of each answer.
    let lines: [Int]

    init(_ text: some Sequence<UInt8>) {
        var lines: [Int] = []
        var line = 1, depth = 0
        var isString = false, isEscaped = false
        var string: [UInt8] = [], key: [UInt8] = []
        for byte in text {
            if byte == UInt8(ascii: "\n") { line += 1 }
            if isString {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isString = false
                } else if depth == 1 {
                    string.append(byte)
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""):
                isString = true
                string = []
            case UInt8(ascii: ":") where depth == 1: key = string
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                if depth == 2, byte == UInt8(ascii: "{"), key.elementsEqual("answers".utf8) { lines.append(line) }
                depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            default: break
            }
        }
        self.lines = lines
    }
}
