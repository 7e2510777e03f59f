import Catalogs
import Foundation
import Media

/// Measures files: decodes each once, runs the metrics and gates that are wanted, and fuses them under a profile.
///
/// Without state: any number of tasks may score with it at once. A reference, since groups with it are copied for every cell.
package final class Scorer: Sendable {
    package let profile: ScoringProfile?
    /// Stands beside every score.
    package let version: ScoringVersion
    /// What readings and gates depend on besides the file: while it is the same, a change of weights or curves needs no new reading.
    package let measuring: ScoringVersion
    /// How embedded profiles are taken.
    private let colours: ColourPolicy
    private let fit: SizeFit
    private let transcriber: Transcriber
    /// Those of the user's.
    package let scorers: [ConfiguredScorer]
    private let fusion: Fusion?
    private let data: ScoringData
    private let image: Bench<ImageAnalysis>
    private let audio: Bench<AudioAnalysis>

    /// - Parameters:
    ///   - profile: decides quality; without one there are readings only.
    ///   - metrics: what to read besides what the profile needs; nil without a profile is every metric there is.
    ///   - colours: how embedded profiles are taken.
    ///   - fit: what becomes of a picture of another size than its reference.
    ///   - transcriber: puts speech into words, for word errors.
    ///   - scorers: the user's own; those of the file's kind are all asked.
    /// - Throws: every unknown metric and every setting that a metric refuses.
    package init(
        data: ScoringData, profile: ScoringProfile?, metrics: [String]? = nil, colours: ColourPolicy = .shown, fit: SizeFit = .refuse,
        transcriber: Transcriber = .whisper, scorers: [ConfiguredScorer] = []
    ) throws(Problems) {
        let data = data.adding(scorers)
        let wanted = metrics ?? (profile == nil ? data.metrics.filter { $0.needs != .scorer }.map(\.name) : [])
        var problems = wanted.filter { name in !data.metrics.contains { $0.name == name } }.map { name in
            Problem("no metric called '\(name.prefix(60))'", remedy: suggestion(for: name, among: data.metrics.map(\.name)))
        }
        image = Bench(
            .image, profile, wanted, data.gates, types: MetricCatalog.image, facts: GateFacts.image, scorers: scorers,
            problems: &problems)
        audio = Bench(
            .audio, profile, wanted, data.gates, types: MetricCatalog.audio, facts: GateFacts.audio, scorers: scorers,
            problems: &problems)
        try Problems.throwIfAny(problems)
        self.profile = profile
        self.colours = colours
        self.fit = fit
        self.transcriber = transcriber
        self.scorers = scorers
        fusion = profile.map(Fusion.init)
        self.data = data
        version = data.version(for: profile, transcriber: transcriber, scorers: scorers)
        measuring = data.measuringVersion(of: profile, metrics: wanted, transcriber: transcriber, scorers: scorers)
    }

    /// Scores a file.
    ///
    /// - Parameters:
    ///   - kind: what the file should be.
    ///   - reference: the path of what it should equal.
    ///   - transcript: what should be heard in it.
    ///   - prompt: what a model was asked for; for the user's scorers.
    ///   - text: what a picture should show in words, where the prompt does not quote it; for the user's scorers.
    ///   - maps: where the maps of the metrics that have one go; without a reference there are none.
    ///   - threads: how many cores may work on this one file; the numbers do not depend on it.
    /// - Throws: `MediaError` for the file or its reference when either cannot be read, or is not of the kind.
    package func score(
        path: String, kind: MediaKind, reference: String? = nil, transcript: String? = nil, prompt: String? = nil, text: String? = nil,
        limits: MediaLimits = .standard, maps: MapPlace? = nil, threads: Int = 1
    ) throws(MediaError) -> Scorecard {
        let question = ScorerQuestion(
            path: Self.absolute(path), prompt: prompt, reference: reference.map(Self.absolute), transcript: transcript, text: text)
        switch kind {
        case .image:
            let (picture, original) = try PixelImage.read(path, beside: reference, limits: limits, threads: threads, colours: colours)
            let stored = ImageAnalysis(picture)
            var analysis = stored, other: ImageAnalysis?
            if let original {
                let pair = try fit.fitted(picture, to: original)
                if pair.done != nil { analysis = ImageAnalysis(pair.0, fitting: pair.done) }
                other = ImageAnalysis(pair.1)
            }
            var card = card(image.measure(analysis, against: other, transcript: nil, threads: threads, question: question), of: .image)
            card.facts = MediaFacts(of: picture)
            card.facts?.perceptualHash = PerceptualHash(of: stored)
            if let maps, let other { card.maps = try MapWriting(place: maps).write(image.metrics, of: analysis, against: other) }
            return card
        case .audio:
            let clip = try AudioClip.read(path, limits: limits, streaming: true)
            var original: AudioClip?
            if let reference { original = try AudioClip.read(reference, limits: limits, streaming: true) }
            let task = SpeechTask(said: transcript, path: path, threads: threads, transcriber: transcriber)
            var card = score(AudioAnalysis(clip, task: task), reference: original.map { AudioAnalysis($0) }, question)
            card.facts = MediaFacts(of: clip)
            return card
        case .text, .video:
            throw MediaError(.unsupported, path, "\(kind.rawValue) is carried and listed, not scored")
        }
    }

    /// Scores a decoded picture.
    package func score(_ picture: PixelImage, reference: PixelImage? = nil) -> Scorecard {
        card(image.measure(ImageAnalysis(picture), against: reference.map { ImageAnalysis($0) }, transcript: nil), of: .image)
    }

    /// Scores a decoded sound.
    package func score(_ clip: AudioClip, reference: AudioClip? = nil, transcript: String? = nil) -> Scorecard {
        let task = SpeechTask(said: transcript, transcriber: transcriber)
        return score(AudioAnalysis(clip, task: task), reference: reference.map { AudioAnalysis($0) })
    }

    private static func absolute(_ path: String) -> String { URL(fileURLWithPath: path).standardizedFileURL.path }

    private func score(_ sound: AudioAnalysis, reference: AudioAnalysis?, _ question: ScorerQuestion? = nil) -> Scorecard {
        var card = card(audio.measure(sound, against: reference, transcript: sound.task.said, question: question), of: .audio)
        card.speech = sound.heardSpeech
        return card
    }

    private func card(_ findings: Findings, of kind: MediaKind) -> Scorecard {
        guard let fusion, fusion.profile.kind == kind else { return Scorecard(readings: findings.readings, missing: findings.missing) }
        let readings = findings.readings.map { appraised($0, under: fusion.profile) }
        var card = Scorecard(profile: fusion.profile.name, readings: readings, missing: findings.missing, gates: findings.gates)
        let outcome = fusion.fuse(card)
        card.aspects = outcome.aspects
        card.coverage = outcome.coverage
        card.quality = Fusion.quality(of: outcome.fused, under: card.gates)
        return card
    }

    /// Whether a stored scorecard lacks a reading only because a scorer of the user's was broken off.
    package func isWorthAnotherTry(_ stored: Scorecard, asking question: ScorerQuestion) -> Bool {
        scorers.contains { $0.isWorthAnotherTry(stored, question) }
    }

    /// A scorecard of the same measuring version under these weights and curves.
    package func reappraised(_ stored: Scorecard) -> Scorecard { profile.map { data.appraise(stored, under: $0) } ?? stored }

    /// The reading with its worth and weight, when the profile weighs the metric.
    private func appraised(_ reading: Reading, under profile: ScoringProfile) -> Reading {
        guard let weight = profile.weight(of: reading.metric), let worth = data.cards[reading.metric]?.appraise(reading) else {
            return reading
        }
        var reading = reading
        reading.utility = worth.utility
        reading.weight = weight
        if worth.isOutsideCalibration { reading.flags.append(MetricCard.outsideFlag) }
        return reading
    }
}
