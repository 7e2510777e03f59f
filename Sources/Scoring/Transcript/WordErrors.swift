/// One step of an alignment, with the words as they were written.
package struct AlignedWord: Sendable, Hashable, Codable {
    /// What happened to the word.
    package enum Kind: String, Sendable, Hashable, Codable {
        case same, substituted, deleted, inserted
    }

    /// What happened to the word.
    package let kind: Kind
    /// The text that was asked for; nil for an insertion.
    package let said: String?
    /// The text that was heard; nil for a deletion.
    package let heard: String?
}

/// Word errors of a recogniser's transcript against the text that a voice was asked to say.
///
/// Levenshtein distance over the words of `TranscriptNormaliser` with unit costs. Words that only differ in where they are cut
/// ("ice cream", "icecream") are hits. Where several alignments cost the same: match, then substitution, deletion, insertion.
package struct WordErrors: Sendable, Hashable {
    /// The version of the normaliser that both texts went through.
    package let normaliserVersion: Int
    /// S, D, I and N.
    package let count: ErrorCount
    /// Words of the reference that were heard as such; N = hits + S + D.
    package let hits: Int
    /// Words of the transcript after normalisation.
    package let heardWords: Int
    /// Both texts word by word.
    package let alignment: [AlignedWord]
    /// The texts were too long to compare in full: the errors are an upper bound.
    package let isUpperBound: Bool

    /// Compares two raw texts; any text is accepted.
    package init(said: String, heard: String) {
        self.init(said: TranscriptNormaliser.words(said), heard: TranscriptNormaliser.words(heard))
    }

    /// Compares words that are already normalised.
    package init(said: [NormalisedWord], heard: [NormalisedWord]) {
        let path = WordAlignment(said: said.map(\.text), heard: heard.map(\.text))
        let left = WordErrors.display(said), right = WordErrors.display(heard)
        var count = ErrorCount(units: said.count)
        var hits = 0
        var alignment: [AlignedWord] = []
        alignment.reserveCapacity(path.steps.count)
        var (i, j) = (0, 0)
        for step in path.steps {
            let a = left[i..<i + step.said].joined(separator: " "), b = right[j..<j + step.heard].joined(separator: " ")
            alignment.append(AlignedWord(kind: step.kind, said: step.said == 0 ? nil : a, heard: step.heard == 0 ? nil : b))
            switch step.kind {
            case .same: hits += step.said
            case .substituted: count.substitutions += 1
            case .deleted: count.deletions += 1
            case .inserted: count.insertions += 1
            }
            (i, j) = (i + step.said, j + step.heard)
        }
        normaliserVersion = TranscriptNormaliser.version
        self.count = count
        self.hits = hits
        heardWords = heard.count
        self.alignment = alignment
        isUpperBound = path.isBanded
    }

    /// Words heard as another one.
    package var substitutions: Int { count.substitutions }
    /// Words said and not heard.
    package var deletions: Int { count.deletions }
    /// Words heard and not said.
    package var insertions: Int { count.insertions }
    /// N, the words of the reference.
    package var words: Int { count.units }
    /// (S + D + I)/N, above 1 where much was inserted; nil without a reference.
    package var rate: Double? { count.rate }

    /// The transcript has more than twice the words of the reference: the recogniser ran on by itself.
    package var isRunaway: Bool { heardWords > 2 * words }

    /// The rate, at most 1 for a runaway transcript; nil without a reference.
    package var cappedRate: Double? { rate.map { isRunaway ? min($0, 1) : $0 } }

    /// The source of a word that has one to itself, its canonical text where several words share it.
    private static func display(_ words: [NormalisedWord]) -> [String] {
        words.indices.map { index in
            let stretch = words[index].stretch
            let isShared =
                (index > 0 && words[index - 1].stretch.overlaps(stretch))
                || (index + 1 < words.count && words[index + 1].stretch.overlaps(stretch))
            return isShared ? words[index].text : words[index].source
        }
    }
}
