import Glibc
import Statistics

/// The distributions on which intervals and tests are tried, each with its true mean.
struct MadeData: Sendable {
    let name: String
    let mean: Double
    let draw: @Sendable (inout RandomStream) -> Double

    static let all = [
        MadeData(name: "normal", mean: 2) { 2 + 10 * normal(&$0) },
        MadeData(name: "skewed (exponential)", mean: 2) { -10 * log(1 - $0.unit()) - 8 },
        MadeData(name: "heavy tails (t3)", mean: 2) { stream in
            let top = normal(&stream)
            let square = (0..<3).reduce(0.0) { sum, _ in
                let n = normal(&stream)
                return sum + n * n
            }
            return 2 + 5 * top / (square / 3).squareRoot()
        },
        MadeData(name: "lognormal", mean: exp(0.5)) { exp(normal(&$0)) },
        MadeData(name: "10 % catastrophic failures", mean: -1.8) { stream in
            stream.unit() < 0.1 ? -45 + 5 * normal(&stream) : 3 + 3 * normal(&stream)
        },
    ]

    func sample(_ count: Int, _ stream: inout RandomStream) -> [Double] { (0..<count).map { _ in draw(&stream) } }
}

/// Box and Muller's transform.
func normal(_ stream: inout RandomStream) -> Double {
    let radius = (-2 * log(1 - stream.unit())).squareRoot()
    return radius * cos(2 * .pi * stream.unit())
}

/// Data sets by number, each with a stream of its own, on all cores.
func share(of sets: Int, _ holds: @escaping @Sendable (Int, inout RandomStream) -> Bool) async -> Double {
    let workers = 4
    let hits = await withTaskGroup(of: Int.self) { group in
        for worker in 0..<workers {
            group.addTask {
                stride(from: worker, to: sets, by: workers).count { set in
                    var stream = RandomStream(seed: 2_026, purpose: .simulation, replicate: set)
                    return holds(set, &stream)
                }
            }
        }
        return await group.reduce(0, +)
    }
    return Double(hits) / Double(sets)
}

func cell(_ value: Double) -> String {
    let thousandths = Int((value * 1_000).rounded())
    let digits = String(thousandths % 1_000)
    return thousandths >= 1_000 ? "1.000" : "." + String(repeating: "0", count: 3 - digits.count) + digits
}
