import CKernels

extension Plane<Float> {
    /// 2×2 means at half the size, a left-over last row or column dropped.
    ///
    /// When either side is odd one replicated row above and one replicated column on the left come first, for both sides: the
    /// grid of an even side shifts too. That is what piq 0.8.0 does between the scales of MS-SSIM (piq/ms_ssim.py).
    func halved() -> Plane<Float> {
        let pad = (width | height) & 1
        return withRows { rows in
            Plane(width: (width + pad) / 2, height: (height + pad) / 2) { y, row in
                let top = rows[max(0, 2 * y - pad)]
                let bottom = rows[2 * y - pad + 1]
                if pad == 0 {
                    ck_halve(top, bottom, row, (width + pad) / 2)
                } else {
                    row[0] = (top[0] + bottom[0]) / 2
                    ck_halve(top + 1, bottom + 1, row + 1, (width + pad) / 2 - 1)
                }
            }
        }
    }
}
