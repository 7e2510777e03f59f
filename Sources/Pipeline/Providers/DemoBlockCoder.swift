import Foundation

/// What baseline JPEG loses (ITU-T T.81): colour conversion, 8 × 8 cosine transform, quantisation by the tables of its annex K.
struct DemoBlockCoder {
    private let luma: [Float]
    private let chroma: [Float]
    private let basis: [Float]

    /// - Parameter quality: 1…100, scaled as the Independent JPEG Group's encoder does.
    init(quality: Int) {
        let scale = quality < 50 ? 5000 / quality : 200 - 2 * quality
        func scaled(_ table: [Int]) -> [Float] { table.map { Float(min(255, max(1, ($0 * scale + 50) / 100))) } }
        luma = scaled(Self.lumaTable)
        chroma = scaled(Self.chromaTable)
        basis = (0..<64).map { i in
            let (k, n) = (i / 8, i % 8)
            return Float((k == 0 ? (1.0 / 8).squareRoot() : 0.5) * cos(Double(2 * n + 1) * Double(k) * .pi / 16))
        }
    }

    func coded(_ picture: CodePlanes) -> CodePlanes {
        let (r, g, b) = (picture.planes[0], picture.planes[1], picture.planes[2])
        var y = r.indices.map { 0.299 * r[$0] + 0.587 * g[$0] + 0.114 * b[$0] - 128 }
        var blue = r.indices.map { -0.168736 * r[$0] - 0.331264 * g[$0] + 0.5 * b[$0] }
        var red = r.indices.map { 0.5 * r[$0] - 0.418688 * g[$0] - 0.081312 * b[$0] }
        quantise(&y, picture.width, picture.height, luma)
        quantise(&blue, picture.width, picture.height, chroma)
        quantise(&red, picture.width, picture.height, chroma)
        var result = picture
        for i in r.indices {
            result.planes[0][i] = y[i] + 128 + 1.402 * red[i]
            result.planes[1][i] = y[i] + 128 - 0.344136 * blue[i] - 0.714136 * red[i]
            result.planes[2][i] = y[i] + 128 + 1.772 * blue[i]
        }
        return result
    }

    private func quantise(_ plane: inout [Float], _ width: Int, _ height: Int, _ table: [Float]) {
        for top in stride(from: 0, to: height, by: 8) {
            for left in stride(from: 0, to: width, by: 8) {
                var block = (0..<64).map { plane[min(height - 1, top + $0 / 8) * width + min(width - 1, left + $0 % 8)] }
                block = transformed(block, inverse: false)
                for i in 0..<64 { block[i] = (block[i] / table[i]).rounded() * table[i] }
                block = transformed(block, inverse: true)
                for i in 0..<64 where top + i / 8 < height && left + i % 8 < width {
                    plane[(top + i / 8) * width + left + i % 8] = block[i]
                }
            }
        }
    }

    private func transformed(_ block: [Float], inverse: Bool) -> [Float] {
        func matrix(_ k: Int, _ n: Int) -> Float { inverse ? basis[n * 8 + k] : basis[k * 8 + n] }
        var half = [Float](repeating: 0, count: 64)
        var whole = half
        for row in 0..<8 {
            for k in 0..<8 {
                var sum: Float = 0
                for n in 0..<8 { sum += matrix(k, n) * block[row * 8 + n] }
                half[row * 8 + k] = sum
            }
        }
        for column in 0..<8 {
            for k in 0..<8 {
                var sum: Float = 0
                for n in 0..<8 { sum += matrix(k, n) * half[n * 8 + column] }
                whole[k * 8 + column] = sum
            }
        }
        return whole
    }

    private static let lumaTable = [
        16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51, 87, 80, 62,
        18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100,
        103, 99,
    ]

    private static let chromaTable = [
        17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99, 47, 66, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
    ]
}
