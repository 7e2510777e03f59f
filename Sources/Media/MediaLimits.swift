/// What is refused before memory is taken for it.
package struct MediaLimits: Sendable, Hashable {
    /// Width × height.
    package var pixels: Int
    /// Frames × channels of decoded audio.
    package var samples: Int
    /// Frames × channels beyond which a sound that is only measured stays in its file.
    package var heldSamples: Int
    /// Bytes of a file that is read whole.
    package var bytes: Int

    package init(pixels: Int = 256 << 20, samples: Int = 1 << 30, bytes: Int = 1 << 30, heldSamples: Int = 1 << 27) {
        self.pixels = pixels
        self.samples = samples
        self.heldSamples = heldSamples
        self.bytes = bytes
    }

    package static let standard = MediaLimits()
}
