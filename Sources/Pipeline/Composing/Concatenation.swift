import Catalogs
import Foundation
import Media

/// All sounds of a case one after the other, with gaps and a cue point at each beginning.
struct Concatenation: Composition {
    static let name = "concat"
    static let summary = "Sounds one after the other with cue points ('gap' 0.5 seconds)."
    static let kind = MediaKind.audio
    /// Length of the fade where a sound does not begin or end at zero, so that it does not click.
    static let fadeSeconds = 0.005

    /// Seconds of silence between two sounds.
    let gap: Double
    var limits = MediaLimits.standard

    init(options: inout Options) { gap = options.number("gap", default: 0.5, in: 0...3600) }

    func compose(_ inputs: [CompositionInput], to stem: String) throws -> Composite {
        let checked = try CheckedInput.all(inputs, for: Self.self)
        let (sounds, unread) = try read(checked)
        if sounds.isEmpty, let error = unread.values.sorted(by: { $0.path < $1.path }).first { throw error }
        let plan = try ConcatenationPlan(sounds.map { ($0.input.branch, $0.clip) }, gap: gap, limits: limits)

        let (clip, places) = plan.joined(sounds.map(\.clip))
        let path = "\(stem).wav"
        try write(clip, plan.encoding, cues: zip(sounds, places).map { ($1.startFrame, $0.input.label) }, to: path)

        var sidecar = CompositionSidecar(
            mode: Self.name, parameters: ["gap": gap, "sample_rate": Double(plan.sampleRate), "channels": Double(plan.channels)])
        sidecar.files = [fileName(of: path)]
        sidecar.warnings = plan.warnings
        var next = 0
        for (index, input) in checked.enumerated() {
            let seen = CheckedInput(input: input.input, path: input.path, error: unread[index])
            var record = try SidecarInput(seen, stem: stem)
            if next < sounds.count, sounds[next].index == index {
                record.file = sidecar.files[0]
                record.sound = places[next]
                next += 1
            } else {
                record.note = record.note ?? "no output"
                sidecar.warnings.append("\(input.input.branch) is left out: \(record.note ?? "")")
            }
            sidecar.inputs.append(record)
        }
        if plan.encoding != .float32 { sidecar.warnings += clip.clippingWarning }
        return Composite(path: path, sidecar: try sidecar.write(stem: stem), warnings: sidecar.warnings)
    }

    private struct Sound {
        let index: Int
        let input: CompositionInput
        let clip: AudioClip
    }

    /// - Throws: `too_large` as soon as the sounds together are more than the limit.
    private func read(_ checked: [CheckedInput]) throws(CompositionError) -> (sounds: [Sound], unread: [Int: MediaError]) {
        var sounds: [Sound] = []
        var unread: [Int: MediaError] = [:]
        var room = limits.samples
        for (index, input) in checked.enumerated() {
            unread[index] = input.error
            guard let path = input.path else { continue }
            do throws(MediaError) {
                let clip = try AudioClip.read(path, limits: limits)
                room -= clip.samples.count
                sounds.append(Sound(index: index, input: input.input, clip: clip))
            } catch {
                unread[index] = error
            }
            guard room >= 0 else { throw CompositionError("too_large", "the sounds together have more than \(limits.samples) samples") }
        }
        return (sounds, unread)
    }

    private func write(
        _ clip: AudioClip, _ encoding: AudioEncoding, cues: [(frame: Int, label: String)], to path: String
    ) throws(MediaError) {
        let partial = "\(path).partial"
        try clip.write(to: partial, as: encoding)
        try CuePoints(points: cues).append(toWave: partial)
        guard rename(partial, path) == 0 else {
            throw MediaError(.unwritable, path, "cannot be written: \(String(cString: strerror(errno)))")
        }
    }
}

extension AudioClip {
    fileprivate var clippingWarning: [String] {
        let count = samples.count { abs($0) > 1 }
        return count == 0 ? [] : ["\(count) samples beyond full scale were clipped"]
    }
}
