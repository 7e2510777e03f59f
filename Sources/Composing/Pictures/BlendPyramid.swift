import CKernels

/// A picture of red, green, blue and a weight, four floats a pixel.
struct WeightedPicture {
    let width: Int
    let height: Int
    var values: [Float]

    init(width: Int, height: Int) {
        self.width = width
        self.height = height
        values = [Float](repeating: 0, count: 4 * width * height)
    }

    /// Half the size, rounded up.
    func halved(_ scratch: inout [Float]) -> WeightedPicture {
        var half = WeightedPicture(width: (width + 1) / 2, height: (height + 1) / 2)
        ck_pyramid_down(values, width, height, &half.values, &scratch)
        return half
    }
}

/// Pictures blended band by band: Σ Gaussian(weight) · Laplacian(picture), put together again.
///
/// Source: Burt and Adelson, A Multiresolution Spline with Application to Image Mosaics, ACM Trans. Graph. 2 (1983).
struct BlendPyramid {
    private var levels: [WeightedPicture]
    private var scratch: [Float]

    /// - Parameter halvings: how often the size is halved; the picture itself is level 0.
    init(width: Int, height: Int, halvings: Int) {
        levels = [WeightedPicture(width: width, height: height)]
        for _ in 0..<halvings {
            let last = levels[levels.count - 1]
            levels.append(WeightedPicture(width: (last.width + 1) / 2, height: (last.height + 1) / 2))
        }
        scratch = [Float](repeating: 0, count: 8 * (width + 2))
    }

    /// Adds a picture; the weights of all pictures at a place sum to 1.
    mutating func add(_ picture: WeightedPicture) {
        var current = picture
        for level in levels.indices {
            let half = level + 1 < levels.count ? current.halved(&scratch) : nil
            let (width, height) = (current.width, current.height)
            if let half {
                ck_pyramid_blend(current.values, half.values, width, height, &levels[level].values, &scratch)
                current = half
            } else {
                ck_pyramid_blend(current.values, nil, width, height, &levels[level].values, &scratch)
            }
        }
    }

    /// The blended picture.
    mutating func collapsed() -> WeightedPicture {
        for level in levels.indices.dropLast().reversed() {
            let half = levels[level + 1].values
            ck_pyramid_collapse(&levels[level].values, half, levels[level].width, levels[level].height, &scratch)
        }
        return levels[0]
    }
}
