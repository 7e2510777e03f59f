import Foundation
import Testing

@testable import Networks

/// Files of weights come from anywhere: whatever is in them, the answer is weights or one error.
@Suite struct WeightFileTests {
    private typealias Reader = (UnsafeRawBufferPointer) throws -> NamedTensors

    private let torch: Reader = { try TorchCheckpoint.read($0, path: "file") }
    private let ctranslate: Reader = { try CTranslate2Model.read($0, path: "file") }
    private let onnx: Reader = { try ONNXInitialisers.read($0, path: "file") }

    private func read(_ bytes: [UInt8], _ reader: Reader) throws -> NamedTensors { try bytes.withUnsafeBytes { try reader($0) } }

    /// A PyTorch file with one tensor, `w` of 2 × 3, as `torch.save({"w": …})` writes it.
    private var checkpoint: [UInt8] {
        let pickle: [UInt8] =
            [0x80, 2] + Array("}q".utf8) + [0] + Array("(".utf8) + text("w") + Array("ctorch._utils\n_rebuild_tensor_v2\n((".utf8)
            + text("storage") + Array("ctorch\nFloatStorage\n".utf8) + text("0") + text("cpu") + Array("K".utf8) + [6]
            + Array("tQK".utf8) + [0] + Array("K".utf8) + [2] + Array("K".utf8) + [3, 0x86] + Array("K".utf8) + [3] + Array("K".utf8)
            + [1, 0x86, 0x89] + Array("}tRu.".utf8)
        let values = (0..<6).flatMap { value in withUnsafeBytes(of: Float(value)) { Array($0) } }
        return archive([("a/data.pkl", pickle), ("a/data/0", values)])
    }

    private func text(_ text: String) -> [UInt8] { Array("X".utf8) + little(text.utf8.count, 4) + Array(text.utf8) }

    private func little(_ value: Int, _ count: Int) -> [UInt8] { (0..<count).map { UInt8(value >> (8 * $0) & 255) } }

    private func archive(_ entries: [(String, [UInt8])]) -> [UInt8] {
        var (file, directory) = ([UInt8](), [UInt8]())
        for (name, bytes) in entries {
            let sizes = little(bytes.count, 4) + little(bytes.count, 4) + little(name.utf8.count, 2) + little(0, 2)
            directory +=
                little(0x0201_4B50, 4) + little(0, 6) + little(0, 2) + little(0, 4) + little(0, 4) + sizes + little(0, 2) + little(0, 8)
                + little(file.count, 4) + Array(name.utf8)
            file += little(0x0403_4B50, 4) + little(0, 4) + little(0, 2) + little(0, 4) + little(0, 4) + sizes + Array(name.utf8) + bytes
        }
        let end = little(0x0605_4B50, 4) + little(0, 4) + little(entries.count, 2) + little(entries.count, 2)
        return file + directory + end + little(directory.count, 4) + little(file.count, 4) + little(0, 2)
    }

    @Test func aCheckpointIsRead() throws {
        let weights = try read(checkpoint, torch)
        #expect(weights.tensors["w"] == Tensor([2, 3], [0, 1, 2, 3, 4, 5]))
        #expect(throws: WeightsError.self) { try weights.tensor("w", [3, 2]) }
        #expect(throws: WeightsError("file", "has no weights called 'v'")) { try weights.tensor("v", [1]) }
    }

    @Test func aPickleThatCallsAnythingIsRefused() throws {
        let pickle = [0x80, 2] + Array("cos\nsystem\n(".utf8) + text("true") + Array("tR.".utf8)
        let error = #expect(throws: WeightsError.self) { try read(archive([("a/data.pkl", pickle)]), torch) }
        #expect(error?.problem.contains("os system") == true)
    }

    @Test(arguments: 0..<400)
    func damagedFilesGiveWeightsOrOneError(seed: Int) {
        var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
        func random(_ count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % max(1, count)
        }
        for reader in [torch, onnx, ctranslate] {
            var bytes = checkpoint
            for _ in 0...random(4) { bytes[random(bytes.count)] = UInt8(random(256)) }
            if random(3) == 0 { bytes.removeLast(random(bytes.count)) }
            do {
                _ = try read(bytes, reader)
            } catch {
                #expect(error is WeightsError)
            }
        }
    }

    @Test func emptyFilesAreNamed() {
        for reader in [torch, onnx, ctranslate] {
            #expect(throws: WeightsError.self) { try read([], reader) }
        }
    }

    @Test func halvesAndSinglesOfCTranslate2AreRead() throws {
        func name(_ text: String) -> [UInt8] { little(text.utf8.count + 1, 2) + Array(text.utf8) + [0] }
        let single = withUnsafeBytes(of: Float(0.5)) { Array($0) }
        let model =
            little(6, 4) + name("WhisperSpec") + little(3, 4) + little(3, 4) + name("a") + [1] + little(4, 4) + [4] + little(8, 4)
            + [0x00, 0x3C, 0x00, 0xC0, 0x01, 0x00, 0x66, 0x2E] + name("b") + [1] + little(1, 4) + [0] + little(4, 4) + single
            + name("c") + [0, 1] + little(1, 4) + [7]
        let weights = try read(model, ctranslate)
        #expect(weights.tensors["a"]?.values == [1, -2, 0x1p-24, 0.099975586])
        #expect(weights.tensors["b"]?.values == [0.5] && weights.tensors["c"] == nil)
    }
}
