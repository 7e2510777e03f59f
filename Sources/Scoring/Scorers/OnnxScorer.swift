import CScorers
import Foundation
import Media
import Synchronization

/// Runs a model on every file; loaded when the first one comes.
final class OnnxScorer: ScorerSource {
    let title: String?
    private let model: OnnxModel
    private let session = Mutex<OnnxSession?>(nil)

    init(_ model: OnnxModel) {
        self.model = model
        title = "\(URL(fileURLWithPath: model.path).lastPathComponent) in ONNX Runtime"
    }

    func answer(_ question: ScorerQuestion) throws(Missing) -> ScorerAnswer {
        let session = try opened()
        let tensors: [OnnxTensor]
        do {
            tensors = try OnnxTensor.tensors(of: question.path, for: model.input)
        } catch {
            throw Missing(.failed, "the model cannot be given the file: \(error)")
        }
        guard !tensors.isEmpty else { throw Missing(.failed, "no samples") }
        var sum = 0.0
        for tensor in tensors { sum += try model.value(in: try session.run(tensor, output: model.output)) }
        return .value(sum / Double(tensors.count))
    }

    func end() { session.withLock { $0 = nil } }

    private func opened() throws(Missing) -> OnnxSession {
        try session.withLock { session throws(Missing) in
            if let session { return session }
            let opened = try OnnxSession(model)
            session = opened
            return opened
        }
    }
}

/// A loaded model with one thread; runs may overlap, as the library allows.
final class OnnxSession: @unchecked Sendable {
    private let model: OpaquePointer

    /// - Throws: `Missing` `.unavailable` where the library or the model cannot be loaded.
    init(_ model: OnnxModel) throws(Missing) {
        var error = [CChar](repeating: 0, count: 600)
        guard let opened = bakeoff_onnx_open(model.library, model.path, &error, error.count) else {
            throw Missing(.unavailable, "the model cannot be loaded: \(Self.words(error))")
        }
        self.model = opened
    }

    deinit { bakeoff_onnx_close(model) }

    func run(_ tensor: OnnxTensor, output: Int) throws(Missing) -> [Float] {
        var error = [CChar](repeating: 0, count: 600)
        var values = tensor.values
        var count = 0
        let result = bakeoff_onnx_run(
            model, &values, values.count, tensor.shape, tensor.shape.count, output, &count, &error, error.count)
        guard let result else { throw Missing(.failed, "the model cannot be run: \(Self.words(error))") }
        defer { free(result) }
        return Array(UnsafeBufferPointer(start: result, count: count))
    }

    private static func words(_ error: [CChar]) -> String {
        visibleLine(String(decoding: error.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self), limit: 300)
    }
}

extension ConfiguredScorer {
    /// A model in ONNX's format, run in this process by ONNX Runtime.
    ///
    /// - Parameter identity: the hash of the file, and what it is given.
    package init(name: String, metric: MetricDescription, identity: String, onnx model: OnnxModel) {
        self.init(name: name, metric: metric, identity: identity, source: OnnxScorer(model))
    }
}
