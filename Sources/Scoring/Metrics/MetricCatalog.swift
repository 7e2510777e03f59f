import Catalogs
import Media

/// Every built-in metric. A new one is a new file and one line here, in alphabetical order.
package enum MetricCatalog {
    package static let image: [any Metric<ImageAnalysis>.Type] = [
        Banding.self,
        Blockiness.self,
        BlurEffect.self,
        BRISQUE.self,
        CIEDE2000.self,
        CIEDE2000Percentile.self,
        ClippedHighlights.self,
        ClippedShadows.self,
        Colorfulness.self,
        Entropy.self,
        GMSD.self,
        HaarPSI.self,
        LaplacianVariance.self,
        MDSI.self,
        MultiscaleSSIM.self,
        NIQE.self,
        NoiseSigma.self,
        NoiseWithoutEdges.self,
        PIQE.self,
        PSNR.self,
        PSNRLuma.self,
        RMSContrast.self,
        SSIM.self,
        SSIMColour.self,
        SSIMULACRA2.self,
        TechnicalQuality.self,
        Tenengrad.self,
        VIFp.self,
    ]

    package static let audio: [any Metric<AudioAnalysis>.Type] = [
        Bandwidth.self,
        CharacterErrorRate.self,
        Clicks.self,
        Clipping.self,
        DCOffset.self,
        DistillMOSMetric.self,
        DNSMOSBackground.self,
        DNSMOSOverall.self,
        DNSMOSP808.self,
        DNSMOSSignal.self,
        DurationRatio.self,
        ESTOI.self,
        F0Median.self,
        F0RMSE.self,
        F0Spread.self,
        HarmonicsToNoise.self,
        IntegratedLoudness.self,
        Jitter.self,
        LogSpectralDistance.self,
        LongestPause.self,
        LoudnessRange.self,
        MaxMomentary.self,
        MaxShortTerm.self,
        MelCepstralDistortion.self,
        SamplePeak.self,
        SegmentalSNR.self,
        Shimmer.self,
        SilenceRatio.self,
        SISDR.self,
        SNR.self,
        SpeakingRate.self,
        STOI.self,
        TruePeak.self,
        VoicedFraction.self,
        WADASNR.self,
        WordErrorRate.self,
    ]

    /// What the metrics say about themselves, images first.
    package static var descriptions: [MetricDescription] {
        image.map { MetricDescription(of: $0) } + audio.map { MetricDescription(of: $0) }
    }

    /// The named image metric with its settings; nil, with the problem reported into `options`, when there is none.
    package static func makeImage(_ name: String, options: inout Options) -> (any Metric<ImageAnalysis>)? {
        make(name, from: image, options: &options)
    }

    /// The named audio metric with its settings; nil, with the problem reported into `options`, when there is none.
    package static func makeAudio(_ name: String, options: inout Options) -> (any Metric<AudioAnalysis>)? {
        make(name, from: audio, options: &options)
    }

    /// The problem to report for a name that no metric of the kind has.
    package static func unknown(_ name: String, for kind: MediaKind, at place: SourcePlace? = nil) -> Problem {
        let length = name.unicodeScalars.count
        if let other = descriptions.first(where: { $0.name == name }) {
            return Problem(
                "metric '\(name)' measures \(other.kind.rawValue), not \(kind.rawValue)", at: place, length: length,
                remedy: "take it out of what measures \(kind.rawValue)")
        }
        let known = descriptions.filter { $0.kind == kind }.map(\.name)
        return Problem("no metric called '\(name.prefix(60))'", at: place, length: length, remedy: suggestion(for: name, among: known))
    }

    private static func make<Media: AnalysedMedia>(
        _ name: String, from list: [any Metric<Media>.Type], options: inout Options
    ) -> (any Metric<Media>)? {
        guard let type = list.first(where: { $0.name == name }) else {
            options.add([unknown(name, for: Media.kind, at: options.place)])
            return nil
        }
        return type.init(options: &options)
    }
}
