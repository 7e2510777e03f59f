/// Why a file of weights cannot be used.
package struct WeightsError: Error, Sendable, Hashable, CustomStringConvertible {
    package let path: String
    package let problem: String

    package init(_ path: String, _ problem: String) {
        self.path = path
        self.problem = problem
    }

    package var description: String { "\(path): \(problem)" }
}
