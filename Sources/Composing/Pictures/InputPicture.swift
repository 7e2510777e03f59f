import Media

/// An input as a picture, and what was done to it on the way.
struct InputPicture {
    /// Colours in sRGB, or as stored where that was asked for.
    var image: PixelImage
    /// Whether the samples are those of the file.
    var isStored: Bool
    /// What changed, or could not be followed, in words.
    var remarks: [String]

    /// Reads a picture, turned upright.
    ///
    /// - Parameter keepsProfile: leaves the samples of a picture with a profile of its own as they are, with the profile.
    /// - Throws: `MediaError` of the file.
    init(_ checked: CheckedInput, limits: MediaLimits, keepsProfile: Bool = false) throws(MediaError) {
        if let error = checked.error { throw error }
        let stored = try PixelImage.read(checked.path ?? "", limits: limits)
        self.init(image: stored, isStored: true, remarks: [])
        noteInks(branch: checked.input.branch)
        guard !keepsProfile else { return }
        try convert(branch: checked.input.branch)
    }

    private init(image: PixelImage, isStored: Bool, remarks: [String]) {
        (self.image, self.isStored, self.remarks) = (image, isStored, remarks)
    }

    /// A decoder turns four inks into sRGB at once: what it hands over are no samples of the file.
    private mutating func noteInks(branch: String) {
        if case .converted(let name) = image.facts.colour {
            isStored = false
            remarks.append("\(branch) was converted to sRGB from \(name)")
        }
        if let warning = image.facts.warnings.first(where: { $0.hasPrefix("CMYK") }) {
            isStored = false
            remarks.append("\(branch) is \(warning)")
        }
    }

    /// Brings the colours to sRGB, as far as the file says which they are.
    mutating func convert(branch: String) throws(MediaError) {
        guard image.facts.colour == .asStored else { return }
        let converted = try image.convertedToSRGB()
        isStored = isStored && converted.samples == image.samples
        image = converted
        switch converted.facts.colour {
        case .converted(let name) where !isStored: remarks.append("\(branch) was converted to sRGB from \(name)")
        case .ignored(let reason): remarks.append("the colour profile of \(branch) was not applied: \(reason)")
        default: break
        }
    }

    /// The profile that all pictures share and that is kept with their samples; nil where one has none, or another.
    ///
    /// - Parameter isGray: whether the composite has one channel of colour; a profile of gray does not fit a page of three, nor the reverse.
    static func sharedProfile(_ pictures: [InputPicture], isGray: Bool) -> [UInt8]? {
        guard let first = pictures.first?.image.facts.iccProfile, first.count > 20 else { return nil }
        // ICC.1:2022, 7.2.8: the colour space of the data.
        guard Array(first[16..<20]) == Array((isGray ? "GRAY" : "RGB ").utf8) else { return nil }
        return pictures.allSatisfy { $0.image.facts.iccProfile == first && $0.isStored } ? first : nil
    }
}

extension [InputPicture] {
    /// Keeps the samples where all have one profile, which the composite then carries; else brings all to sRGB.
    ///
    /// - Parameter isGray: whether the composite has one channel of colour.
    /// - Returns: the profile to write.
    mutating func settleProfile(branches: [String], isGray: Bool = false) throws(MediaError) -> [UInt8]? {
        if let profile = InputPicture.sharedProfile(self, isGray: isGray) { return profile }
        for index in indices { try self[index].convert(branch: branches[index]) }
        return nil
    }
}
