import Catalogs
import Media
import TestSupport
import Testing

@testable import Scoring

/// What every member of the metric catalog must do, stated once.
@Suite struct MetricContractTests {
    @Test func namesAreUniqueSnakeCaseAndSorted() {
        let names = MetricCatalog.descriptions.map(\.name)
        #expect(Set(names).count == names.count)
        for name in names {
            #expect(name.wholeMatch(of: /[a-z][a-z0-9]*(_[a-z0-9]+)*/) != nil, "\(name)")
        }
        for types in [MetricCatalog.image.map { String(describing: $0) }, MetricCatalog.audio.map { String(describing: $0) }] {
            #expect(types == types.sorted { $0.lowercased() < $1.lowercased() })
        }
    }

    @Test(arguments: MetricCatalog.descriptions.map(\.name))
    func describesItself(_ name: String) throws {
        let metric = try #require(MetricCatalog.descriptions.first { $0.name == name })
        #expect(!metric.summary.isEmpty && metric.summary.count <= 100 && !metric.summary.contains("\n") && metric.summary.hasSuffix("."))
        #expect(!metric.source.isEmpty && !metric.source.contains("\n"))
        #expect(Int(metric.version).map { $0 >= 1 } == true)
        if let lowest = metric.range.lowest, let highest = metric.range.highest { #expect(lowest < highest) }
        if metric.needs == .reference { #expect(metric.better != .neutral, "nobody could say whether a copy is good") }
    }

    @Test(arguments: MetricCatalog.image.map { $0.name })
    func imageMetricHasExpectedValues(_ name: String) throws {
        #expect(try !ExpectedValues(of: name).rows.isEmpty)
    }

    @Test(arguments: MetricCatalog.image.map { $0.name })
    func samePictureGivesTheSameNumber(_ name: String) throws {
        let metric = try makeImageMetric(name)
        let picture = SyntheticImage.scene(width: 200, height: 194)
        let worse = picture.noisy(amplitude: 20)
        let analysis = ImageAnalysis(worse)
        let first = try metric.reading(of: analysis, against: ImageAnalysis(picture)).get()
        #expect(try metric.reading(of: analysis, against: ImageAnalysis(picture)).get() == first)
        #expect(try metric.reading(of: ImageAnalysis(worse), against: ImageAnalysis(picture)).get() == first)
    }

    @Test(arguments: MetricCatalog.image.map { $0.name })
    func degeneratePicturesGiveAValueOrAReason(_ name: String) throws {
        let metric = try makeImageMetric(name)
        let scale = type(of: metric).scale
        for (width, height) in [(1, 1), (7, 7), (10, 11), (8000, 1), (1, 8000), (161, 161)] {
            for channels in 1...4 {
                let scene = SyntheticImage.scene(width: width, height: height, channels: channels)
                // Value 0 is black, and fully transparent where there is an alpha channel.
                let flats = [0, 255].map { SyntheticImage.flat(width: width, height: height, channels: channels, value: $0) }
                let pictures = flats + [scene, scene.widened()]
                for candidate in pictures {
                    for reference in pictures {
                        let result = metric.reading(of: ImageAnalysis(candidate), against: ImageAnalysis(reference))
                        check(result, of: name, within: scale, "\(width)×\(height), \(channels) channels")
                    }
                }
            }
        }
    }

    @Test(arguments: MetricCatalog.image.filter { $0.needs == .reference }.map { $0.name })
    func identicalPicturesAreIdeal(_ name: String) throws {
        let metric = try makeImageMetric(name)
        let scale = type(of: metric).scale
        for picture in [SyntheticImage.scene(width: 201, height: 170), SyntheticImage.flat(width: 170, height: 170, value: 200)] {
            let reading = try metric.reading(of: ImageAnalysis(picture), against: ImageAnalysis(picture)).get()
            guard let value = reading.value else {
                #expect(reading.isIdentical)
                continue
            }
            #expect(value == scale.ideal)
        }
    }

    @Test(arguments: MetricCatalog.image.filter { $0.needs == .reference }.map { $0.name })
    func aWorseCopyNeverReadsBetter(_ name: String) throws {
        let metric = try makeImageMetric(name)
        let picture = SyntheticImage.scene(width: 192, height: 176)
        let reference = ImageAnalysis(picture)
        let damages = [
            "blur": [1, 2, 4].map { picture.blurred(radius: $0) },
            "noise": [8, 24, 64].map { picture.noisy(amplitude: $0) },
            "blocks": [2, 4, 8].map { picture.mosaic(side: $0) },
        ]
        for (damage, copies) in damages {
            let values = try copies.map { try #require(try metric.reading(of: ImageAnalysis($0), against: reference).get().value) }
            let goodness = type(of: metric).scale.better == .higher ? values : values.map { -$0 }
            #expect(goodness == goodness.sorted(by: >), "\(damage): \(values)")
        }
    }

    @Test(arguments: MetricCatalog.image.filter { $0.needs == .reference }.map { $0.name })
    func sizesThatDifferAndAMissingReferenceAreNamed(_ name: String) throws {
        let metric = try makeImageMetric(name)
        let small = ImageAnalysis(SyntheticImage.scene(width: 170, height: 180))
        let differ = #expect(throws: Missing.self) {
            try metric.reading(of: small, against: ImageAnalysis(SyntheticImage.scene(width: 180, height: 170))).get()
        }
        #expect(differ?.state == .failed && differ?.reason.hasPrefix("sizes differ: 170×180 and 180×170; ") == true)
        let alone = #expect(throws: Missing.self) { try metric.reading(of: small).get() }
        #expect(alone?.state == .unavailable && alone?.reason.contains("reference") == true)
    }

    /// A value inside the range that the metric states, or a reason under its name; never a number that is none.
    func check(_ result: Result<Reading, Missing>, of name: String, within scale: Scale, _ what: String) {
        switch result {
        case .success(let reading):
            #expect(reading.isIdentical == (reading.value == nil))
            guard let value = reading.value else { return }
            #expect(value.isFinite && value >= scale.lowest ?? value && value <= scale.highest ?? value, "\(what): \(value)")
        case .failure(let missing):
            #expect(missing.metric == name && !missing.reason.isEmpty && !missing.reason.contains("finite"), "\(what)")
        }
    }
}
