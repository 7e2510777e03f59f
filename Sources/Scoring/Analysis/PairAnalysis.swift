import CKernels
import Synchronization

/// A picture beside its reference, of the same size; what several metrics need of the pair is made once.
struct PairAnalysis {
    let candidate: ImageAnalysis
    let reference: ImageAnalysis
    fileprivate let results: PairResults

    /// Structural similarity of luma at full size.
    var luma: StructuralSimilarity.Means {
        results.luma.value {
            let scale = SimilarityScale(width: candidate.width, height: candidate.height)
            forEachLumaRow { _, row, other in scale.take(other, row) }
            return scale.means
        }
    }

    /// Structural similarity of luma at a half, a quarter, an eighth and a sixteenth of the size.
    ///
    /// - Precondition: windows fit the smallest.
    var coarserLuma: [StructuralSimilarity.Means] {
        results.coarserLuma.value {
            let scales = SimilarityScale.cascade(width: candidate.width, height: candidate.height, count: 5, finest: false)
            forEachLumaRow { _, row, other in scales[0].take(other, row) }
            return scales.dropFirst().map(\.means)
        }
    }

    /// Colour differences of all pixels.
    var colourDifference: ColourDifference { results.colourDifference.value { ColourDifference(of: self) } }

    /// Row after row of luma 0…255, of the candidate and of the reference; valid during the call.
    func forEachLumaRow(_ body: (_ y: Int, _ row: UnsafePointer<Float>, _ other: UnsafePointer<Float>) -> Void) {
        var reader = LumaRow(of: candidate), otherReader = LumaRow(of: reference)
        let rows = RowRing(rows: 2, width: candidate.width)
        for y in 0..<candidate.height {
            reader.read(y, into: rows[0])
            otherReader.read(y, into: rows[1])
            body(y, rows[0], rows[1])
        }
    }

    /// Row after row of both pictures in colour 0…255.
    func forEachColourRow(_ body: (_ y: Int, _ row: borrowing ColourRow, _ other: borrowing ColourRow) -> Void) {
        var row = ColourRow(width: candidate.width)
        var other = row
        for y in 0..<candidate.height {
            row.read(y, of: candidate.image, over: candidate.background)
            other.read(y, of: reference.image, over: reference.background)
            body(y, row, other)
        }
    }
}

/// The pairs that a picture was part of, for as long as the other picture lives.
final class PairMemory: Sendable {
    private struct Entry {
        weak var reference: ImageAnalysis?
        let results: PairResults
    }

    private let entries = Mutex<[Entry]>([])

    fileprivate func results(beside reference: ImageAnalysis) -> PairResults {
        entries.withLock { entries in
            entries.removeAll { $0.reference == nil }
            if let known = entries.first(where: { $0.reference === reference }) { return known.results }
            let results = PairResults()
            entries.append(Entry(reference: reference, results: results))
            return results
        }
    }
}

extension ImageAnalysis {
    /// This picture beside a reference; the same results for the same two objects, whichever thread asks.
    ///
    /// - Throws: `Missing` when there is no reference, or its size differs.
    func comparison(with reference: ImageAnalysis?) throws(Missing) -> PairAnalysis {
        let reference = try matched(to: reference)
        return PairAnalysis(candidate: self, reference: reference, results: pairs.results(beside: reference))
    }
}

fileprivate final class PairResults: Sendable {
    let luma = Once<StructuralSimilarity.Means>()
    let coarserLuma = Once<[StructuralSimilarity.Means]>()
    let colourDifference = Once<ColourDifference>()
}
