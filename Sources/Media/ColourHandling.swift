import CColour

/// What has become of what a file says about its colours.
package enum ColourHandling: Sendable, Hashable, Codable {
    /// Nothing has been asked yet: samples and profile are those of the file.
    case asStored
    /// The file says nothing, and what says nothing is sRGB.
    case assumedSRGB
    /// The file says sRGB, or has a profile that changes no code by more than one of 255.
    case sRGB
    /// Samples were converted to sRGB from a profile, or a gamma, of this name.
    case converted(from: String)
    /// What the file says cannot be applied, and the samples are as stored.
    case ignored(reason: String)

    static func name(of transform: OpaquePointer) -> String {
        let name = String(cString: ccolour_name(transform))
        return name.isEmpty ? "a profile without a name" : name
    }
}
