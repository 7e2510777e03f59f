/// The numbers by which branches are put in order, higher first; only their order has a meaning.
///
/// Where every branch ran the same cases it is the mean. Otherwise means over different cases would be compared, and the mean
/// paired difference to the rivals, each on the cases that both ran, takes their place; on a full grid both give one order.
enum Levels {
    static func of(_ field: Field, pairs: [PairEvidence], without position: Int?) -> [Double] {
        let levels = field.isIncomplete ? edges(field.branches.count, pairs) : means(field, without: position)
        // Sums of the same scores in another order differ in the last bits; equal means stand in file order.
        return levels.map { ($0 / Moments.noise).rounded() * Moments.noise }
    }

    private static func means(_ field: Field, without position: Int?) -> [Double] {
        field.quality.map { row in
            let kept = row.indices.compactMap { $0 == position ? nil : row[$0] }
            return kept.isEmpty ? -.infinity : kept.reduce(0, +) / Double(kept.count)
        }
    }

    private static func edges(_ count: Int, _ pairs: [PairEvidence]) -> [Double] {
        var sums = [Double](repeating: 0, count: count)
        var rivals = [Double](repeating: 0, count: count)
        for pair in pairs where pair.cases > 0 {
            sums[pair.first] += pair.mean
            sums[pair.second] -= pair.mean
            rivals[pair.first] += 1
            rivals[pair.second] += 1
        }
        return zip(sums, rivals).map { $1 > 0 ? $0 / $1 : -.infinity }
    }
}
