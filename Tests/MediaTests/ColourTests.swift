import Media
import TestSupport
import Testing

/// Colours become those of sRGB as the profile asks; expected values follow from its matrix and curve.
@Suite struct ColourTests {
    private static let p3 = ICCBytes.display("Display P3", colorants: ICCBytes.p3Colorants, gamma: nil)

    private func image(_ channels: Int, profile: [UInt8]?, depth: Int = 8) -> PixelImage {
        let drawn = PillowPicture.drawn(channels: channels)
        var image = depth == 16 ? drawn.widened() : drawn
        image.facts.iccProfile = profile
        return image
    }

    /// Samples on the scale of 0…1.
    private func values(_ image: PixelImage) -> [Double] {
        switch image.samples {
        case .eight(let samples): samples.map { Double($0) / 255 }
        case .sixteen(let samples): samples.map { Double($0) / 65_535 }
        }
    }

    /// Colorants of sRGB against those of a profile, by Cramer's rule; `linear` is light in the profile's colours.
    private func sRGB(_ linear: [Double], colorants: [Double]) -> [Double] {
        let xyz = (0..<3).map { row in (0..<3).reduce(0) { $0 + colorants[$1 * 3 + row] * linear[$1] } }
        func determinant(_ m: [[Double]]) -> Double {
            (0..<3).reduce(0) { sum, i in
                let j = (i + 1) % 3, k = (i + 2) % 3
                return sum + m[i][0] * (m[j][1] * m[k][2] - m[k][1] * m[j][2])
            }
        }
        let columns = (0..<3).map { Array(ICCBytes.sRGBColorants[$0 * 3..<$0 * 3 + 3]) }
        let whole = determinant(columns)
        return (0..<3).map { place in
            var replaced = columns
            replaced[place] = xyz
            return SRGB.encoded(min(1, max(0, determinant(replaced) / whole)))
        }
    }

    @Test(arguments: [3, 4], [8, 16])
    func displayP3BecomesSRGB(channels: Int, depth: Int) throws {
        let stored = image(channels, profile: Self.p3, depth: depth)
        let converted = try stored.convertedToSRGB()
        let (before, after) = (values(stored), values(converted))
        for start in stride(from: 0, to: before.count, by: channels) {
            let expected = sRGB(before[start..<start + 3].map { SRGB.linear($0) }, colorants: ICCBytes.p3Colorants)
            for channel in 0..<3 {
                // 8 bits: one code; 16 bits: the colorants have 16 bits themselves.
                #expect(abs(after[start + channel] - expected[channel]) < (depth == 8 ? 1 / 255.0 : 60 / 65_535.0))
            }
            if channels == 4 { #expect(after[start + 3] == before[start + 3]) }
        }
        #expect(converted.facts.colour == .converted(from: "Display P3"))
        #expect(converted.facts.iccProfile == nil && converted.facts.warnings.isEmpty)
        #expect((converted.channels, converted.bitDepth) == (channels, depth))
    }

    @Test(arguments: [1, 2], [8, 16])
    func grayStaysGray(channels: Int, depth: Int) throws {
        let stored = image(channels, profile: ICCBytes.gray("Gray gamma 1", gamma: 1), depth: depth)
        let converted = try stored.convertedToSRGB()
        let (before, after) = (values(stored), values(converted))
        for index in before.indices {
            let isAlpha = channels == 2 && index % 2 == 1
            let expected = isAlpha ? before[index] : SRGB.encoded(before[index])
            #expect(abs(after[index] - expected) < (depth == 8 ? 0.51 / 255 : 40 / 65_535.0), "\(before[index])")
        }
        #expect(converted.facts.colour == .converted(from: "Gray gamma 1") && converted.channels == channels)
    }

    @Test func grayFollowsTheCurveOfAColourProfile() throws {
        let profile = ICCBytes.display("Linear", colorants: ICCBytes.sRGBColorants, gamma: 1)
        let (before, after) = (values(image(1, profile: nil)), values(try image(1, profile: profile).convertedToSRGB()))
        #expect(zip(before, after).allSatisfy { abs(SRGB.encoded($0) - $1) < 0.51 / 255 })
    }

    @Test(arguments: 1...4, [8, 16])
    func sRGBByAnotherNameChangesNothing(channels: Int, depth: Int) throws {
        let profile = ICCBytes.display("sRGB of a camera", colorants: ICCBytes.sRGBColorants, gamma: nil)
        let stored = image(channels, profile: profile, depth: depth)
        let converted = try stored.convertedToSRGB()
        #expect(converted.samples == stored.samples && converted.facts.colour == .sRGB && converted.facts.iccProfile == nil)
    }

    @Test func fileThatSaysNothingIsTakenForSRGB() throws {
        let stored = image(3, profile: nil)
        #expect(stored.facts.colour == .asStored)
        let converted = try stored.convertedToSRGB()
        #expect(converted.samples == stored.samples && converted.facts.colour == .assumedSRGB)
        #expect(try converted.convertedToSRGB() == converted)
    }

    @Test func whatWasConvertedIsNotConvertedAgain() throws {
        let once = try image(3, profile: Self.p3).convertedToSRGB()
        #expect(try once.convertedToSRGB() == once)
    }

    @Test(arguments: [[1, 2, 3], [], Array(p3.prefix(400)), PNGFormsTests.profile()] as [[UInt8]])
    func profileThatCannotBeReadIsIgnoredWithAWarning(profile: [UInt8]) throws {
        let stored = image(3, profile: profile)
        let converted = try stored.convertedToSRGB()
        #expect(converted.samples == stored.samples && converted.facts.iccProfile == profile)
        guard case .ignored(let reason) = converted.facts.colour else { throw MediaError(.corrupt, "x", "not ignored") }
        #expect(!reason.isEmpty && converted.facts.warnings == ["the colour profile is not applied: \(reason)"])
    }

    @Test func profileThatTheDecoderDroppedIsIgnoredAndNotTakenForNone() throws {
        var stored = image(3, profile: [])
        (stored.facts.iccProfile, stored.facts.warnings) = (nil, ["iCCP: too short"])
        #expect(try stored.convertedToSRGB().facts.colour == .ignored(reason: "iCCP: too short"))
    }

    @Test func profileForOtherPixelsIsIgnoredWithAWarning() throws {
        let converted = try image(3, profile: ICCBytes.gray("Gray", gamma: 1)).convertedToSRGB()
        #expect(converted.facts.colour == .ignored(reason: "it is for pixels of another kind"))
        #expect(try image(1, profile: ICCBytes.press("Press")).convertedToSRGB().facts.warnings.count == 1)
    }

    @Test func damagedProfilesAreIgnoredOrApplied() throws {
        var random = SplitMix(seed: 3)
        let profiles = [Self.p3, ICCBytes.gray("Gray", gamma: 1.8), ICCBytes.press("Press")]
        for turn in 0..<3_000 {
            var profile = profiles[turn % 3]
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                profile[Int.random(in: 0..<min(profile.count, 400), using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            let stored = image(turn % 3 == 1 ? 1 : 3, profile: profile)
            #expect(try stored.convertedToSRGB().facts.colour != .asStored)
        }
    }

    // MARK: What PNG says without a profile

    private func png(_ chunks: [[UInt8]], color: PNGBytes.Color = .rgb) throws -> PixelImage {
        let samples = (0..<color.channels * 16).map { $0 * 16 % 256 }
        let file = PNGBytes(width: 16, height: 1, depth: 8, color: color, samples: samples, extra: chunks)
        return try PixelImage.decodePNG(file.bytes, path: "x.png")
    }

    private func chromaticities(_ values: [Int]) -> [UInt8] { PNGBytes.chunk("cHRM", values.flatMap { PNGBytes.word($0) }) }

    private static let sRGBPrimaries = [31_270, 32_900, 64_000, 33_000, 30_000, 60_000, 15_000, 6_000]
    private static let p3Primaries = [31_270, 32_900, 68_000, 32_000, 26_500, 69_000, 15_000, 6_000]

    @Test func gammaIsApplied() throws {
        let stored = try png([PNGBytes.chunk("gAMA", PNGBytes.word(100_000))])
        let converted = try stored.convertedToSRGB()
        #expect(zip(values(stored), values(converted)).allSatisfy { abs(SRGB.encoded($0) - $1) < 1 / 255.0 })
        #expect(converted.facts.colour == .converted(from: "a display of gamma 1.0") && converted.facts.gamma == nil)
    }

    @Test func gammaOfGrayIsApplied() throws {
        let stored = try png([PNGBytes.chunk("gAMA", PNGBytes.word(100_000))], color: .gray)
        let converted = try stored.convertedToSRGB()
        #expect(zip(values(stored), values(converted)).allSatisfy { abs(SRGB.encoded($0) - $1) < 0.51 / 255 })
    }

    @Test func chromaticitiesAreApplied() throws {
        let stored = try png([PNGBytes.chunk("gAMA", PNGBytes.word(45_455)), chromaticities(Self.p3Primaries)])
        let converted = try stored.convertedToSRGB()
        var profiled = stored
        (profiled.facts.gamma, profiled.facts.chromaticities, profiled.facts.iccProfile) = (nil, nil, Self.p3)
        let differences = zip(values(converted), values(try profiled.convertedToSRGB())).map { abs($0 - $1) }
        #expect(differences.max()! <= 1.01 / 255 && converted.samples != stored.samples)
        #expect(converted.facts.colour == .converted(from: "chromaticities of its own"))
    }

    @Test func usualGammaAndChromaticitiesAreSRGB() throws {
        let stored = try png([PNGBytes.chunk("gAMA", PNGBytes.word(45_455)), chromaticities(Self.sRGBPrimaries)])
        #expect(stored.facts.chromaticities == Self.sRGBPrimaries.map { Double($0) / 100_000 })
        let converted = try stored.convertedToSRGB()
        #expect(converted.samples == stored.samples && converted.facts.colour == .sRGB && converted.facts.gamma == nil)
    }

    @Test func sRGBChunkCountsBeforeGamma() throws {
        let converted = try png([PNGBytes.chunk("gAMA", PNGBytes.word(100_000)), PNGBytes.chunk("sRGB", [0])]).convertedToSRGB()
        #expect(converted.facts.colour == .sRGB)
    }

    @Test func profileCountsBeforeTheSRGBChunk() throws {
        var stored = try png([PNGBytes.chunk("sRGB", [0])])
        stored.facts.iccProfile = Self.p3
        #expect(try stored.convertedToSRGB().facts.colour == .converted(from: "Display P3"))
    }

    @Test(arguments: [[0, 0, 0, 0, 0, 0, 0, 0], [31_270, 0, 64_000, 33_000, 30_000, 60_000, 15_000, 6_000]])
    func impossibleChromaticitiesAreIgnoredWithAWarning(values: [Int]) throws {
        let converted = try png([chromaticities(values)]).convertedToSRGB()
        #expect(converted.facts.warnings.count == 1)
    }

    @Test(arguments: [0, 1, 9_000, 1_100_000, 4_294_967_295])
    func impossibleGammaIsIgnoredWithAWarning(gamma: Int) throws {
        let stored = try png([PNGBytes.chunk("gAMA", PNGBytes.word(gamma))])
        let converted = try stored.convertedToSRGB()
        #expect(converted.samples == stored.samples)
        #expect(converted.facts.warnings == ["the colour profile is not applied: its gamma or chromaticities are of no display"])
    }

    // MARK: Ink

    @Test(arguments: ["cmyk.jpg", "ycck.jpg"])
    func inkIsConvertedThroughItsProfile(name: String) throws {
        let plain = try fixture("pictures/\(name)")
        let file = JPEGBytes.inserted(JPEGBytes.profile(ICCBytes.press("Test press"))[0], into: plain)
        let image = try PixelImage.decodeJPEG(file, path: name)
        #expect(image.facts.colour == .converted(from: "Test press") && image.facts.warnings.isEmpty)
        #expect(image.channels == 3)
        #expect(try image.samples != PixelImage.decodeJPEG(plain, path: name).samples)
        // This press knows grays alone.
        let samples = values(image)
        #expect(stride(from: 0, to: samples.count, by: 3).allSatisfy { abs(samples[$0] - samples[$0 + 1]) < 2.5 / 255 })
        #expect(try image.convertedToSRGB() == image)
    }

    @Test func inkWithAProfileForLightIsConvertedByThePlainFormula() throws {
        let plain = try fixture("pictures/cmyk.jpg")
        let image = try PixelImage.decodeJPEG(JPEGBytes.inserted(JPEGBytes.profile(Self.p3)[0], into: plain), path: "x.jpg")
        #expect(image.samples == (try PixelImage.decodeJPEG(plain, path: "x.jpg")).samples)
        #expect(image.facts.warnings.first?.contains("it is for pixels of another kind") == true)
    }
}
