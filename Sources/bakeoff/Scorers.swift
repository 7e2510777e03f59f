import Catalogs
import Media
import Scoring

/// The scorers a call needs: one a kind, since the default profile depends on it.
struct Scorers: Sendable {
    private let image: Scorer
    private let imageWithReference: Scorer
    private let audio: Scorer
    private let audioWithReference: Scorer

    init(
        data: ScoringData, metrics: String?, profile: String?, all: Bool, colours: ColourPolicy, fit: SizeFit, transcriber: Transcriber?,
        scorers: [ConfiguredScorer] = []
    )
        throws
    {
        let words = transcriber ?? .whisper
        let data = data.adding(scorers)
        do {
            if let profile {
                let scorer = try Scorer(
                    data: data, profile: try data.profile(profile), colours: colours, fit: fit, transcriber: words, scorers: scorers)
                (image, imageWithReference, audio, audioWithReference) = (scorer, scorer, scorer, scorer)
            } else if metrics != nil || all {
                let names = all ? nil : metrics?.split(separator: ",").map(String.init)
                let scorer = try Scorer(
                    data: data, profile: nil, metrics: names, colours: colours, fit: fit, transcriber: words, scorers: scorers)
                (image, imageWithReference, audio, audioWithReference) = (scorer, scorer, scorer, scorer)
            } else {
                image = try Self.standard(.image, false, data, colours, fit, words, scorers)
                imageWithReference = try Self.standard(.image, true, data, colours, fit, words, scorers)
                audio = try Self.standard(.audio, false, data, colours, fit, words, scorers)
                audioWithReference = try Self.standard(.audio, true, data, colours, fit, words, scorers)
            }
        } catch {
            Console.show(error, sources: [:])
            throw Status.usage
        }
    }

    private static func standard(
        _ kind: MediaKind, _ hasReference: Bool, _ data: ScoringData, _ colours: ColourPolicy, _ fit: SizeFit, _ words: Transcriber,
        _ scorers: [ConfiguredScorer]
    ) throws(Problems) -> Scorer {
        let profile = try ScoringData.defaultProfile(for: kind, hasReference: hasReference).map { name throws(Problems) in
            try data.profile(name)
        }
        return try Scorer(data: data, profile: profile, colours: colours, fit: fit, transcriber: words, scorers: scorers)
    }

    func scorer(for kind: MediaKind, hasReference: Bool) -> Scorer {
        if kind == .audio { hasReference ? audioWithReference : audio } else { hasReference ? imageWithReference : image }
    }

    /// Versions of every scorer in use, so that a document never hides that two differ.
    var version: String {
        var versions: [String] = []
        for version in [image, imageWithReference, audio, audioWithReference].map(\.version.description) where !versions.contains(version) {
            versions.append(version)
        }
        return versions.joined(separator: "+")
    }
}
