/// How the norms of all scales become one number: the tuning of SSIMULACRA 2.1 (Sneyers, Cloudinary 2023; BSD-3).
enum SSIMULACRA2Weights {
    static let scales = 6

    /// 100 for equal pictures, falling without a bound.
    ///
    /// With fewer than six scales, on pictures below 113 pixels, the weights are used up in order and so land on other planes
    /// than they were tuned for. The reference tool does so.
    static func score(_ scales: [[XYBScale.Norms]]) -> Double {
        let norms = (0..<3).flatMap { channel in
            scales.flatMap { scale in
                let (error, edges) = (scale[channel].error, scale[channel].edges)
                return [error[0], edges[0], edges[2], error[1], edges[1], edges[3]]
            }
        }
        let sum = 0.956_238_261_683_484_4 * zip(weights, norms).reduce(0) { $0 + $1.0 * $1.1 }
        let bent = (6.248_496_625_763_138e-5 * sum - 0.020_884_521_182_843_837) * sum * sum + 2.326_765_642_916_932 * sum
        return bent > 0 ? 100 - 10 * PortableMath.pow(bent, 0.627_633_646_783_138_7) : 100
    }

    /// One line a scale of X, then of Y, then of B; error, ringing, blur by their mean and then by their 4-norm.
    private static let weights: [Double] = [
        0, 0.0007376606707406586, 0, 0, 0.0007793481682867309, 0,
        0, 0.0004371155730107379, 0, 1.1041726426657346, 0.00066284834129271, 0.00015231632783718752,
        0, 0.0016406437456599754, 0, 1.8422455520539298, 11.441172603757666, 0,
        0.0007989109436015163, 0.000176816438078653, 0, 1.8787594979546387, 10.94906990605142, 0,
        0.0007289346991508072, 0.9677937080626833, 0, 0.00014003424285435884, 0.9981766977854967, 0.00031949755934435053,
        0.0004550992113792063, 0, 0, 0.0013648766163243398, 0, 0,
        0, 0, 0, 7.466890328078848, 0, 17.445833984131262,
        0.0006235601634041466, 0, 0, 6.683678146179332, 0.00037724407979611296, 1.027889937768264,
        225.20515300849274, 0, 0, 19.213238186143016, 0.0011401524586618361, 0.001237755635509985,
        176.39317598450694, 0, 0, 24.43300999870476, 0.28520802612117757, 0.0004485436923833408,
        0, 0, 0, 34.77906344483772, 44.835625328877896, 0,
        0, 0, 0, 0, 0, 0,
        0, 0.0008680556573291698, 0, 0, 0, 0,
        0, 0.0005313191874358747, 0, 0.00016533814161379112, 0, 0,
        0, 0, 0, 0.0004179171803251336, 0.0017290828234722833, 0,
        0.0020827005846636437, 0, 0, 8.826982764996862, 23.19243343998926, 0,
        95.1080498811086, 0.9863978034400682, 0.9834382792465353, 0.0012286405048278493, 171.2667255897307, 0.9807858872435379,
        0, 0, 0, 0.0005130064588990679, 0, 0.00010854057858411537,
    ]
}
