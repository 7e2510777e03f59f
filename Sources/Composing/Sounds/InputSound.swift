import Media

/// An input as a sound; a long one stays in its file.
struct InputSound {
    /// In the list of inputs.
    let index: Int
    let input: CompositionInput
    let clip: AudioClip

    var branch: String { input.branch }

    /// Samples beyond which a sound is read from its file as it is needed: about a minute and a half of stereo.
    private static let held = 1 << 23

    /// Reads what can be read.
    ///
    /// - Returns: the sounds, and why the others are none, by their place.
    /// - Throws: the first `MediaError` where nothing can be read; `too_large` as soon as the sounds together are more than the limit.
    static func read(_ checked: [CheckedInput], limits: MediaLimits) throws -> (sounds: [InputSound], unread: [Int: MediaError]) {
        var limits = limits
        limits.heldSamples = min(limits.heldSamples, held)
        var sounds: [InputSound] = []
        var unread: [Int: MediaError] = [:]
        var room = limits.samples
        for (index, input) in checked.enumerated() {
            unread[index] = input.error
            guard let path = input.path else { continue }
            do throws(MediaError) {
                let clip = try AudioClip.read(path, limits: limits, streaming: true)
                room -= clip.frames * clip.channels
                sounds.append(InputSound(index: index, input: input.input, clip: clip))
            } catch {
                unread[index] = error
            }
            guard room >= 0 else { throw CompositionError("too_large", "the sounds together have more than \(limits.samples) samples") }
        }
        if sounds.isEmpty, let first = unread.min(by: { $0.key < $1.key }) { throw first.value }
        return (sounds, unread)
    }
}
