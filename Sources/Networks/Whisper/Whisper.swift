/// Whisper tiny.en (Radford et al., arXiv 2212.04356): what is said in English speech, decoded greedily without timestamps.
///
/// A value without state; any number of threads may transcribe with it at once.
package struct Whisper: Sendable {
    package static let sampleRate = 16_000
    /// Samples in one window, 30 s.
    package static let windowLength = LogMel.windowLength

    private let mel = LogMel()
    private let encoder: WhisperEncoder
    private let decoder: WhisperDecoder
    private let vocabulary: WhisperVocabulary

    /// - Throws: `WeightsError` where weights or tokens are not those of Whisper tiny.en.
    package init(_ weights: NamedTensors, vocabulary text: String, vocabularyPath: String) throws(WeightsError) {
        let weights = WhisperWeights(tensors: weights)
        encoder = try WhisperEncoder(weights)
        decoder = try WhisperDecoder(weights)
        vocabulary = try WhisperVocabulary(text, path: vocabularyPath)
    }

    /// What is said; longer sounds are heard in windows of 30 s, one after the other.
    ///
    /// - Parameter samples: at 16 kHz.
    package func transcript(of samples: [Float]) -> String {
        let windows = stride(from: 0, to: samples.count, by: Self.windowLength)
        let texts = windows.map { text(of: samples[$0..<min(samples.count, $0 + Self.windowLength)]) }
        return texts.filter { !$0.isEmpty }.joined(separator: " ")
    }

    /// What is said in one window of at most 30 s.
    package func text(of samples: ArraySlice<Float>) -> String {
        var memory = decoder.memory(of: encoder(mel(samples)))
        _ = decoder.step(WhisperVocabulary.startOfTranscript, &memory)
        var token = WhisperVocabulary.noTimestamps
        var tokens: [Int] = []
        while tokens.count < WhisperDecoder.longest {
            var likely = decoder.step(token, &memory)
            for id in vocabulary.suppressed { likely[id] = -.infinity }
            if tokens.isEmpty { for id in vocabulary.suppressedFirst { likely[id] = -.infinity } }
            token = likely.indices.reduce(0) { likely[$1] > likely[$0] ? $1 : $0 }
            if token == WhisperVocabulary.endOfText { break }
            tokens.append(token)
        }
        let text = vocabulary.text(of: tokens)
        return String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
