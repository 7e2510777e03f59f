import Foundation
import Media
import TestSupport
import Testing

@testable import Scoring

/// What runs without ONNX Runtime: how files become tensors, and which number is the value.
@Suite struct OnnxTensorTests {
    /// 2 × 1 pixels: (0, 51, 255) and (102, 153, 204).
    private let picture = PixelImage(width: 2, height: 1, channels: 3, samples: .eight([0, 51, 255, 102, 153, 204]))

    private func near(_ left: [Float], _ right: [Float]) -> Bool {
        left.count == right.count && zip(left, right).allSatisfy { abs($0 - $1) < 1e-6 }
    }

    @Test func layoutAndOrderOfColours() throws {
        var settings = OnnxModel.Picture()
        let planes = try OnnxTensor(picture, settings)
        #expect(planes.shape == [1, 3, 1, 2] && near(planes.values, [0, 0.4, 0.2, 0.6, 1, 0.8]))
        settings.layout = .nhwc
        settings.colours = .bgr
        let mixed = try OnnxTensor(picture, settings)
        #expect(mixed.shape == [1, 1, 2, 3] && near(mixed.values, [1, 0.2, 0, 0.8, 0.6, 0.4]))
        settings.colours = .gray
        let gray = try OnnxTensor(picture, settings)
        #expect(gray.shape == [1, 1, 2, 1] && near(gray.values, [0.587 * 0.2 + 0.114, 0.299 * 0.4 + 0.587 * 0.6 + 0.114 * 0.8]))
    }

    @Test func rangeMeanAndDeviation() throws {
        var settings = OnnxModel.Picture()
        settings.range = [-1, 1]
        settings.mean = [0.5, 0, -1]
        settings.std = [2, 1, 0.5]
        #expect(near(try OnnxTensor(picture, settings).values, [-0.75, -0.35, -0.6, 0.2, 4, 3.2]))
    }

    @Test func sizeAndTransparency() throws {
        var settings = OnnxModel.Picture()
        settings.size = (8, 8)
        settings.fit = .crop
        #expect(try OnnxTensor(SyntheticImage.scene(width: 40, height: 20), settings).shape == [1, 3, 8, 8])
        let clear = PixelImage(width: 1, height: 1, channels: 4, samples: .eight([0, 0, 0, 0]))
        #expect(try OnnxTensor(clear, OnnxModel.Picture()).values == [1, 1, 1], "on white")
    }

    @Test func soundsAreCutIntoWindowsOrFilledUp() {
        var settings = OnnxModel.Sound()
        settings.rate = 1_000
        settings.seconds = 0.004
        settings.hop = 0.002
        let samples = (0..<9).map(Float.init)
        #expect(OnnxTensor.windows(of: samples, settings).map(\.values) == [[0, 1, 2, 3], [2, 3, 4, 5], [4, 5, 6, 7]])
        #expect(OnnxTensor.windows(of: [1, 2, 3], settings).map(\.values) == [[1, 2, 3, 1]])
        settings.fill = .zeros
        #expect(OnnxTensor.windows(of: [1, 2, 3], settings).map(\.values) == [[1, 2, 3, 0]])
        #expect(OnnxTensor.windows(of: [], settings).isEmpty)
    }

    @Test func whichNumberIsTheValue() throws {
        var model = OnnxModel(path: "", library: "", input: .picture(.init()))
        model.index = 1
        #expect(try model.value(in: [1, 5, 9]) == 5)
        model.take = .mean
        #expect(try model.value(in: [1, 5, 9]) == 5)
        model.take = .softmax
        #expect(abs(try model.value(in: [0, 0]) - 0.5) < 1e-12)
        model.index = 7
        #expect(throws: Missing.self) { try model.value(in: [1]) }
    }

    @Test func withoutTheLibraryThereIsAReason() throws {
        let model = OnnxModel(path: "/none.onnx", library: "/no/such/lib.so", input: .picture(.init()))
        let scorer = ConfiguredScorer(name: "m", metric: try #require(.slot("aesthetics")), identity: "", onnx: model)
        guard case .failure(let missing) = scorer.reading(of: ScorerQuestion(path: "/x.png")) else { return #expect(Bool(false)) }
        #expect(missing.state == .unavailable && missing.reason.contains("the model cannot be loaded: /no/such/lib.so"))
    }
}

/// What needs ONNX Runtime; left out where it is not installed.
@Suite(.enabled(if: OnnxLibrary.find(nil) != nil)) struct OnnxScorerTests {
    private let library = OnnxLibrary.find(nil) ?? ""
    private let folder = Bundle.module.resourcePath! + "/Fixtures"

    @Test func aModelMadeByHandGivesTheNumbersWorkedOutByHand() throws {
        var model = OnnxModel(path: folder + "/onnx/tiny.onnx", library: library, input: .picture(.init()))
        let path = FileManager.default.temporaryDirectory.path + "/onnx-" + UUID().uuidString + ".png"
        defer { try? FileManager.default.removeItem(atPath: path) }
        // Means 0.2, 0.4, 0.6.
        try PixelImage(width: 2, height: 1, channels: 3, samples: .eight([0, 51, 255, 102, 153, 51])).writePNG(to: path)
        for (output, index, expected) in [(0, 0, 1.7), (0, 1, 0.15), (1, 2, 0.6)] {
            (model.output, model.index) = (output, index)
            guard case .value(let value) = try OnnxScorer(model).answer(ScorerQuestion(path: path)) else { return }
            #expect(abs(value - expected) < 1e-6)
        }
        model.output = 2
        #expect(throws: Missing.self) { try OnnxScorer(model).answer(ScorerQuestion(path: path)) }
    }

    @Test func manyTasksGetTheSameNumber() async throws {
        let scorer = OnnxScorer(OnnxModel(path: folder + "/onnx/tiny.onnx", library: library, input: .picture(.init())))
        let path = folder + "/image/chelsea.png"
        let answers = await withTaskGroup(of: ScorerAnswer?.self) { tasks in
            for _ in 0..<8 { tasks.addTask { try? scorer.answer(ScorerQuestion(path: path)) } }
            return await tasks.reduce(into: Set<ScorerAnswer?>()) { $0.insert($1) }
        }
        #expect(answers.count == 1 && answers.first != .some(nil))
    }

    private static let python = """
        import sys, numpy as n, onnxruntime as o
        options = o.SessionOptions(); options.intra_op_num_threads = 1
        session = o.InferenceSession(sys.argv[1], options)
        data = n.fromfile(sys.argv[2], dtype='<f4').reshape([int(x) for x in sys.argv[3].split(',')])
        print(*session.run(None, {session.get_inputs()[0].name: data})[0].flatten()[:2000])
        """

    /// Models that people publish: BAKEOFF_ONNX_MODELS is a folder with packages `speechmos` and `rapidocr_onnxruntime`.
    @Test(
        .enabled(if: ProcessInfo.processInfo.environment["BAKEOFF_ONNX_MODELS"] != nil),
        arguments: [
            ("speechmos/dnsmos_models/sig_bak_ovr.onnx", "144160"), ("rapidocr_onnxruntime/models/ch_PP-OCRv4_rec_infer.onnx", "3,48,320"),
        ])
    func publishedModelsGiveWhatPythonGives(model: String, rest: String) throws {
        let models = try #require(ProcessInfo.processInfo.environment["BAKEOFF_ONNX_MODELS"])
        let path = "\(models)/\(model)"
        let tensor: OnnxTensor
        if rest == "144160" {
            var sound = OnnxModel.Sound()
            sound.seconds = 9.01
            tensor = try #require(try OnnxTensor.tensors(of: folder + "/audio/" + speech, for: .sound(sound)).first)
        } else {
            var picture = OnnxModel.Picture()
            picture.size = (320, 48)
            picture.range = [-1, 1]
            tensor = try #require(try OnnxTensor.tensors(of: folder + "/image/chelsea.png", for: .picture(picture)).first)
        }
        let ours = try OnnxSession(OnnxModel(path: path, library: library, input: .picture(.init()))).run(tensor, output: 0)
        let file = FileManager.default.temporaryDirectory.path + "/onnx-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: file) }
        try tensor.values.withUnsafeBytes { Data($0) }.write(to: URL(fileURLWithPath: file))
        let printed = try Python.run(Self.python, path, file, tensor.shape.map(String.init).joined(separator: ","))
        let theirs = printed.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
        let most = zip(ours, theirs).map { abs(Double($0) - $1) }.max() ?? .infinity
        print("\(model): \(theirs.count) numbers, largest difference \(most)")
        #expect(theirs.count == min(2_000, ours.count) && most < 1e-3)
    }

    private var speech: String {
        (try? FileManager.default.contentsOfDirectory(atPath: folder + "/audio").filter { $0.hasSuffix(".flac") }.sorted().first) ?? ""
    }
}
