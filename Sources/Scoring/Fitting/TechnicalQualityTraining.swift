import Catalogs
import Foundation
import Media

/// From a folder of pictures to a model of technical quality and how far to trust it.
package struct TechnicalQualityTraining: Sendable {
    /// Scenes cut out of a picture, and damaged copies of a scene.
    package var scenes = 4
    package var copies = 24
    package var epochs = 100
    package let seed: UInt64

    package init(seed: UInt64) { self.seed = seed }

    package struct Outcome: Sendable {
        /// The model file.
        package let json: Data
        /// The table that tells how far to trust it, in Markdown.
        package let table: String
    }

    /// Fits to the pictures of a folder and tests on every fourth of them, which it was not fitted to, under mixtures of damage that
    /// it never saw.
    ///
    /// - Parameter progress: gets a line for each picture read and each network fitted.
    /// - Throws: `Problems` for a folder with too few pictures.
    package func run(folder: String, id: String, progress: @escaping @Sendable (String) -> Void) throws -> Outcome {
        let paths = try FittingFolder(folder, least: 20).paths
        let (training, test) = Self.split(paths)
        progress("\(paths.count) pictures, of which \(test.count) are kept for the test")
        let teacher = try Self.metric("ssimulacra2")
        let seen = QualitySampling(teacher: teacher, rivals: [], scenesOfAPicture: scenes, copiesOfAScene: copies, isHeldBack: false)
        let samples = seen.samples(of: training, seed: seed, report: progress)
        let rivals = try ["brisque", "niqe", "piqe", "laplacian_variance"].compactMap { name in
            MetricCatalog.image.contains { $0.name == name } ? try Self.metric(name) : nil
        }
        let unseen = QualitySampling(teacher: teacher, rivals: rivals, scenesOfAPicture: 3, copiesOfAScene: 24, isHeldBack: true)
        let tests = unseen.samples(of: test, seed: seed &+ 1, report: progress)
        guard samples.count >= 500, tests.count >= 100 else {
            throw Problems([Problem("only \(samples.count) samples came of \(folder)", remedy: "give at least 20 pictures of 400 pixels")])
        }
        progress("fitting to \(samples.count) samples of \(training.count) pictures")
        let model = TechnicalQualityFit(id: id, provenance: Self.provenance(training, samples.count), epochs: epochs).model(from: samples)
        return Outcome(json: try Self.encoded(model), table: Self.table(model, on: tests))
    }

    /// Pictures by the name of their file; every fourth is for the test.
    static func split(_ paths: [String]) -> (training: [String], test: [String]) {
        var training: [String] = [], test: [String] = []
        for (index, path) in paths.enumerated() {
            if index % 4 == 3 { test.append(path) } else { training.append(path) }
        }
        return (training, test)
    }

    private static func metric(_ name: String) throws -> any Metric<ImageAnalysis> {
        var options = Options(of: "metric '\(name)'")
        guard let metric = MetricCatalog.makeImage(name, options: &options) else { throw Problems(options.problems) }
        return metric
    }

    private static func provenance(_ pictures: [String], _ samples: Int) -> String {
        "fitted to SSIMULACRA2 on \(samples) damaged copies of \(pictures.count) pictures, with bakeoff fit technical-quality"
    }

    private static func encoded(_ model: TechnicalQualityModel) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(model)
    }

    /// A row for the model and one for each rival, whose lower values are better where they say so.
    private static func table(_ model: TechnicalQualityModel, on tests: [QualitySample]) -> String {
        var rows = [QualityEvaluation("technical_quality", over: tests) { model.estimate(features: $0.features) }]
        for name in Set(tests.flatMap(\.rivals.keys)).sorted() {
            let isLowerBetter = MetricCatalog.image.first { $0.name == name }?.scale.better == .lower
            rows.append(QualityEvaluation(name, over: tests) { sample in sample.rivals[name].map { isLowerBetter ? -$0 : $0 } })
        }
        let head = """
            | metric | rank correlation with SSIMULACRA2 | same-picture pairs in its order | copies | pairs |
            | --- | ---: | ---: | ---: | ---: |
            """
        return rows.reduce(head) { text, row in
            text + "\n"
                + String(format: "| %@ | %.3f | %.1f %% | %d | %d |", row.name, row.spearman, row.pairwise * 100, row.count, row.pairs)
        }
    }
}
