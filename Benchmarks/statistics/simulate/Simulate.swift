import Glibc
import Statistics

/// Coverage and false winners on made data, as Markdown tables; `make simulate` runs it, some two minutes on two cores.
@main
struct Simulate {
    static func main() async {
        let sets = CommandLine.arguments.dropFirst().first.flatMap(Int.init) ?? 2_000
        print("Shares of \(sets) made data sets; their standard error is at most \(cell((0.25 / Double(sets)).squareRoot())).\n")
        await coverage(sets)
        await familyWise(max(200, sets * 2 / 5))
        await peeking(sets)
        await preferences(max(200, sets * 3 / 10))
    }

    private static func coverage(_ sets: Int) async {
        print("### The 95 % interval covers the true mean\n")
        print("| data | n = 10 | 20 | 30 | 50 | Student's t alone, n = 10 | 50 |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
        for data in MadeData.all {
            var cells: [String] = []
            for count in [10, 20, 30, 50] {
                cells.append(
                    cell(
                        await share(of: sets) { _, stream in
                            let limits = MeanInterval(of: data.sample(count, &stream), resamples: 999).limits(level: 0.95) ?? [0, 0]
                            return limits[0] <= data.mean && data.mean <= limits[1]
                        }))
            }
            for count in [10, 50] {
                cells.append(
                    cell(
                        await share(of: sets) { _, stream in
                            let values = data.sample(count, &stream)
                            let mean = values.reduce(0, +) / Double(count)
                            let spread = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count - 1)).squareRoot()
                            let limits = MeanInterval.student(count: count, mean: mean, deviation: spread, level: 0.95) ?? [0, 0]
                            return limits[0] <= data.mean && data.mean <= limits[1]
                        }))
            }
            print("| \(data.name) | \(cells.joined(separator: " | ")) |")
        }
        print("")
    }

    /// Some pair of equal branches called better than the other.
    private static func familyWise(_ sets: Int) async {
        print("### A false winner among equal branches (family-wise error)\n")
        print("| branches | cases | bakeoff | t tests without correction |\n| ---: | ---: | ---: | ---: |")
        for (branches, cases) in [(2, 12), (4, 12), (4, 50), (8, 20)] {
            @Sendable func field(_ stream: inout RandomStream) -> [[Double]] {
                let difficulty = (0..<cases).map { _ in 12 * normal(&stream) }
                return (0..<branches).map { _ in difficulty.map { 50 + $0 + 8 * normal(&stream) } }
            }
            let ours = await share(of: sets) { _, stream in
                let scores = field(&stream)
                let input = RankingInput(
                    branches: (0..<branches).map { "m\($0)" }, cases: (0..<cases).map { "c\(1_000 + $0)" }, quality: scores,
                    failed: scores.map { $0.map { _ in false } })
                return Ranking(input, settings: RankingSettings(resamples: 999)).pairs.contains { $0.label.isSignificant }
            }
            let plain = await share(of: sets) { _, stream in
                let scores = field(&stream)
                return (0..<branches).contains { a in
                    (a + 1..<branches).contains { b in
                        (PairedTTest(zip(scores[a], scores[b]).map { $0 - $1 })?.pValue ?? 1) <= 0.05
                    }
                }
            }
            print("| \(branches) | \(cases) | \(cell(ours)) | \(cell(plain)) |")
        }
        print("")
    }

    /// Two equal branches looked at after every case from 10 to 100.
    private static func peeking(_ sets: Int) async {
        print("### A false winner when looking after every case from 10 to 100\n")
        print("| differences | e-process (`stop: {when: decided}`) | t test at every look |\n| --- | ---: | ---: |")
        for data in MadeData.all.prefix(3) {
            let runs = [true, false]
            var cells: [String] = []
            for isE in runs {
                cells.append(
                    cell(
                        await share(of: sets) { _, stream in
                            let values = data.sample(100, &stream).map { $0 - data.mean }
                            return (10...100).contains { count in
                                isE
                                    ? EProcess.logE(values.prefix(count)) >= log(20)
                                    : (PairedTTest(Array(values.prefix(count)))?.pValue ?? 1) <= 0.05
                            }
                        }))
            }
            print("| \(data.name) | \(cells[0]) | \(cells[1]) |")
        }
        print("")
    }
}
