import Foundation
import Media
import Testing

@testable import Composing

struct TextModesTests {
    private func compose(_ mode: String, _ inputs: [CompositionInput], in folder: CompositionFolder, _ yaml: String = "{}") throws -> String
    {
        let path = try #require(try compositionMode(mode, yaml: yaml)).compose(inputs, to: folder.stem).path
        return try String(contentsOfFile: path, encoding: .utf8)
    }

    private func text(_ text: String, _ branch: String, in folder: CompositionFolder, quality: Double? = nil) throws -> CompositionInput {
        let path = try #require(folder.add(Array(text.utf8), branch).path)
        return folder.input(branch, path, quality: quality, wins: quality != nil)
    }

    @Test func markdownHasAHeadingAVerdictAndTheTextAsItStands() throws {
        let folder = try CompositionFolder()
        let inputs = [
            try text("# no heading\n```swift\nlet a = 1\n```\n", "code", in: folder, quality: 81.34),
            folder.input("gone", nil, note: "timed_out"),
        ]
        let markdown = try compose("markdown", inputs, in: folder)
        #expect(
            markdown == """
                ## A code

                quality 81.3, **winner**

                ````text
                # no heading
                ```swift
                let a = 1
                ```
                ````

                ## A gone

                *No text: timed\\_out*

                """)
        #expect(try compose("markdown", [inputs[0]], in: folder, "{quote: true}").contains("> # no heading\n> ```swift\n"))
    }

    @Test func jsonKeepsEveryCharacter() throws {
        let folder = try CompositionFolder()
        let said = "She said \"→\"\n\tand\u{2028}left </script> 🙂\r\n"
        let path = try #require(folder.add(Array(said.utf8), "a").path)
        let input = CompositionInput(
            branch: "a", label: "A a", path: path, sha256: nil, quality: 12.5, isWinner: true, prompt: "Say it.", seed: 7)
        let json = try compose("json", [input, folder.input("b", nil, note: "cancelled")], in: folder)
        let list = try #require(JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]])
        #expect(list[0]["model"] as? String == "a" && list[0]["output"] as? String == said && list[0]["prompt"] as? String == "Say it.")
        #expect(list[0]["seed"] as? Int == 7 && list[0]["score"] as? Double == 12.5 && list[0]["is_winner"] as? Bool == true)
        #expect(list[1]["output"] is NSNull && list[1]["note"] as? String == "cancelled")
    }

    @Test func wordsThatDifferAreMarked() throws {
        let folder = try CompositionFolder()
        let diff = try compose(
            "diff", [text("A cat sat\non <b> mats.\n", "a", in: folder), text("A dog sat\non <b> mat.\n", "b", in: folder)], in: folder)
        #expect(diff.contains("A <del>cat</del><ins>dog</ins> sat\non &lt;b&gt; <del>mats</del><ins>mat</ins>.\n"))
        #expect(try folder.sidecar().measurements == ["words_same": 4, "words_removed": 2, "words_added": 2])
    }

    @Test func scriptsWithoutGapsAreComparedSignBySign() throws {
        let folder = try CompositionFolder()
        let diff = try compose("diff", [text("東京は晴れ", "a", in: folder), text("東京は雨", "b", in: folder)], in: folder)
        #expect(diff.contains("東京は<del>晴れ</del><ins>雨</ins>"))
    }

    @Test func anythingButTwoTextsIsRefused() throws {
        let folder = try CompositionFolder()
        let one = try text("x", "a", in: folder)
        for inputs in [[one], [one, one, one], [one, folder.input("b", nil)]] {
            #expect(throws: CompositionError.self) { try compose("diff", inputs, in: folder) }
        }
    }

    // MARK: Encodings

    @Test(arguments: [
        ([0x47, 0x72, 0xC3, 0xB6, 0xC3, 0x9F, 0x65], "Größe", true), ([0xEF, 0xBB, 0xBF, 0x61], "a", false),
        ([0xFF, 0xFE, 0x61, 0x00, 0x3D, 0xD8, 0x42, 0xDE], "a🙂", false), ([0xFE, 0xFF, 0x00, 0x61], "a", false),
        ([0x47, 0x72, 0xF6, 0xDF, 0x65, 0x20, 0x80, 0x93], "Größe €“", false),
    ])
    func encodingsAreRepairedAndSaid(_ bytes: [UInt8], _ expected: String, _ isRight: Bool) throws {
        let (text, repair) = RepairedText.decoded(Data(bytes))
        #expect(text == expected && (repair == nil) == isRight)
        // A slice counts from elsewhere.
        #expect(RepairedText.decoded(Data([0, 0] + bytes).dropFirst(2)).text == expected)
    }

    @Test(arguments: ["markdown", "json", "diff"])
    func filesInOtherEncodingsAreReadAsTexts(_ mode: String) throws {
        let folder = try CompositionFolder()
        let letters = [UInt8]([0x47, 0x72, 0xF6, 0xDF, 0x65]), wide = [UInt8]([0xFF, 0xFE, 0x61, 0x00, 0xE9, 0x00, 0x0A, 0x00])
        let merged = try compose(mode, [folder.add(letters, "latin"), folder.add(wide, "wide")], in: folder)
        #expect(merged.contains("Größe") && merged.contains("aé"))
        let inputs = try folder.sidecar().inputs
        #expect(inputs.allSatisfy { $0.text?.isExact == false && $0.text?.repair != nil })
        let binary = try folder.add([0x47, 0xF6, 0x00, 0x01], "binary")
        #expect(throws: MediaError.self) { try compose("markdown", [binary], in: folder) }
        // Where no text is asked for, such a file is of no known kind.
        #expect(throws: MediaError.self) { try compositionMode("sheet", yaml: "{}")?.compose([folder.add(letters, "x")], to: folder.stem) }
    }

    @Test func aLabelOfADifferenceIsNoMarkdown() throws {
        let folder = try CompositionFolder()
        let hostile = CompositionInput(
            branch: "a", label: "**b** [x](http://y)\n# <i>", path: try folder.add(Array("x".utf8), "a").path, sha256: nil, quality: nil,
            isWinner: false)
        let diff = try compose("diff", [hostile, text("y", "b", in: folder)], in: folder)
        #expect(diff.hasPrefix("<del>\\*\\*b\\*\\* \\[x\\](http://y) \\# \\<i\\></del> → <ins>A b</ins>:"))
    }

    // MARK: Difference

    @Test func editsGiveBothTextsBackWithTheFewestChanges() {
        var state: UInt64 = 5
        func next(_ count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % count
        }
        for _ in 0..<300 {
            let letters = ["a", "b", "c"].map { Substring($0) }
            let a = (0..<next(14)).map { _ in letters[next(3)] }, b = (0..<next(14)).map { _ in letters[next(3)] }
            let edits = SequenceDifference(from: a, to: b).edits
            #expect(edits.flatMap { $0.kept + $0.removed } == a && edits.flatMap { $0.kept + $0.added } == b)
            #expect(edits.map(\.kept.count).reduce(0, +) == Self.longestCommon(a, b))
        }
    }

    /// Length of the longest common subsequence, by the table.
    private static func longestCommon(_ a: [Substring], _ b: [Substring]) -> Int {
        var table = Array(repeating: Array(repeating: 0, count: b.count + 1), count: a.count + 1)
        for i in a.indices {
            for j in b.indices { table[i + 1][j + 1] = a[i] == b[j] ? table[i][j] + 1 : max(table[i][j + 1], table[i + 1][j]) }
        }
        return table[a.count][b.count]
    }
}

struct BundleTests {
    @Test func everyKindIsCopiedByteByByte() throws {
        let folder = try CompositionFolder()
        let hostile = try folder.add(Array("text".utf8), "note")
        let inputs = [
            try folder.pair(of: .image)[0], try folder.pair(of: .audio)[1],
            CompositionInput(branch: "../../up", label: "up", path: hostile.path, sha256: nil, quality: nil, isWinner: false),
        ]
        let composite = try #require(compositionMode("bundle")).compose(inputs, to: folder.stem)
        #expect(try folder.names() == ["out/01-first.png", "out/02-second.wav", "out/03-______up", "out/manifest.json"])
        #expect(try folder.bytes("out/01-first.png") == folder.bytes("in/first.png") && composite.path.hasSuffix("out/manifest.json"))
    }
}
