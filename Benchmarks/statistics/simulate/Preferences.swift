import Glibc
import Statistics

extension Simulate {
    private static let strengths = [0.6, 0.2, -0.2, -0.6]
    private static let names = ["A", "B", "C", "D"]

    /// Best minus worst of four models, three votes a pair and case, taste by model and case.
    static func preferences(_ sets: Int) async {
        var stream = RandomStream(seed: 1, purpose: .simulation, replicate: 0)
        // The strengths that infinitely many cases would give: taste flattens them.
        let truth = contrast(votes(cases: 20_000, &stream)).difference
        print("### The 95 % interval of a difference of strengths by votes covers it\n")
        print("| cases | bakeoff (cases as clusters) | single votes as clusters |\n| ---: | ---: | ---: |")
        for cases in [10, 20, 40, 100] {
            let clustered = await share(of: sets) { _, stream in
                let found = contrast(votes(cases: cases, &stream))
                return found.limits.map { $0[0] <= truth && truth <= $0[1] } ?? false
            }
            let single = await share(of: sets) { _, stream in
                let found = contrast(votes(cases: cases, &stream, aloneEach: true))
                return found.limits.map { $0[0] <= truth && truth <= $0[1] } ?? false
            }
            print("| \(cases) | \(cell(clustered)) | \(cell(single)) |")
        }
        print("")
    }

    /// - Parameter aloneEach: every vote is taken for a case of its own.
    private static func votes(cases: Int, _ stream: inout RandomStream, aloneEach: Bool = false) -> VoteTable {
        var entries: [VoteTable.Entry] = []
        for number in 0..<cases {
            let taste = strengths.map { $0 + 1.2 * normal(&stream) }
            for left in 0..<4 {
                for right in left + 1..<4 {
                    for _ in 0..<3 {
                        let unit = stream.unit()
                        let latent = taste[left] - taste[right] + log(unit / (1 - unit))
                        entries.append(
                            VoteTable.Entry(
                                caseName: String(100_000 + (aloneEach ? entries.count : number)), left: names[left], right: names[right],
                                choice: abs(latent) < 0.4 ? .tie : latent > 0 ? .left : .right))
                    }
                }
            }
        }
        return VoteTable(entries)
    }

    private static func contrast(_ table: VoteTable) -> (difference: Double, limits: [Double]?) {
        guard let component = PreferenceRanking(table, settings: PreferenceSettings(resamples: 99)).components.first,
            let pair = component.pairs.first(where: { Set([$0.a, $0.b]) == ["A", "D"] })
        else { return (.nan, nil) }
        let sign: Double = pair.a == "A" ? 1 : -1
        return (sign * pair.difference, pair.interval.map { sign > 0 ? $0 : [-$0[1], -$0[0]] })
    }
}
