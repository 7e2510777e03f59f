import Media
import Testing

@Suite struct ContentHashTests {
    // FIPS 180-2, B.1 and B.3, and the well-known hash of nothing.
    static let vectors: [(bytes: [UInt8], hash: String)] = [
        ([], "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        (Array("abc".utf8), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        ([UInt8](repeating: 0x61, count: 1_000_000), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
    ]

    @Test(arguments: vectors)
    func publishedValuesComeOut(bytes: [UInt8], hash: String) throws {
        #expect(sha256Hex(bytes) == hash)
        let folder = try TemporaryFolder()
        #expect(try sha256Hex(ofFile: folder.file("a", bytes)) == hash)
    }

    @Test(arguments: [(1 << 20) - 1, 1 << 20, (1 << 20) + 1, 3 << 20])
    func blocksOfAFileJoin(count: Int) throws {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let folder = try TemporaryFolder()
        #expect(try sha256Hex(ofFile: folder.file("a", bytes)) == sha256Hex(bytes))
    }

    @Test func missingFileIsMissing() {
        #expect(mediaError { () throws(MediaError) in _ = try sha256Hex(ofFile: "/nowhere/at/all") }?.code == .missing)
    }
}
