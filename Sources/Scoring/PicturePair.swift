import Dispatch
import Media
import Synchronization

extension PixelImage {
    /// A picture and the one it is compared with, decoded at the same time when there are two threads.
    ///
    /// - Throws: `MediaError` of the picture, or else of the other.
    static func read(
        _ path: String, beside other: String?, limits: MediaLimits, threads: Int
    ) throws(MediaError) -> (picture: PixelImage, other: PixelImage?) {
        guard let other else { return (try read(path, limits: limits), nil) }
        guard threads > 1 else { return (try read(path, limits: limits), try read(other, limits: limits)) }
        let paths = [path, other]
        let decoded = Mutex([Result<PixelImage, MediaError>?](repeating: nil, count: 2))
        DispatchQueue.concurrentPerform(iterations: 2) { index in
            let result = Result { () throws(MediaError) in try read(paths[index], limits: limits) }
            decoded.withLock { $0[index] = result }
        }
        let results = decoded.withLock { $0 }
        guard let first = results[0], let second = results[1] else { preconditionFailure("both were read") }
        return (try first.get(), try second.get())
    }
}
