/// How speech of a known signal-to-noise ratio is distributed, for WADA-SNR.
enum AmplitudeStatistics {
    /// ln E|x| − E ln|x| of gamma-distributed speech (shape 0.4) in Gaussian noise at −20, −19 … 100 dB.
    ///
    /// Integrated numerically for bakeoff: 6,001 points of the amplitude's logarithm from −90 to ln 60, the noise in closed form
    /// (folded normal mean; Poisson mixture of digamma values). The published table is a simulation and differs by up to 3e-4.
    static let table: [Double] = [
        0.409435, 0.409459, 0.409498, 0.409556, 0.409644, 0.409777, 0.409974, 0.410265,
        0.410687, 0.411293, 0.412148, 0.413339, 0.414969, 0.417164, 0.420066, 0.423839,
        0.428654, 0.434691, 0.442128, 0.451128, 0.461837, 0.474368, 0.488795, 0.505151,
        0.523423, 0.543551, 0.565434, 0.588934, 0.613881, 0.640087, 0.667346, 0.695450,
        0.724191, 0.753365, 0.782784, 0.812272, 0.841671, 0.870839, 0.899654, 0.928012,
        0.955825, 0.983020, 1.009541, 1.035341, 1.060388, 1.084657, 1.108135, 1.130813,
        1.152691, 1.173772, 1.194065, 1.213581, 1.232336, 1.250346, 1.267630, 1.284208,
        1.300102, 1.315332, 1.329921, 1.343892, 1.357266, 1.370065, 1.382311, 1.394026,
        1.405231, 1.415945, 1.426189, 1.435983, 1.445345, 1.454293, 1.462844, 1.471016,
        1.478825, 1.486286, 1.493414, 1.500225, 1.506731, 1.512947, 1.518885, 1.524557,
        1.529975, 1.535150, 1.540093, 1.544814, 1.549324, 1.553631, 1.557745, 1.561674,
        1.565426, 1.569010, 1.572433, 1.575702, 1.578824, 1.581806, 1.584654, 1.587373,
        1.589971, 1.592451, 1.594820, 1.597083, 1.599243, 1.601306, 1.603277, 1.605159,
        1.606956, 1.608672, 1.610312, 1.611877, 1.613372, 1.614800, 1.616163, 1.617465,
        1.618708, 1.619896, 1.621030, 1.622113, 1.623147, 1.624135, 1.625078, 1.625979,
        1.626839,
    ]

    /// The signal-to-noise ratio in dB that a value of the statistic stands for, −20…100.
    static func decibels(_ statistic: Double) -> Double {
        guard let above = table.firstIndex(where: { $0 >= statistic }) else { return 100 }
        guard above > 0 else { return -20 }
        return Double(above - 21) + (statistic - table[above - 1]) / (table[above] - table[above - 1])
    }
}
