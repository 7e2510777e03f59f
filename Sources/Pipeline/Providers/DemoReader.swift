/// One speech sound, or a pause, as the synthesiser sees it.
struct DemoPhone {
    /// The first three resonances of the mouth, Hz.
    var formants: SIMD3<Float>
    /// Seconds.
    var length: Float
    /// Strengths 0…1 of the vocal folds, of breath through the mouth, and of hiss at the teeth.
    var voice: Float = 0
    var breath: Float = 0
    var hiss: Float = 0
    /// Centre of the hiss, Hz.
    var hissAt: Float = 5_000
    /// Seconds of silence before it, as lips or tongue close.
    var closure: Float = 0
    /// Carries the stress of its word.
    var isStressed = false
    /// The last sound before a full stop, or before a question mark.
    var endsPhrase = false
    var endsQuestion = false
}

/// Reads English letters as speech sounds by a few dozen rules; crude, but every text gets its own rhythm.
enum DemoReader {
    static func phones(of text: String) -> [DemoPhone] {
        var phones: [DemoPhone] = [pause(0.08)]
        var word: [Character] = []
        for letter in text.lowercased() + " " {
            if letter.isLetter {
                word.append(letter)
                continue
            }
            if let digit = letter.wholeNumberValue, (0...9).contains(digit) {
                phones += spoken(word) + spoken(Array(digits[digit])) + [pause(0.04)]
                word = []
                continue
            }
            phones += spoken(word)
            word = []
            phones += pauses(after: letter, &phones)
        }
        return phones + [pause(0.12)]
    }

    private static let digits = ["zero", "won", "too", "three", "for", "five", "six", "seven", "ate", "nine"]

    private static func pause(_ seconds: Float) -> DemoPhone { DemoPhone(formants: SIMD3(500, 1500, 2500), length: seconds) }

    private static func pauses(after mark: Character, _ spoken: inout [DemoPhone]) -> [DemoPhone] {
        switch mark {
        case ".", "!", "?", "\n":
            if let last = spoken.lastIndex(where: { $0.voice > 0.5 }) {
                spoken[last].endsPhrase = true
                spoken[last].endsQuestion = mark == "?"
            }
            return [pause(0.32)]
        case ",", ";", ":", "-", "(", ")": return [pause(0.18)]
        case " ": return [pause(0.035)]
        default: return []
        }
    }

    private static func spoken(_ letters: [Character]) -> [DemoPhone] {
        var phones: [DemoPhone] = []
        var i = 0
        while i < letters.count {
            let pair = i + 1 < letters.count ? String(letters[i...i + 1]) : ""
            if let sounds = pairs[pair] {
                phones += sounds
                i += 2
                continue
            }
            let isSilentE = letters[i] == "e" && i == letters.count - 1 && letters.count > 2
            let isDoubled = i > 0 && letters[i] == letters[i - 1]
            if !isSilentE, !isDoubled { phones += singles[letters[i]] ?? foreign(letters[i]) }
            i += 1
        }
        if let stressed = phones.firstIndex(where: { $0.voice == 1 }) {
            phones[stressed].isStressed = true
            phones[stressed].length *= 1.25
        }
        return phones
    }

    /// A syllable for a letter that English lacks, the same for the same letter.
    private static func foreign(_ letter: Character) -> [DemoPhone] {
        var random = DemoRandom(seed: DemoRandom.hash(String(letter)))
        let consonant = random.pick(Array("bdgklmnprstvz"))
        let vowel = random.pick(Array("aeiou"))
        return (singles[consonant] ?? []) + (singles[vowel] ?? [])
    }

    private static func vowel(_ f1: Float, _ f2: Float, _ f3: Float, _ length: Float = 0.10) -> DemoPhone {
        DemoPhone(formants: SIMD3(f1, f2, f3), length: length, voice: 1)
    }

    private static func murmur(_ f1: Float, _ f2: Float, _ f3: Float, _ voice: Float = 0.5) -> DemoPhone {
        DemoPhone(formants: SIMD3(f1, f2, f3), length: 0.065, voice: voice)
    }

    private static func fricative(_ centre: Float, _ hiss: Float, voice: Float = 0, _ length: Float = 0.09) -> DemoPhone {
        DemoPhone(formants: SIMD3(350, 1600, 2600), length: length, voice: voice, hiss: hiss, hissAt: centre)
    }

    private static func stop(_ centre: Float, voice: Float, second: Float) -> [DemoPhone] {
        [
            DemoPhone(formants: SIMD3(250, second, 2500), length: 0.014, voice: voice * 0.3, hiss: 0.55, hissAt: centre, closure: 0.05),
            DemoPhone(
                formants: SIMD3(350, second, 2500), length: voice > 0 ? 0.012 : 0.035, voice: voice * 0.6, breath: voice > 0 ? 0.05 : 0.3),
        ]
    }

    // Vowel resonances after Peterson and Barney (J. Acoust. Soc. Am. 24, 1952), speakers averaged.
    private static let singles: [Character: [DemoPhone]] = [
        "a": [vowel(700, 1650, 2500)], "e": [vowel(560, 1900, 2560)], "i": [vowel(410, 2080, 2650, 0.08)],
        "o": [vowel(580, 900, 2480, 0.11)], "u": [vowel(640, 1250, 2450, 0.09)], "y": [vowel(300, 2250, 2950, 0.08)],
        "b": stop(900, voice: 1, second: 900), "d": stop(3_800, voice: 1, second: 1_750), "g": stop(1_900, voice: 1, second: 1_900),
        "p": stop(1_100, voice: 0, second: 950), "t": stop(4_200, voice: 0, second: 1_750), "k": stop(2_000, voice: 0, second: 1_900),
        "c": stop(2_000, voice: 0, second: 1_900), "q": stop(2_000, voice: 0, second: 1_100),
        "f": [fricative(7_500, 0.16)], "v": [fricative(7_000, 0.07, voice: 0.45, 0.06)], "s": [fricative(6_600, 0.42, 0.10)],
        "z": [fricative(6_200, 0.2, voice: 0.45, 0.07)], "x": stop(2_000, voice: 0, second: 1_900) + [fricative(6_600, 0.4)],
        "h": [DemoPhone(formants: SIMD3(560, 1600, 2500), length: 0.06, breath: 0.4)],
        "j": stop(3_400, voice: 1, second: 1_900) + [fricative(3_300, 0.22, voice: 0.4, 0.05)],
        "l": [murmur(360, 1_050, 2_900, 0.7)], "r": [murmur(400, 1_150, 1_600, 0.75)], "m": [murmur(260, 1_000, 2_200)],
        "n": [murmur(270, 1_650, 2_500)], "w": [murmur(300, 700, 2_300, 0.7)],
    ]

    private static let pairs: [String: [DemoPhone]] = [
        "ee": [vowel(290, 2_400, 3_050, 0.13)], "ea": [vowel(300, 2_350, 3_000, 0.13)], "oo": [vowel(320, 950, 2_350, 0.12)],
        "ai": [vowel(540, 1_950, 2_550, 0.08), vowel(380, 2_200, 2_750, 0.07)],
        "ay": [vowel(540, 1_950, 2_550, 0.08), vowel(380, 2_200, 2_750, 0.07)],
        "ou": [vowel(720, 1_250, 2_500, 0.08), vowel(420, 950, 2_350, 0.07)],
        "ow": [vowel(720, 1_250, 2_500, 0.08), vowel(420, 950, 2_350, 0.07)],
        "oa": [vowel(540, 900, 2_450, 0.13)], "er": [vowel(490, 1_350, 1_700, 0.11)], "ar": [vowel(720, 1_150, 2_450, 0.14)],
        "or": [vowel(560, 850, 2_450, 0.13)], "th": [fricative(7_800, 0.1, 0.07)], "sh": [fricative(3_400, 0.4, 0.1)],
        "ch": stop(3_800, voice: 0, second: 1_900) + [fricative(3_500, 0.35, 0.06)], "ph": [fricative(7_500, 0.16)],
        "ck": stop(2_000, voice: 0, second: 1_900), "ng": [murmur(270, 2_000, 2_700)], "wh": [murmur(300, 700, 2_300, 0.65)],
        "qu": stop(2_000, voice: 0, second: 900) + [murmur(300, 700, 2_300, 0.7)], "gh": [], "kn": [murmur(270, 1_650, 2_500)],
    ]
}
