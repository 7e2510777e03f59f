import Catalogs
import Foundation
import Media
import Testing

@testable import Scoring

/// Every audio metric against the implementations named in `Fixtures/expected`.
@Suite struct AudioExpectedValueTests {
    static let withoutReference = MetricCatalog.audio.filter { $0.needs == .nothing }.map { $0.name }
    static let withReference = MetricCatalog.audio.filter { $0.needs == .reference }.map { $0.name }

    @Test(arguments: withoutReference)
    func agreesWithTheNamedImplementation(metric name: String) throws {
        let expected = try ExpectedValues(of: name)
        #expect(!expected.rows.isEmpty)
        for row in expected.rows {
            let sound = AudioAnalysis(try AudioClip.read(fixture("audio/\(row.file)").path))
            let found = try reading(name, of: sound)
            #expect(row.tolerance.accepts(found, for: row.value), "\(row.testDescription): \(found), expected \(row.value)")
        }
    }

    @Test(arguments: withReference)
    func agreesWithTheNamedImplementationBesideItsReference(metric name: String) throws {
        let expected = try ExpectedValues(of: name)
        #expect(!expected.rows.isEmpty)
        var options = Options(of: "test")
        let metric = try #require(MetricCatalog.makeAudio(name, options: &options))
        for row in expected.rows {
            let sound = AudioAnalysis(try AudioClip.read(fixture("audio/\(row.file)").path))
            let clean = AudioAnalysis(try AudioClip.read(fixture("audio/\(try #require(row.reference))").path))
            let found = try #require(try metric.reading(of: sound, against: clean).get().value)
            #expect(row.tolerance.accepts(found, for: row.value), "\(row.testDescription): \(found), expected \(row.value)")
        }
    }

    /// All recordings of the reference set: `BAKEOFF_REFERENCE` names the folder that holds `audio/speech/reference.json`.
    @Test(.enabled(if: audioReference != nil, "set BAKEOFF_REFERENCE to run"))
    func agreesOnTheWholeReferenceSet() throws {
        let folder = try #require(audioReference).appendingPathComponent("speech")
        let json = try JSONSerialization.jsonObject(with: Data(contentsOf: folder.appendingPathComponent("reference.json")))
        let files = try #require(json as? [String: [String: Any]])
        #expect(files.count == 44)
        var worst: [String: Double] = [:]
        for (file, entry) in files.sorted(by: { $0.key < $1.key }) {
            let values = try #require(entry["single"] as? [String: Any])
            let sound = AudioAnalysis(try AudioClip.read(folder.appendingPathComponent(file).path))
            for name in Self.withoutReference {
                let expected = try ExpectedValues(of: name)
                guard let key = expected.key, let value = values[key] as? Double else { continue }
                let found = try reading(name, of: sound)
                #expect(expected.tolerance.accepts(found, for: value), "\(name) of \(file): \(found), expected \(value)")
                worst[name] = max(worst[name] ?? 0, abs(found - value))
            }
            #expect(sound.peakRuns.samplesAtPeak == values["samples_at_peak"] as? Int, "\(file)")
            #expect(sound.peakRuns.longest == values["longest_run_at_peak"] as? Int, "\(file)")
            try checkSpectrum(of: sound, against: values, file)
        }
        for (name, error) in worst.sorted(by: { $0.key < $1.key }) { print("residual \(name): \(error)") }
    }

    /// Descriptors that need every bin of the long-term spectrum to be right. The values are printed with 6 and 9 decimals.
    private func checkSpectrum(of sound: AudioAnalysis, against values: [String: Any], _ file: String) throws {
        let power = try #require(sound.longTermSpectrum)
        let width = Double(sound.clip.sampleRate) / 1024
        let total = power.reduce(0, +)
        let centroid = power.indices.reduce(0.0) { $0 + power[$1] * Double($1) * width } / total
        let logs = power.reduce(0.0) { $0 + PortableMath.log($1 + 1e-20) }
        let flatness = PortableMath.exp(logs / Double(power.count)) / (total / Double(power.count))
        let running = power.reduce(into: [Double]()) { $0.append(($0.last ?? 0) + $1) }
        let rolloff = try #require(running.firstIndex { $0 >= 0.99 * total })
        #expect(abs(centroid - (try #require(values["centroid_hz"] as? Double))) < 1e-5, "\(file)")
        #expect(abs(flatness - (try #require(values["flatness"] as? Double))) < 1e-8, "\(file)")
        #expect(Double(rolloff) * width == values["rolloff99_hz"] as? Double, "\(file)")
    }
}

let audioReference = ProcessInfo.processInfo.environment["BAKEOFF_REFERENCE"].map { URL(fileURLWithPath: $0 + "/audio") }
