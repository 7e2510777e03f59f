import Media

/// Whether what a file says about its colours is applied before anything is measured.
package enum ColourPolicy: String, Sendable, Hashable, CaseIterable {
    /// Profile, gamma and chromaticities are followed: what is measured is what a viewer shows.
    case shown
    /// The codes as they stand in the file.
    case stored
}

extension PixelImage {
    /// A picture and the one it is compared with, decoded at the same time when there are two threads.
    ///
    /// - Throws: `MediaError` of the picture, or else of the other.
    static func read(
        _ path: String, beside other: String?, limits: MediaLimits, threads: Int, colours: ColourPolicy
    ) throws(MediaError) -> (picture: PixelImage, other: PixelImage?) {
        @Sendable func load(_ path: String) throws(MediaError) -> PixelImage {
            let stored = try read(path, limits: limits)
            return colours == .shown ? try stored.convertedToSRGB() : stored
        }
        guard let other else { return (try load(path), nil) }
        guard threads > 1 else { return (try load(path), try load(other)) }
        let paths = [path, other]
        let decoded = concurrentMap(2) { index in Result { () throws(MediaError) in try load(paths[index]) } }
        return (try decoded[0].get(), try decoded[1].get())
    }
}
