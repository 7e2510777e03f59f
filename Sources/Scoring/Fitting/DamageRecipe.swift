import Media

/// One, two or three damages, one after the other, as they come together in life.
struct DamageRecipe: Sendable, Hashable {
    let damages: [Damage]

    /// Pairs that the fit never sees, so that the test has mixtures that are new to the model.
    static let heldBack: [Set<Damage.Kind>] = [
        [.blur, .jpeg], [.noise, .webp], [.resample, .banding], [.ringing, .jpeg], [.grain, .contrast],
    ]

    /// Draws a recipe; one of the pairs that are held back is part of it exactly when `isHeldBack`.
    init(isHeldBack: Bool, noise: inout SeededNoise) {
        var kinds: [Damage.Kind]
        repeat {
            kinds = isHeldBack ? Self.heldBack[noise.pick(Self.heldBack.count)].sorted { $0.rawValue < $1.rawValue } : []
            let count = isHeldBack ? 2 + (noise.share() < 0.3 ? 1 : 0) : 1 + (noise.share() < 0.5 ? 1 : 0) + (noise.share() < 0.25 ? 1 : 0)
            while kinds.count < count {
                let kind = Damage.Kind.allCases[noise.pick(Damage.Kind.allCases.count)]
                // Nobody can tell a pale picture of a motif from a picture of a pale motif: more of them would teach nothing.
                if !kinds.contains(kind), kind != .contrast || noise.share() < 0.4 { kinds.append(kind) }
            }
        } while Self.holdsBack(kinds) != isHeldBack
        kinds.shuffle(using: &noise)
        // Three strong damages leave nothing to tell apart.
        let most = [1, 0.85, 0.7][kinds.count - 1]
        damages = kinds.map { Damage(kind: $0, strength: noise.share() * most) }
    }

    /// - Throws: `MediaError` of an encoder.
    func apply(to picture: PixelImage, noise: inout SeededNoise) throws(MediaError) -> PixelImage {
        var picture = picture
        for damage in damages { picture = try damage.apply(to: picture, noise: &noise) }
        return picture
    }

    private static func holdsBack(_ kinds: [Damage.Kind]) -> Bool { heldBack.contains { $0.isSubset(of: kinds) } }
}
