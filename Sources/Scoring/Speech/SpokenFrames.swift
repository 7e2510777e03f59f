import Media

/// Envelope and pitch of speech every 5 ms at 16 kHz, for comparing two readings of the same words.
struct SpokenFrames: Sendable {
    static let (step, order) = (0.005, 24)
    /// Minutes of speech are compared sentence by sentence, not at once.
    static let longest = 120.0

    /// count × 24 mel-cepstral coefficients, without the level.
    let cepstra: [Double]
    /// Hz; 0 where there is no pitch.
    let pitches: [Double]
    var count: Int { pitches.count }

    /// - Parameter highest: Hz above which both sounds are taken to have nothing; nil for all there is.
    init(of speech: [Float], below highest: Double?) {
        let rate = AudioAnalysis.speechRate
        var samples = speech
        if let highest, highest < 0.95 * Double(rate) / 2 {
            let narrow = max(2000, Int(2 * highest / 100) * 100)
            samples = Array(resampled(resampled(speech, from: rate, to: narrow), from: narrow, to: rate).prefix(speech.count))
        }
        let track = PitchTrack(of: samples, sampleRate: rate)
        let envelope = SpectralEnvelope(of: samples, sampleRate: rate)
        let frames = Int(Double(samples.count) / Double(rate) / Self.step) + 1
        let pitches = (0..<frames).map { track.frequency(at: Double($0) * Self.step) }
        self.pitches = pitches
        cepstra = (0..<frames).flatMap { frame in
            envelope.melCepstrum(envelope.logarithm(at: Double(frame) * Self.step, pitch: pitches[frame]), order: Self.order)
        }
    }

    /// Euclidean distance of two frames.
    static func distance(_ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>) -> Double {
        var sum = 0.0
        for index in 0..<order {
            let difference = a[index] - b[index]
            sum += difference * difference
        }
        return sum.squareRoot()
    }

    /// Pairs of frames, and the sum of their distances, along the cheapest way through both (steps (1,1), (1,0), (0,1), each of weight 1).
    static func warped(_ a: SpokenFrames, _ b: SpokenFrames) -> (pairs: [(Int, Int)], total: Double) {
        let (rows, columns) = (a.count, b.count)
        var costs = [Double](repeating: .infinity, count: columns + 1), before = costs
        before[0] = 0
        var moves = [UInt8](repeating: 0, count: rows * columns)
        a.cepstra.withUnsafeBufferPointer { left in
            b.cepstra.withUnsafeBufferPointer { right in
                guard let x = left.baseAddress, let y = right.baseAddress else { return }
                for row in 0..<rows {
                    costs[0] = .infinity
                    for column in 0..<columns {
                        let (diagonal, up, beside) = (before[column], before[column + 1], costs[column])
                        let least = min(diagonal, up, beside)
                        moves[row * columns + column] = diagonal == least ? 0 : up == least ? 1 : 2
                        costs[column + 1] = least + distance(x + row * order, y + column * order)
                    }
                    before = costs
                }
            }
        }
        var (row, column, pairs) = (rows - 1, columns - 1, [(Int, Int)]())
        while row >= 0, column >= 0 {
            pairs.append((row, column))
            let move = moves[row * columns + column]
            if move != 2 { row -= 1 }
            if move != 1 { column -= 1 }
        }
        return (pairs.reversed(), before[columns])
    }

    /// Frame beside frame, as many as the shorter one has.
    static func paired(_ a: SpokenFrames, _ b: SpokenFrames) -> (pairs: [(Int, Int)], total: Double) {
        let pairs = (0..<min(a.count, b.count)).map { ($0, $0) }
        let total = a.cepstra.withUnsafeBufferPointer { left in
            b.cepstra.withUnsafeBufferPointer { right in
                pairs.reduce(0.0) { $0 + distance(left.baseAddress! + $1.0 * order, right.baseAddress! + $1.1 * order) }
            }
        }
        return (pairs, total)
    }
}
