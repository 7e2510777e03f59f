import CNetworks

/// Whisper's decoder: gives the next token after those so far, listening to what the encoder made.
struct WhisperDecoder: Sendable {
    private let embeddings: [Float]
    private let positions: [Float]
    private let blocks: [DecoderBlock]
    private let norm: LayerNorm
    private let projection: Dense
    let vocabulary: Int

    /// The most tokens that a text may have, half of the positions there are.
    static let longest = 224

    init(_ weights: WhisperWeights) throws(WeightsError) {
        let width = WhisperWeights.width
        vocabulary = 51_864
        let table = try weights.tensors.tensor("decoder/embeddings/weight", [vocabulary, width])
        embeddings = table.values
        projection = Dense(weight: table)
        positions = try weights.tensors.tensor("decoder/position_encodings/encodings", [448, width]).values
        var blocks: [DecoderBlock] = []
        for layer in 0..<4 { blocks.append(try DecoderBlock(weights, "decoder/layer_\(layer)")) }
        self.blocks = blocks
        norm = try weights.norm("decoder")
    }

    /// What one text under way remembers.
    struct Memory {
        fileprivate var layers: [DecoderBlock.Memory]
        fileprivate var length = 0
    }

    /// - Parameter heard: the encoder's rows.
    func memory(of heard: [Float]) -> Memory { Memory(layers: blocks.map { $0.memory(of: heard) }) }

    /// Takes one token and gives how likely each is to be the next, unscaled.
    func step(_ token: Int, _ memory: inout Memory) -> [Float] {
        let width = WhisperWeights.width
        var row = Array(embeddings[token * width..<(token + 1) * width])
        cn_add(&row, Array(positions[memory.length * width..<(memory.length + 1) * width]), width)
        for index in blocks.indices { blocks[index](&row, &memory.layers[index]) }
        memory.length += 1
        norm(&row)
        return projection(row)
    }
}

/// Attention to the text so far, attention to the sound, and a feed-forward part.
private struct DecoderBlock: Sendable {
    private let own: SelfAttention
    private let crossNorm: LayerNorm
    private let (query, keyValue, crossOut): (Dense, Dense, Dense)
    private let forward: FeedForward

    struct Memory {
        /// Key and value of each token so far, beside each other.
        var text: [Float] = []
        let sound: AttentionMemory
    }

    init(_ weights: WhisperWeights, _ name: String) throws(WeightsError) {
        let width = WhisperWeights.width
        own = try SelfAttention(weights, name)
        crossNorm = try weights.norm("\(name)/attention")
        query = try weights.dense("\(name)/attention/linear_0", width, width)
        keyValue = try weights.dense("\(name)/attention/linear_1", 2 * width, width)
        crossOut = try weights.dense("\(name)/attention/linear_2", width, width)
        forward = try FeedForward(weights, name)
    }

    func memory(of heard: [Float]) -> Memory { Memory(sound: Self.memory(keyValue(heard))) }

    private static func memory(_ keyValues: [Float]) -> AttentionMemory {
        let width = WhisperWeights.width
        return keyValues.withUnsafeBufferPointer { pairs in
            AttentionMemory(
                keys: pairs.baseAddress!, values: pairs.baseAddress! + width, step: 2 * width, rows: pairs.count / (2 * width),
                width: width, heads: WhisperWeights.heads)
        }
    }

    func callAsFunction(_ row: inout [Float], _ memory: inout Memory) {
        let width = WhisperWeights.width
        var normed = row
        own.norm(&normed)
        let fused = own.fused(normed)
        memory.text += fused[width...]
        cn_add(&row, own.out(Self.memory(memory.text).attend(fused, step: width, count: 1)), width)
        normed = row
        crossNorm(&normed)
        cn_add(&row, crossOut(memory.sound.attend(query(normed), step: width, count: 1)), width)
        forward(&row)
    }
}
