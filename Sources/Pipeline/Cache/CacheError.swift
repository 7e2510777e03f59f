/// Why the cache of outputs cannot be used; never a reason to end a run.
package struct CacheError: Error, Sendable, CustomStringConvertible {
    /// The file or folder.
    package let path: String
    package let reason: String

    init(_ path: String, _ reason: String) {
        self.path = path
        self.reason = reason
    }

    package var description: String { "the cache of outputs, \(path): \(reason)" }
}
