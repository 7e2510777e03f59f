import Foundation

/// A throat and a mouth: pulses of the vocal folds and noise, through resonances that glide from sound to sound.
struct DemoSpeaker {
    private let rate = Float(DemoVoice.sampleRate)
    /// Mean pitch, Hz.
    private let pitch: Float
    /// Shorter throats resonate higher.
    private let formantScale: Float
    private let tempo: Float

    init(_ random: inout DemoRandom) {
        let isHigh = random.unit() < 0.5
        pitch = isHigh ? random.between(175, 225) : random.between(95, 130)
        formantScale = isHigh ? random.between(1.06, 1.16) : random.between(0.93, 1.02)
        tempo = random.between(0.92, 1.08)
    }

    func speak(_ phones: [DemoPhone], _ random: inout DemoRandom) -> [Float] {
        var samples: [Float] = []
        var mouth = Mouth(rate: rate)
        var folds = Folds()
        let melody = melody(of: phones)
        for (index, phone) in phones.enumerated() {
            if phone.closure > 0 {
                let closed = DemoPhone(formants: phone.formants, length: phone.closure, voice: phone.voice > 0 ? 0.12 : 0)
                render(closed, pitch: melody[index], &mouth, &folds, &random, into: &samples)
            }
            render(phone, pitch: melody[index], &mouth, &folds, &random, into: &samples)
        }
        return samples
    }

    /// Pitch of each sound: it sinks through a phrase, rises on stressed vowels, falls at its end, and rises before a question mark.
    private func melody(of phones: [DemoPhone]) -> [Float] {
        var result: [Float] = []
        var since: Float = 0
        for phone in phones {
            since = phone.voice == 0 && phone.length > 0.25 ? 0 : since + phone.length
            var height = 1.14 - 0.30 * since / (since + 2)
            if phone.isStressed { height *= 1.11 }
            if phone.endsQuestion { height *= 1.32 } else if phone.endsPhrase { height *= 0.80 }
            result.append(pitch * height)
        }
        return result
    }

    private func render(
        _ phone: DemoPhone, pitch: Float, _ mouth: inout Mouth, _ folds: inout Folds, _ random: inout DemoRandom,
        into samples: inout [Float]
    ) {
        let stretch = phone.endsPhrase ? Float(1.5) : 1
        let count = Int(phone.length * stretch * tempo * rate)
        let isBurst = phone.length < 0.02
        for i in 0..<count {
            if i % 32 == 0 { mouth.move(towards: phone, formantScale, isAbrupt: isBurst) }
            folds.glide(towards: pitch)
            let noise = random.unit() * 2 - 1
            let pulse = folds.next(rate: rate, &random)
            samples.append(mouth.sound(pulse: pulse, noise: noise))
        }
    }
}

/// The vocal folds: a Rosenberg pulse (J. Acoust. Soc. Am. 49, 1971), differentiated as by the lips.
private struct Folds {
    private var phase: Float = 0
    private var pitch: Float = 120
    private var period: Float = 1
    private var strength: Float = 1
    private var last: Float = 0

    mutating func glide(towards target: Float) { pitch += (target - pitch) * 0.0009 }

    mutating func next(rate: Float, _ random: inout DemoRandom) -> Float {
        phase += pitch * period / rate
        if phase >= 1 {
            phase -= 1
            // Living voices waver a little from pulse to pulse.
            period = 1 + 0.012 * (random.unit() - 0.5)
            strength = 1 + 0.08 * (random.unit() - 0.5)
        }
        let flow: Float
        switch phase {
        case ..<0.4: flow = 0.5 * (1 - cos(.pi * phase / 0.4))
        case ..<0.56: flow = cos(.pi / 2 * (phase - 0.4) / 0.16)
        default: flow = 0
        }
        defer { last = flow }
        return (flow - last) * strength * 12
    }
}

/// Five resonances in a row for voice and breath, one beside them for hiss at the teeth.
private struct Mouth {
    private let rate: Float
    private var formants = SIMD3<Float>(500, 1500, 2500)
    private var voice: Float = 0
    private var breath: Float = 0
    private var hiss: Float = 0
    private var throat: [Resonance]
    private var teeth = Resonance()

    init(rate: Float) {
        self.rate = rate
        throat = Array(repeating: Resonance(), count: 5)
    }

    /// One step of 32 samples towards a sound; the tongue needs some 25 ms, a burst none.
    mutating func move(towards phone: DemoPhone, _ scale: Float, isAbrupt: Bool) {
        let step: Float = isAbrupt ? 0.6 : 0.075
        formants += (phone.formants - formants) * step
        voice += (phone.voice - voice) * (isAbrupt ? 0.5 : 0.14)
        breath += (phone.breath - breath) * 0.22
        hiss += (phone.hiss - hiss) * (isAbrupt ? 0.8 : 0.16)
        let bands: [(Float, Float)] = [
            (formants.x, 70), (formants.y, 100), (formants.z, 150), (3_500, 220), (4_500, 280),
        ]
        for (index, band) in bands.enumerated() { throat[index].tune(band.0 * scale, band.1, rate) }
        teeth.tune(phone.hiss > 0 ? phone.hissAt : 5_000, 1_500, rate)
    }

    mutating func sound(pulse: Float, noise: Float) -> Float {
        var sum = pulse * voice + noise * (breath * 0.12 + voice * 0.006)
        for index in throat.indices { sum = throat[index].filtered(sum) }
        return sum * 0.35 + teeth.filtered(noise * hiss) * 0.3
    }
}

/// A two-pole resonance of unit gain at 0 Hz (Klatt, J. Acoust. Soc. Am. 67, 1980).
private struct Resonance {
    private var a: Float = 1
    private var b: Float = 0
    private var c: Float = 0
    private var one: Float = 0
    private var two: Float = 0

    mutating func tune(_ frequency: Float, _ width: Float, _ rate: Float) {
        let radius = exp(-.pi * width / rate)
        c = -radius * radius
        b = 2 * radius * cos(2 * .pi * frequency / rate)
        a = 1 - b - c
    }

    mutating func filtered(_ x: Float) -> Float {
        let y = a * x + b * one + c * two
        two = one
        one = y
        return y
    }
}
