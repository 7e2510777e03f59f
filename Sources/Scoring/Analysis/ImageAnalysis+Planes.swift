import CKernels
import Media

// Until the similarity metrics read rows themselves.
extension ImageAnalysis {
    package var luma: Plane<Float> {
        var row = LumaRow(of: self)
        return Plane(width: width, height: height) { y, target in row.read(y, into: target) }
    }

    package var channels: [Plane<Float>] {
        (0..<3).map { channel in
            var row = ColourRow(width: width)
            return Plane(width: width, height: height) { y, target in
                row.read(y, of: image, over: background)
                target.update(from: [row.red, row.green, row.blue][channel], count: width)
            }
        }
    }

    package var lumaPyramid: [Plane<Float>] {
        (1..<5).reduce(into: [luma]) { scales, _ in scales.append(scales[scales.count - 1].halved()) }
    }
}
