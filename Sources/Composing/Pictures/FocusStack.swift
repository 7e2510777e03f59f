import CKernels
import Catalogs
import Foundation
import Media

/// Pictures of one scene, each sharp somewhere else, made one that is sharp everywhere.
///
/// At each place the picture whose squared Laplacian of luma, under a Gaussian of σ = 3, is largest is taken; the choices are blended
/// over four halvings (Burt and Adelson 1983).
struct FocusStack: PictureBlend {
    static let name = "focus_stack"
    static let summary = "Pictures of one scene, each sharp somewhere else, as one that is sharp everywhere."
    private static let sigma = 3.0
    private static let halvings = 4

    var settings: BlendSettings

    init(options: inout Options) { settings = BlendSettings(options: &options) }

    var parameters: [String: SidecarValue] { ["sigma": .number(Self.sigma), "halvings": .number(Double(Self.halvings))] }

    func blend(_ stack: PictureStack) throws -> (image: PixelImage, measurements: [String: Double]) {
        try stack.requireOpaque(Self.name)
        guard stack.pictures.count > 1 else { return (stack.pictures[0], [:]) }
        var best = [Float](repeating: -1, count: stack.width * stack.height)
        var chosen = [UInt16](repeating: 0, count: best.count)
        for index in stack.pictures.indices {
            let energy = Self.sharpness(of: stack.encoded(index))
            for place in best.indices where energy[place] > best[place] {
                best[place] = energy[place]
                chosen[place] = UInt16(index)
            }
        }
        let fitting = Int(log2(Double(min(stack.width, stack.height))))
        var pyramid = BlendPyramid(width: stack.width, height: stack.height, halvings: min(Self.halvings, fitting))
        for index in stack.pictures.indices {
            var picture = stack.encoded(index)
            picture.values.withUnsafeMutableBufferPointer { values in
                for place in chosen.indices where chosen[place] == index { values[4 * place + 3] = 1 }
            }
            pyramid.add(picture)
        }
        let (image, clippedShare) = stack.stored(pyramid.collapsed())
        var measurements = ["clipped_share": clippedShare]
        for (index, branch) in stack.branches.enumerated() {
            measurements["share_of_\(branch)"] = Double(chosen.count { $0 == index }) / Double(chosen.count)
        }
        return (image, measurements)
    }

    private static func sharpness(of picture: WeightedPicture) -> [Float] {
        let (width, height) = (picture.width, picture.height)
        var energy = [Float](repeating: 0, count: width * height)
        picture.values.withUnsafeBufferPointer { values in
            guard let start = values.baseAddress else { return }
            func row(_ y: Int) -> UnsafePointer<Float> {
                let mirrored = height == 1 ? 0 : y < 0 ? -y : y >= height ? 2 * height - 2 - y : y
                return start + 4 * width * mirrored
            }
            energy.withUnsafeMutableBufferPointer { energy in
                for y in 0..<height { ck_sharpness(row(y - 1), row(y), row(y + 1), width, energy.baseAddress! + y * width) }
            }
        }
        return smoothed(energy, width: width, height: height)
    }

    /// A Gaussian, rows and then columns, edges repeated.
    private static func smoothed(_ values: [Float], width: Int, height: Int) -> [Float] {
        let radius = Int((4 * sigma).rounded(.up))
        let raw = (-radius...radius).map { exp(-Double($0 * $0) / (2 * sigma * sigma)) }
        let taps = raw.map { Float($0 / raw.reduce(0, +)) }
        var across = [Float](repeating: 0, count: values.count)
        var result = across
        var padded = [Float](repeating: 0, count: width + 2 * radius)
        for y in 0..<height {
            for x in padded.indices { padded[x] = values[y * width + min(max(x - radius, 0), width - 1)] }
            padded.withUnsafeBufferPointer { padded in
                across.withUnsafeMutableBufferPointer { across in
                    for (k, tap) in taps.enumerated() {
                        for x in 0..<width { across[y * width + x] += tap * padded[x + k] }
                    }
                }
            }
        }
        across.withUnsafeBufferPointer { across in
            result.withUnsafeMutableBufferPointer { result in
                for y in 0..<height {
                    for (k, tap) in taps.enumerated() {
                        let from = min(max(y + k - radius, 0), height - 1) * width
                        for x in 0..<width { result[y * width + x] += tap * across[from + x] }
                    }
                }
            }
        }
        return result
    }
}
