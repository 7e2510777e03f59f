import Media
import Scoring

/// Pictures of one size, of the same channels and bits, that are to become one.
struct PictureStack {
    /// What can be blended, in file order.
    let pictures: [PixelImage]
    let branches: [String]
    /// Of those pictures, which were transparent somewhere before they were fitted.
    let transparent: [Bool]
    let width: Int
    let height: Int
    /// Of every input, for the sidecar.
    let places: [Place]
    let warnings: [String]
    /// The profile that the samples follow; nil for sRGB.
    let profile: [UInt8]?

    struct Place {
        let checked: CheckedInput
        let picture: PicturePlace?
    }

    var channels: Int { pictures[0].channels }
    var bitDepth: Int { pictures[0].bitDepth }
    var hasAlpha: Bool { pictures[0].hasAlpha }

    /// Reads, converts to sRGB and fits the inputs; what has no usable file is left out and listed.
    ///
    /// - Parameters:
    ///   - depth: bits of a sample at least.
    ///   - keepsProfile: where no sample needs to change, a profile that all share stays with them.
    ///   - addsColour: whether something with colours is drawn beside pictures that may be gray.
    /// - Throws: `MediaError` where nothing can be read, `CompositionError` for sizes.
    init(
        _ inputs: [CompositionInput], for mode: any Composition.Type, fitting: StackFitting, depth: Int?, limits: MediaLimits,
        keepsProfile: Bool = false, addsColour: Bool = false
    ) throws {
        var read = try Self.read(CheckedInput.all(inputs, for: mode), limits: limits)
        let first = read.compactMap(\.picture).first?.image
        let isUniform = read.allSatisfy {
            $0.picture == nil || $0.picture?.image.width == first?.width && $0.picture?.image.height == first?.height
        }
        let isGray = !addsColour && read.allSatisfy { ($0.picture?.image.channels ?? 1) < 3 }
        profile = try Self.settleProfile(&read, keeps: keepsProfile && isUniform, isGray: isGray)
        let sizes = read.compactMap { entry in entry.picture.map { (entry.checked.input.branch, $0.image.width, $0.image.height) } }
        let target = try fitting.target(sizes)
        guard target.width * target.height <= limits.pixels / sizes.count else {
            throw CompositionError(
                "too_large", "\(sizes.count) pictures of \(target.width) × \(target.height) are over the limit of \(limits.pixels) pixels")
        }
        var (fitted, transparent, places, warnings): ([PixelImage], [Bool], [Place], [String]) = ([], [], [], [])
        for entry in read {
            guard let picture = entry.picture else {
                places.append(Place(checked: entry.checked, picture: nil))
                warnings.append("\(entry.checked.input.branch) is left out: \(entry.checked.reason)")
                continue
            }
            let placed = try fitting.place(picture.image, width: target.width, height: target.height, limits: limits)
            let cell = PixelRectangle(x: 0, y: 0, width: target.width, height: target.height)
            fitted.append(placed.image)
            transparent.append(!picture.image.isOpaque)
            warnings += picture.remarks
            let place = PicturePlace(
                rectangle: placed.rectangle, cell: cell, inputWidth: picture.image.width, inputHeight: picture.image.height,
                orientation: picture.image.facts.appliedOrientation,
                isExact: placed.isExact && picture.isStored)
            places.append(Place(checked: entry.checked, picture: place))
        }
        let hasColour = fitted.contains { $0.channels > 2 }, hasAlpha = fitted.contains(where: \.hasAlpha)
        let channels = (hasColour ? 3 : 1) + (hasAlpha ? 1 : 0)
        let bits = max(depth ?? 8, fitted.map(\.bitDepth).max() ?? 8)
        pictures = fitted.map { $0.recoded(channels: channels, bitDepth: bits) }
        branches = sizes.map(\.0)
        (width, height) = target
        (self.transparent, self.places, self.warnings) = (transparent, places, warnings)
    }

    private typealias Read = (checked: CheckedInput, picture: InputPicture?)

    private static func settleProfile(_ read: inout [Read], keeps: Bool, isGray: Bool) throws(MediaError) -> [UInt8]? {
        let shown = read.indices.filter { read[$0].picture != nil }
        var pictures = shown.compactMap { read[$0].picture }
        let branches = shown.map { read[$0].checked.input.branch }
        var profile: [UInt8]?
        if keeps {
            profile = try pictures.settleProfile(branches: branches, isGray: isGray)
        } else {
            for index in pictures.indices { try pictures[index].convert(branch: branches[index]) }
        }
        for (index, picture) in zip(shown, pictures) { read[index].picture = picture }
        return profile
    }

    private static func read(_ checked: [CheckedInput], limits: MediaLimits) throws -> [Read] {
        var room = limits.pixels
        var failure: MediaError?
        var read: [Read] = []
        // A few at a time, so that pictures that are too much together are noticed before all are in memory.
        for start in stride(from: 0, to: checked.count, by: 4) {
            let group = Array(checked[start..<min(checked.count, start + 4)])
            let results = concurrentMap(group.count) { index -> Result<InputPicture, MediaError>? in
                guard group[index].path != nil else { return nil }
                return Result { () throws(MediaError) in try InputPicture(group[index], limits: limits, keepsProfile: true) }
            }
            for (input, result) in zip(group, results) {
                switch result {
                case .success(let picture):
                    room -= picture.image.width * picture.image.height
                    read.append((input, picture))
                case .failure(let error):
                    failure = failure ?? error
                    read.append((CheckedInput(input: input.input, path: nil, error: error), nil))
                case nil:
                    failure = failure ?? input.error
                    read.append((input, nil))
                }
            }
            guard room >= 0 else { throw CompositionError("too_large", "the pictures together have more than \(limits.pixels) pixels") }
        }
        if let failure, read.allSatisfy({ $0.picture == nil }) { throw failure }
        return read
    }
}
