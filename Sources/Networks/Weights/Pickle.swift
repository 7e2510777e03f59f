/// The part of Python's pickle, protocol 2, that a PyTorch file of weights needs: nothing is ever called, and every other opcode is
/// refused (docs.python.org, pickletools).
struct Pickle {
    indirect enum Value {
        case none
        case integer(Int)
        case text(String)
        case tuple([Value])
        case dictionary(Dictionary)
        case name(String)
        case storage(key: String, type: String)
        case tensor(storage: String, type: String, offset: Int, shape: [Int], steps: [Int])
        case mark
    }

    /// By reference, because what was put into the memo is filled later.
    final class Dictionary {
        var entries: [(String, Value)] = []
    }

    private var reader: ByteReader
    private let path: String
    private var stack: [Value] = []
    private var memo: [Int: Value] = [:]

    init(_ reader: ByteReader, path: String) {
        self.reader = reader
        self.path = path
    }

    mutating func value() throws(WeightsError) -> Value {
        while true {
            let code = try reader.number(UInt8.self)
            if code == 0x2E { return try pop() }
            try step(UInt8(code))
        }
    }

    private func refused(_ what: String) -> WeightsError { WeightsError(path, "is no plain file of weights: \(what)") }

    private mutating func pop() throws(WeightsError) -> Value {
        guard let value = stack.popLast() else { throw refused("its pickle takes more than it holds") }
        return value
    }

    private mutating func popToMark() throws(WeightsError) -> [Value] {
        var values: [Value] = []
        while true {
            let value = try pop()
            if case .mark = value { return values.reversed() }
            values.append(value)
        }
    }

    private mutating func step(_ code: UInt8) throws(WeightsError) {
        switch code {
        case 0x80: _ = try reader.take(1)
        case UInt8(ascii: "("): stack.append(.mark)
        case UInt8(ascii: "}"): stack.append(.dictionary(Dictionary()))
        case UInt8(ascii: ")"): stack.append(.tuple([]))
        case UInt8(ascii: "N"): stack.append(.none)
        case 0x88: stack.append(.integer(1))
        case 0x89: stack.append(.integer(0))
        case UInt8(ascii: "K"): stack.append(.integer(try reader.number(UInt8.self)))
        case UInt8(ascii: "M"): stack.append(.integer(try reader.number(UInt16.self)))
        case UInt8(ascii: "J"): stack.append(.integer(try reader.number(Int32.self)))
        case UInt8(ascii: "X"): stack.append(.text(try reader.text(try reader.number(UInt32.self))))
        case UInt8(ascii: "q"): memo[try reader.number(UInt8.self)] = stack.last
        case UInt8(ascii: "r"): memo[try reader.number(UInt32.self)] = stack.last
        case UInt8(ascii: "h"): try recall(try reader.number(UInt8.self))
        case UInt8(ascii: "j"): try recall(try reader.number(UInt32.self))
        case UInt8(ascii: "t"): stack.append(.tuple(try popToMark()))
        case 0x85, 0x86, 0x87: try makeTuple(Int(code) - 0x84)
        case UInt8(ascii: "c"): stack.append(.name(try line() + " " + line()))
        case UInt8(ascii: "Q"): try resolveStorage()
        case UInt8(ascii: "R"): try reduce()
        case UInt8(ascii: "s"): try setItems([try pop(), try pop()].reversed())
        case UInt8(ascii: "u"): try setItems(try popToMark())
        case UInt8(ascii: "b"): _ = try pop()
        default: throw refused("opcode \(code) at byte \(reader.position - 1)")
        }
    }

    private mutating func recall(_ index: Int) throws(WeightsError) {
        guard let value = memo[index] else { throw refused("it recalls what it never kept") }
        stack.append(value)
    }

    private mutating func makeTuple(_ count: Int) throws(WeightsError) {
        var values: [Value] = []
        for _ in 0..<count { values.append(try pop()) }
        stack.append(.tuple(values.reversed()))
    }

    private mutating func line() throws(WeightsError) -> String {
        var bytes: [UInt8] = []
        while true {
            let byte = UInt8(try reader.number(UInt8.self))
            guard byte != 0x0A else { return String(decoding: bytes, as: UTF8.self) }
            guard bytes.count < 200 else { throw refused("a name without an end") }
            bytes.append(byte)
        }
    }

    private mutating func resolveStorage() throws(WeightsError) {
        guard case .tuple(let parts) = try pop(), parts.count == 5, case .text("storage") = parts[0], case .name(let type) = parts[1],
            case .text(let key) = parts[2]
        else { throw refused("a reference that is no storage") }
        stack.append(.storage(key: key, type: type))
    }

    private mutating func reduce() throws(WeightsError) {
        guard case .tuple(let arguments) = try pop(), case .name(let name) = try pop() else { throw refused("a call without a name") }
        switch name {
        case "collections OrderedDict": stack.append(.dictionary(Dictionary()))
        case "torch._utils _rebuild_tensor_v2":
            guard arguments.count >= 4, case .storage(let key, let type) = arguments[0], case .integer(let offset) = arguments[1],
                let shape = integers(arguments[2]), let steps = integers(arguments[3])
            else { throw refused("a tensor without storage or shape") }
            stack.append(.tensor(storage: key, type: type, offset: offset, shape: shape, steps: steps))
        default: throw refused("it asks for \(name.prefix(80))")
        }
    }

    private func integers(_ value: Value) -> [Int]? {
        guard case .tuple(let values) = value else { return nil }
        var integers: [Int] = []
        for case .integer(let integer) in values where integer >= 0 { integers.append(integer) }
        return integers.count == values.count ? integers : nil
    }

    private mutating func setItems(_ items: [Value]) throws(WeightsError) {
        guard case .dictionary(let dictionary)? = stack.last, items.count.isMultiple(of: 2) else { throw refused("items without a home") }
        for index in stride(from: 0, to: items.count, by: 2) {
            guard case .text(let key) = items[index] else { throw refused("a key that is no text") }
            dictionary.entries.append((key, items[index + 1]))
        }
    }
}
