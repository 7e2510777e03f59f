import Catalogs
import Media
import Scoring

/// Models and tables are read once, not for every input.
private let metrics: [any Metric<ImageAnalysis>] = MetricCatalog.image.map { type in
    var options = Options(of: "metric '\(type.name)'")
    return type.init(options: &options)
}

/// Bytes in; every metric gives a finite number or says why not, for the picture alone and against another of its size.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzMetrics(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: bytes, count: count))
    guard let stored = try? PixelImage.decode(bytes, path: "input", limits: MediaLimits(pixels: 1 << 16)),
        let picture = try? stored.convertedToSRGB()
    else { return 0 }
    let analysis = ImageAnalysis(picture), turned = ImageAnalysis(picture.turnedRound)
    for metric in metrics {
        for reference in [nil, analysis, turned] {
            switch metric.reading(of: analysis, against: reference) {
            case .success(let reading):
                precondition(reading.value?.isFinite ?? reading.isIdentical, "\(reading.metric) gave \(String(describing: reading.value))")
            case .failure(let missing): precondition(!missing.reason.isEmpty, "\(missing.metric) is missing without a reason")
            }
        }
    }
    return 0
}

extension PixelImage {
    /// Its samples from the last to the first: another picture of the same size and depth.
    fileprivate var turnedRound: PixelImage {
        let reversed: Samples =
            switch samples {
            case .eight(let values): .eight(values.reversed())
            case .sixteen(let values): .sixteen(values.reversed())
            }
        return PixelImage(width: width, height: height, channels: channels, samples: reversed, facts: facts)
    }
}
