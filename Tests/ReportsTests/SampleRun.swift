import Foundation
import Media
import Pipeline
import Scoring
import TestSupport

/// A run that never happened: media drawn in code in a folder of its own, and the record that a run would have made.
struct SampleRun {
    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("bakeoff-reports-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    func remove() throws { try FileManager.default.removeItem(at: folder) }

    func record(_ comparisons: [Comparison], warnings: [String] = [], gates: [ReleaseGateResult] = []) -> RunRecord {
        RunRecord(
            tool: ToolFacts(name: "bakeoff", version: "0.1.0", swift: "6.3", platform: "linux-x86_64"),
            run: RunFacts(
                id: "2026-11-23-a41f", pipeline: "storybook", description: "Covers and narrators for the storybook.",
                started: "2026-11-23T14:07:02Z", seconds: 847.2, costUsd: 3.21, costComplete: true, status: .complete,
                configSha256: String(repeating: "9c1f", count: 16), seed: 1000, cachedOutputs: 2,
                command: "bakeoff run storybook.yaml --seed 1000"),
            comparisons: comparisons, gates: gates, warnings: warnings)
    }

    // MARK: Comparisons

    /// Pictures: the first branch is the original scene, the others are ever blurrier; the last one fails in the last case.
    func pictures(branches: [String] = ["aurora-xl", "lumen-2", "pixelforge", "sketchlite"], cases: Int = 6, width: Int = 480) throws
        -> Comparison
    {
        let prompts = [
            "a red fox asleep under a paper moon", "harbour at dawn, woodcut style", "sign over a shop that says OPEN",
            "bears sharing soup in deep snow",
            "rooftop garden, late summer, gouache", "night train crossing a viaduct",
        ]
        let records = try (0..<cases).map { number in
            let scene = SyntheticImage.scene(width: width, height: width * 5 / 8 + number)
            let results = try branches.enumerated().map { index, branch in
                if index == branches.count - 1, index > 0, number == cases - 1 { return failed(branch, seed: number) }
                var result = ResultRecord(
                    branch: branch, repeat: 0, status: .ok, latency: 6.8 / Double(index + 1), tries: 1, seed: UInt64(1000 + number))
                let path = "outputs/images/img-0\(number + 1)/\(branch).png"
                try write(path) { try (index == 0 ? scene : scene.blurred(radius: index)).writePNG(to: $0) }
                (result.path, result.width, result.height) = (path, scene.width, scene.height)
                (result.mediaType, result.sha256, result.costUsd) = (
                    "image/png", "00\(index)\(number)", [0.04, 0.018, 0.012, 0.003][index % 4]
                )
                result.scorecard = card(
                    quality: 84 - Double(index) * 5 - Double((number * 7 + index * 5) % 11), sharpness: 920 / Double(index * index + 1))
                if number == 0 { result.scorecard?.maps = [try map(of: branch)] }
                return result
            }
            return CaseRecord(
                id: "img-0\(number + 1)", prompt: prompts[number % prompts.count], reference: nil, transcript: nil,
                tags: [number % 2 == 0 ? "animals" : "places"],
                columns: [:], results: results, verdicts: [verdict(results)])
        }
        return comparison("images", .image, branches, records, label: "better", scoring: "photo")
    }

    /// Voices: tones of different pitch and level; names of many branches.
    func voices(branches: [String], cases: Int = 3) throws -> Comparison {
        let sentences = [
            "The fox slept under a paper moon.", "How many bears does it take to share a soup?", "Night trains sing to the valley.",
        ]
        let records = try (0..<cases).map { number in
            let results = try branches.enumerated().map { index, branch in
                var result = ResultRecord(
                    branch: branch, repeat: 0, status: .ok, latency: 0.4 + Double(index) * 0.03, tries: 1, seed: UInt64(number))
                let path = "outputs/voices/vo-0\(number + 1)/\(branch).wav"
                let clip = Self.speechLike(
                    seconds: 1.4 + Double((index * 3 + number) % 5) * 0.15, pitch: 90 + Double(index) * 17,
                    level: 0.1 + Float(index % 4) * 0.2)
                try write(path) { try clip.write(to: $0) }
                (result.path, result.seconds, result.sampleRate, result.channels) = (path, clip.seconds, clip.sampleRate, 1)
                (result.mediaType, result.sha256) = ("audio/wav", "aa\(index)\(number)")
                result.scorecard = voiceCard(quality: 71 - Double(index) * 1.7 + Double((number * 5 + index * 7) % 6), index: index)
                return result
            }
            return CaseRecord(
                id: "vo-0\(number + 1)", prompt: sentences[number % sentences.count], reference: nil, transcript: nil, tags: [],
                columns: [:],
                results: results, verdicts: [verdict(results)])
        }
        return comparison("voices", .audio, branches, records, label: "not_enough_data", scoring: "tts-narration")
    }

    /// Harmonics with syllables and a little noise.
    static func speechLike(seconds: Double, pitch: Double, level: Float) -> AudioClip {
        var random = SplitMix(seed: UInt64(pitch))
        let rate = 22050
        let samples = (0..<Int(seconds * Double(rate))).map { index -> Float in
            let time = Double(index) / Double(rate)
            let syllable = max(0, sin(2 * .pi * 3.1 * time)) * (0.6 + 0.4 * sin(2 * .pi * 0.7 * time))
            let glide = pitch * (1 + 0.12 * sin(2 * .pi * 0.9 * time))
            let voice = (1...14).reduce(0.0) { $0 + sin(2 * .pi * glide * Double($1) * time) / Double($1) }
            let noise = Double(random.next() % 2000) / 1000 - 1
            return level * Float(0.35 * voice * syllable + 0.01 * noise)
        }
        return AudioClip(sampleRate: rate, channels: 1, samples: samples)
    }

    // MARK: Parts

    func comparison(
        _ group: String, _ kind: MediaKind, _ branches: [String], _ cases: [CaseRecord], label: String, scoring: String?
    ) -> Comparison {
        let order = branches
        let means = branches.map { branch in
            let all = cases.compactMap { Self.quality($0, branch) }
            return all.isEmpty ? 0 : all.reduce(0, +) / Double(all.count)
        }
        let standings = order.enumerated().map { index, branch in
            StandingRecord(
                branch: branch, cases: cases.count,
                rank: label == "better" ? (index == 0 ? [1, 1] : [2, order.count]) : [1, order.count],
                mean: means[index], ci95: [means[index] - 1.8, means[index] + 1.6],
                winRate: 1 - Double(index) / Double(max(1, order.count)),
                failures: cases.count { $0.results.contains { $0.branch == branch && $0.status == .failed } },
                failureRate: Double(cases.count { $0.results.contains { $0.branch == branch && $0.status == .failed } })
                    / Double(max(1, cases.count)),
                failureCi95: [0.02, 0.31], secondsMedian: 6.8 / Double(index + 1), secondsP95: 9 / Double(index + 1),
                costPerOutput: kind == .image ? [0.04, 0.018, 0.012, 0.003][index % 4] : nil)
        }
        let pairs = order.indices.flatMap { a in
            order.indices.filter { $0 > a }.map { b in
                PairRecord(
                    a: order[a], b: order[b], cases: cases.count, wins: cases.count - 1, losses: 1, ties: 0, diff: means[a] - means[b],
                    ci95: [means[a] - means[b] - 2, means[a] - means[b] + 2], p: 0.01, pHolm: 0.04,
                    label: a == 0 && label == "better" ? "better" : "too_close",
                    casesNeeded: 40)
            }
        }
        let diff = means.count > 1 ? means[0] - means[1] : nil
        return Comparison(
            groupId: group, kind: kind, mergeStrategy: "best_quality", scoring: scoring, scoringVersion: "51aa09c2",
            restsOn: "Rests on descriptors alone.",
            successfulCount: cases.flatMap(\.results).count { $0.status == .ok },
            failedCount: cases.flatMap(\.results).count { $0.status == .failed },
            cancelledCount: 0, totalTime: 612, totalCost: kind == .image ? 3.19 : nil,
            branches: order.enumerated().map {
                BranchRecord(
                    id: $1, label: String(UnicodeScalar(UInt8(65 + $0 % 26))), provider: "http", model: "\($1)-2026-10",
                    params: ["steps": "30"])
            },
            metrics: kind == .image ? Self.imageMetrics : Self.voiceMetrics, cases: cases, ranking: standings, pairwise: pairs,
            verdict: overall(label, order, diff, cases.count), statistics: StatisticsRecord(resamples: 9999, seed: 0), identicalBranches: []
        )
    }

    func overall(_ label: String, _ branches: [String], _ diff: Double?, _ cases: Int, claims: String? = nil) -> OverallRecord {
        let over = branches.count > 1 ? branches[1] : nil
        let ci95 = cases >= 6 ? diff.map { [$0 - 1.2, $0 + 1.3] } : nil
        let sentence = VerdictSentence(
            label: label, winners: Array(branches.prefix(label == "better" ? 1 : 3)), over: over, diff: diff, ci95: ci95,
            wins: max(0, cases - 1),
            losses: min(1, cases), ties: 0, cases: cases, casesNeeded: 77, minimumCases: 6, minEffect: 2, claims: claims, failedBranches: []
        )
        return OverallRecord(
            label: label, winners: Array(branches.prefix(label == "better" ? 1 : 3)), over: over, diff: diff, ci95: ci95,
            wins: max(0, cases - 1),
            losses: min(1, cases), ties: 0, cases: cases, casesNeeded: 77, minEffect: 2, warnings: [], heading: sentence.heading,
            text: sentence.text)
    }

    func failed(_ branch: String, seed: Int) -> ResultRecord {
        var result = ResultRecord(branch: branch, repeat: 0, status: .failed, latency: 61.4, tries: 4, seed: UInt64(1000 + seed))
        result.error = FailureRecord(
            code: "rate_limited", message: "HTTP 429, gave up after 4 tries", stderrTail: "retry-after: 12\nlast try failed")
        return result
    }

    private func verdict(_ results: [ResultRecord]) -> CaseVerdictRecord {
        let sorted = results.filter { $0.scorecard?.quality != nil }.sorted { ($0.scorecard?.quality ?? 0) > ($1.scorecard?.quality ?? 0) }
        guard let first = sorted.first, sorted.count > 1, let high = first.scorecard?.quality, let low = sorted[1].scorecard?.quality else {
            return CaseVerdictRecord(repeat: 0, label: "no_eligible_output", reason: "no output was produced")
        }
        let margin = high - low
        let label = margin >= 5 ? "clear" : margin >= 2 ? "slight" : "tie"
        var verdict = CaseVerdictRecord(
            repeat: 0, label: label, winner: first.branch, decidedBy: label == "tie" ? "warnings" : "quality",
            reason: "\(first.branch) is ahead of \(sorted[1].branch), \(high) to \(low)")
        (verdict.confidence, verdict.margin, verdict.runnerUp) = (0.81, margin, sorted[1].branch)
        verdict.contributions = [
            ContributionRecord(metric: "technical_quality", points: margin + 1.5), ContributionRecord(metric: "noise_sigma", points: -1.5),
        ]
        return verdict
    }

    /// A map against a reference, bright in one corner.
    private func map(of branch: String) throws -> MapFile {
        let scale = MapScale(ideal: 0, worst: 20, legend: "ΔE")
        let map = MetricMap(width: 8, height: 6, values: (0..<48).map { Float($0) / 2 }, scale: scale)
        let path = "maps/images/img-01/\(branch).ciede2000.png"
        try write(path) { try map.picture().writePNG(to: $0) }
        return MapFile(metric: "ciede2000", path: path, width: 8, height: 6, scale: scale)
    }

    private func card(quality: Double, sharpness: Double) -> Scorecard {
        Scorecard(
            profile: "photo",
            readings: [
                Reading(metric: "technical_quality", version: 1, value: quality - 3, utility: quality / 100, weight: 0.8),
                Reading(metric: "laplacian_variance", version: 1, value: sharpness, flags: sharpness < 100 ? ["outside calibration"] : []),
                Reading(metric: "noise_sigma", version: 1, value: 4.2, utility: 0.7, weight: 0.2),
            ],
            missing: [Missing(.failed, "fewer than 4 patches of 96 × 96", metric: "niqe")],
            gates: sharpness < 100
                ? [GateHit(gate: "blurred", severity: .cap, cap: 50, message: "edges are 9 pixels wide, more than 6")] : [], coverage: 0.9,
            quality: quality)
    }

    private func voiceCard(quality: Double, index: Int) -> Scorecard {
        var card = Scorecard(
            profile: "tts-narration",
            readings: [
                Reading(metric: "distill_mos", version: 1, value: 3.2 + Double(index) * 0.07, utility: 0.7, weight: 0.6),
                Reading(metric: "integrated_loudness", version: 1, value: -22.4 - Double(index)),
                Reading(metric: "true_peak", version: 1, value: -1.2 + Double(index % 3) * 0.4),
                Reading(metric: "speaking_rate", version: 1, value: 4.1 + Double(index) * 0.1, utility: 0.8, weight: 0.4),
            ],
            missing: [Missing(.unavailable, "no recogniser is configured", metric: "wer")],
            gates: index == 3 ? [GateHit(gate: "clipping", severity: .warn, message: "0.03 % of samples at full scale")] : [],
            quality: quality)
        card.speech = HeardSpeech(
            said: "The train leaves at 3:30.", heard: index == 0 ? "the train leaves at three thirty" : "the rain leaves at 3:30 now",
            transcriber: "a test")
        return card
    }

    private static func quality(_ record: CaseRecord, _ branch: String) -> Double? {
        record.results.first { $0.branch == branch }.flatMap { $0.status == .failed ? 0 : $0.scorecard?.quality }
    }

    private static let imageMetrics = [
        MetricRecord(
            metric: "technical_quality", version: "1", summary: "How clean a picture looks.", unit: "", better: "higher",
            aspect: "technical", weight: 0.8),
        MetricRecord(
            metric: "noise_sigma", version: "1", summary: "Noise in code values.", unit: "levels", better: "lower", aspect: "technical",
            weight: 0.2),
        MetricRecord(
            metric: "laplacian_variance", version: "1", summary: "Fine detail.", unit: "", better: "neutral", aspect: nil, weight: nil),
        MetricRecord(metric: "niqe", version: "1", summary: "Naturalness.", unit: "", better: "lower", aspect: nil, weight: nil),
    ]

    private static let voiceMetrics = [
        MetricRecord(
            metric: "distill_mos", version: "1", summary: "Predicted opinion of listeners.", unit: "MOS", better: "higher",
            aspect: "naturalness", weight: 0.6),
        MetricRecord(
            metric: "speaking_rate", version: "1", summary: "Syllables a second.", unit: "1/s", better: "neutral", aspect: "pace",
            weight: 0.4),
        MetricRecord(
            metric: "integrated_loudness", version: "1", summary: "Loudness.", unit: "LUFS", better: "neutral", aspect: nil, weight: nil),
        MetricRecord(
            metric: "true_peak", version: "1", summary: "Highest level between samples.", unit: "dBTP", better: "lower", aspect: nil,
            weight: nil),
        MetricRecord(metric: "wer", version: "1", summary: "Word errors.", unit: "%", better: "lower", aspect: nil, weight: nil),
    ]

    private func write(_ path: String, _ put: (String) throws -> Void) throws {
        let file = folder.appendingPathComponent(path)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try put(file.path)
    }
}
