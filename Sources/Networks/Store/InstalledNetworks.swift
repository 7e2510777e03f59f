import Foundation
import Synchronization

/// The networks of this machine, read when they are first needed and once in a process.
package struct InstalledNetworks: Sendable {
    /// A network with the first digits of its file's SHA-256, which stand beside every number it gives.
    package struct Loaded<Network: Sendable>: Sendable {
        package let network: Network
        package let identity: String
    }

    private let store: NetworkStore

    package init(store: NetworkStore = NetworkStore()) { self.store = store }

    /// - Parameter own: a file of the same shape that the user names, in place of the installed one.
    /// - Throws: `WeightsError`, with what to do.
    package func distillMOS(_ own: String? = nil) throws(WeightsError) -> Loaded<DistillMOS> {
        try kept("distill-mos \(own ?? "")") { () throws(WeightsError) in
            let file = NetworkPackage.distillMOS.files[0]
            let data = if let own { try NetworkStore.read(own) } else { try store.bytes(of: file, in: .distillMOS) }
            let weights = try data.weights { bytes throws(WeightsError) in try TorchCheckpoint.read(bytes, path: own ?? file.name) }
            return Loaded(network: try DistillMOS(weights), identity: "\(file.name) \(NetworkStore.sha256(of: data).prefix(12))")
        }
    }

    /// - Throws: `WeightsError`, with what to do.
    package func dnsmos() throws(WeightsError) -> Loaded<DNSMOS> {
        try kept("dnsmos") { () throws(WeightsError) in
            var tensors: [NamedTensors] = []
            for file in NetworkPackage.dnsmos.files {
                let data = try store.bytes(of: file, in: .dnsmos)
                tensors.append(try data.weights { bytes throws(WeightsError) in try ONNXInitialisers.read(bytes, path: file.name) })
            }
            let hashes = NetworkPackage.dnsmos.files.map { "\($0.name) \($0.sha256.prefix(12))" }
            return Loaded(network: try DNSMOS(p835: tensors[0], p808: tensors[1]), identity: hashes.joined(separator: ", "))
        }
    }

    /// - Throws: `WeightsError`, with what to do.
    package func whisper() throws(WeightsError) -> Loaded<Whisper> {
        try kept("whisper") { () throws(WeightsError) in
            let package = NetworkPackage.whisper
            let data = try store.bytes(of: package.files[0], in: package)
            let vocabulary = try store.bytes(of: package.files[1], in: package)
            let weights = try data.weights { bytes throws(WeightsError) in try CTranslate2Model.read(bytes, path: package.files[0].name) }
            let network = try Whisper(
                weights, vocabulary: String(decoding: vocabulary, as: UTF8.self), vocabularyPath: package.files[1].name)
            return Loaded(network: network, identity: "Whisper tiny.en \(package.files[0].sha256.prefix(12))")
        }
    }

    /// Loading is done by one thread, and the others wait for it.
    private func kept<Network>(
        _ key: String, _ load: () throws(WeightsError) -> Loaded<Network>
    ) throws(WeightsError) -> Loaded<Network> {
        let result: Result<Loaded<Network>, WeightsError> = shelf.withLock { shelf in
            if let kept = shelf["\(store.folder) \(key)"] as? Loaded<Network> { return .success(kept) }
            do throws(WeightsError) {
                let loaded = try load()
                shelf["\(store.folder) \(key)"] = loaded
                return .success(loaded)
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }
}

extension Data {
    fileprivate func weights(
        _ read: (UnsafeRawBufferPointer) throws(WeightsError) -> NamedTensors
    ) throws(WeightsError) -> NamedTensors {
        let result: Result<NamedTensors, WeightsError> = withUnsafeBytes { bytes in
            do throws(WeightsError) { return .success(try read(bytes)) } catch { return .failure(error) }
        }
        return try result.get()
    }
}

private let shelf = Mutex<[String: any Sendable]>([:])
