import Foundation
import Media
import Networks

/// What puts speech into words.
package struct Transcriber: Sendable {
    /// Stands beside the numbers that come of it.
    package let name: String
    private let transcribe: @Sendable (_ speech: [Float], _ path: String?) throws -> String

    package init(name: String, transcribe: @escaping @Sendable (_ speech: [Float], _ path: String?) throws -> String) {
        self.name = name
        self.transcribe = transcribe
    }

    /// - Parameters:
    ///   - speech: one channel at 16 kHz.
    ///   - path: the file it was read from.
    /// - Throws: `Missing`, with what to do.
    func callAsFunction(_ speech: [Float], path: String?) throws -> String { try transcribe(speech, path) }

    /// Whisper tiny.en, in this process.
    package static let whisper = Transcriber(name: "Whisper tiny.en, greedy") { speech, _ in
        try SpeechNetworks.whisper().network.transcript(of: speech)
    }
}

/// The networks that hear speech, or why there is no reading.
enum SpeechNetworks {
    static func distillMOS(_ own: String?) throws -> InstalledNetworks.Loaded<DistillMOS> {
        try wanted("distill-mos") { () throws(WeightsError) in try InstalledNetworks().distillMOS(own) }
    }

    static func dnsmos() throws -> InstalledNetworks.Loaded<DNSMOS> {
        try wanted("dnsmos") { () throws(WeightsError) in try InstalledNetworks().dnsmos() }
    }

    static func whisper() throws -> InstalledNetworks.Loaded<Whisper> {
        try wanted("whisper-tiny-en") { () throws(WeightsError) in try InstalledNetworks().whisper() }
    }

    private static func wanted<Network>(_ name: String, _ load: () throws(WeightsError) -> Network) throws -> Network {
        do {
            return try load()
        } catch {
            throw Missing(.unavailable, "needs the network \(name): \(error)")
        }
    }
}
