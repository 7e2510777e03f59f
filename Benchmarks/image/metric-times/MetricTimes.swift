import Catalogs
import Foundation
import Media
import Scoring

/// Prints, as JSON, the milliseconds of processor and of wall that each metric takes on a picture that is already decoded, alone,
/// on one thread, with nothing shared: `metric-times PICTURE REFERENCE`.
@main
struct MetricTimes {
    static func main() throws {
        guard CommandLine.arguments.count == 3 else {
            FileHandle.standardError.write(Data("usage: metric-times PICTURE REFERENCE\n".utf8))
            exit(64)
        }
        let picture = try PixelImage.read(CommandLine.arguments[1]), reference = try PixelImage.read(CommandLine.arguments[2])
        var times = ["decode": try Timing.median { _ = try PixelImage.read(CommandLine.arguments[1]) }]
        for type in MetricCatalog.image {
            var options = Options(of: "metric '\(type.name)'")
            let metric = type.init(options: &options)
            let isAlone = type.needs == .nothing
            times[type.name] = Timing.median {
                _ = metric.reading(of: ImageAnalysis(picture), against: isAlone ? nil : ImageAnalysis(reference))
            }
        }
        let learned = ["brisque", "niqe", "piqe", "technical_quality"]
        let alone = MetricCatalog.image.filter { $0.needs == .nothing }
        times["set: no reference"] = shared(alone.filter { !learned.contains($0.name) }, picture, nil)
        times["set: no reference, with BRISQUE, NIQE, PIQE"] = shared(alone.filter { $0.name != "technical_quality" }, picture, nil)
        let must = ["psnr", "psnr_y", "ssim", "ssim_rgb", "ms_ssim", "ssimulacra2", "haarpsi", "gmsd", "ciede2000"]
        times["set: must, on a pair"] = shared(
            MetricCatalog.image.filter { must.contains($0.name) || $0.needs == .nothing }, picture, reference)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
        print(String(decoding: try encoder.encode(times), as: UTF8.self))
    }

    /// Several metrics over one analysis, as a scorer runs them.
    private static func shared(_ types: [any Metric<ImageAnalysis>.Type], _ picture: PixelImage, _ reference: PixelImage?) -> Timing {
        let metrics = types.map { type in
            var options = Options(of: "metric '\(type.name)'")
            return type.init(options: &options)
        }
        return Timing.median {
            let analysis = ImageAnalysis(picture), other = reference.map { ImageAnalysis($0) }
            for metric in metrics { _ = metric.reading(of: analysis, against: other) }
        }
    }
}

/// Milliseconds of processor and of wall.
struct Timing: Encodable {
    let processor: Double
    let wall: Double

    /// The median by processor of 7 runs, after one that is not counted.
    static func median(_ work: () throws -> Void) rethrows -> Timing {
        try work()
        let runs = try (0..<7).map { _ in
            let (cpu, start) = (seconds(CLOCK_PROCESS_CPUTIME_ID), seconds(CLOCK_MONOTONIC))
            try work()
            return Timing(processor: (seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu) * 1e3, wall: (seconds(CLOCK_MONOTONIC) - start) * 1e3)
        }
        return runs.sorted { $0.processor < $1.processor }[3]
    }

    private static func seconds(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
