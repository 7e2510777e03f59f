import Testing

@testable import Scoring

@Suite struct GeneralisedGaussianTests {
    /// Γ(½) = √π, Γ(5) = 24, Γ(10.5) and Γ(0.1) from SciPy 1.17.1, gammaln.
    @Test(arguments: [
        (0.5, 0.572_364_942_924_700_1), (1, 0), (5, 3.178_053_830_347_946), (10.5, 13.940_625_219_403_763),
        (0.1, 2.252_712_651_734_206), (15, 25.191_221_182_738_68),
    ])
    func logGammaIsThatOfTheTables(x: Double, expected: Double) {
        #expect(abs(PortableMath.logGamma(x) - expected) < 1e-13 * max(1, abs(expected)))
    }

    /// Moments of a Gaussian are those of shape 2, of a Laplacian those of shape 1.
    @Test func knownDistributionsHaveTheirShapes() {
        #expect(GeneralisedGaussian.shape(absoluteMean: (2 / Double.pi).squareRoot(), meanSquare: 1) == 2)
        #expect(GeneralisedGaussian.shape(absoluteMean: 1, meanSquare: 2) == 1)
        #expect(GeneralisedGaussian.shape(absoluteMean: 1, meanSquare: 1) == 10)
        #expect(GeneralisedGaussian.shape(absoluteMean: 1e-6, meanSquare: 1) == 0.2)
    }

    @Test func aSymmetricSampleHasNoMean() throws {
        let sums = SideSums(leftSquares: 50, rightSquares: 50, magnitudes: 79.788, leftCount: 50, rightCount: 50)
        let fit = try #require(GeneralisedGaussian.Asymmetric(sums, count: 100))
        #expect(abs(fit.shape - 2) < 0.01 && fit.meanOfSpreads == 0 && fit.meanOfScales == 0)
        #expect(fit.leftSquare == 1 && fit.scales.left == fit.scales.right)
    }

    @Test func aSideWithoutSamplesCannotBeFitted() {
        #expect(GeneralisedGaussian.Asymmetric(SideSums(rightSquares: 3, magnitudes: 3, rightCount: 3), count: 3) == nil)
    }
}
