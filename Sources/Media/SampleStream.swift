import CSndFile
import Synchronization

/// A sound too long to hold in memory: its samples are read from the file again wherever they are wanted.
package final class SampleStream: Sendable, Hashable {
    // libsndfile's handle moves as it reads, so one reader at a time.
    private let lock = Mutex(())
    private nonisolated(unsafe) let file: SoundFile
    private let channels: Int

    init(_ file: SoundFile) {
        self.file = file
        channels = Int(file.info.channels)
    }

    /// Fills `buffer` from a frame on; what a file that changed since no longer has becomes silence.
    func read(from frame: Int, into buffer: UnsafeMutableBufferPointer<Float>) {
        let done = lock.withLock { _ in file.read(from: frame, into: buffer) }
        for index in done * channels..<max(done * channels, buffer.count) { buffer[index] = 0 }
    }

    package static func == (left: SampleStream, right: SampleStream) -> Bool { left === right }
    package func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
