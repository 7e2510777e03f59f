import TestSupport
import Testing

@testable import Scoring

@Suite struct SymmetricEigenTests {
    @Test func aKnownMatrixHasItsValues() {
        let eigen = SymmetricEigen([2, 1, 0, 1, 2, 0, 0, 0, 5], size: 3)
        #expect(zip(eigen.values.sorted(), [1, 3, 5]).allSatisfy { abs($0 - $1) < 1e-14 })
    }

    @Test func vectorsTimesValuesGiveTheMatrixBack() {
        var random = SplitMix(seed: 5)
        let size = 36
        var matrix = [Double](repeating: 0, count: size * size)
        for i in 0..<size {
            for j in i..<size {
                matrix[i * size + j] = Double(random.next() % 2001) / 1000 - 1
                matrix[j * size + i] = matrix[i * size + j]
            }
        }
        let eigen = SymmetricEigen(matrix, size: size)
        for i in 0..<size {
            for j in 0..<size {
                let back = (0..<size).reduce(0.0) { $0 + eigen.vectors[i][$1] * eigen.values[$1] * eigen.vectors[j][$1] }
                #expect(abs(back - matrix[i * size + j]) < 1e-12)
            }
        }
    }

    @Test func oneNumberAndNoneAreMatricesToo() {
        #expect(SymmetricEigen([7], size: 1).values == [7])
        #expect(SymmetricEigen([], size: 0).values.isEmpty)
        #expect(SymmetricEigen([0, 0, 0, 0], size: 2).values == [0, 0])
    }
}
