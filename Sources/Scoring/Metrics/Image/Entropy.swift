import Catalogs

/// Bits a pixel would need if only the histogram were known: low for flat or posterised pictures. One colour gives 0.
struct Entropy: Metric {
    static let name = "entropy"
    static let summary = "Shannon entropy of the gray histogram, 0 to 8 bits."
    static let version = 1
    static let scale = Scale(unit: "bit", in: (0, 8), better: .neutral)
    static let needs = Needs.nothing
    static let source = "Shannon 1948, base 2, over the histogram of OpenCV's 8-bit gray; scikit-image shannon_entropy"

    init(options: inout Options) {}

    func measure(_ picture: ImageAnalysis, against _: ImageAnalysis?) -> Measurement {
        let pixels = Double(picture.pixels)
        return .value(
            picture.pixelStatistics.histogram.reduce(0.0) { bits, count in
                guard count > 0 else { return bits }
                let share = Double(count) / pixels
                return bits + share * PortableMath.log2(1 / share)
            })
    }
}
