import Catalogs
import Foundation
import Media

/// Writes the page and its media into a folder that can be mailed, hosted or opened as it is.
package struct StaticExport {
    private let folder: String

    /// - Parameter folder: absolute; must not exist, or be empty.
    /// - Throws: `Problems` where something is there already.
    package init(to folder: String) throws(Problems) {
        self.folder = folder
        let inside = try? FileManager.default.contentsOfDirectory(atPath: folder)
        if FileManager.default.fileExists(atPath: folder), inside != [] {
            throw Problems([Problem("\(folder) is not empty", remedy: "name a new folder: media of another ballot would stay in it")])
        }
    }

    /// Files appear under a name of their own first, so that nobody takes a half-written folder for a whole one.
    ///
    /// - Throws: `Problems`, and what the file system says.
    /// - Returns: bytes written.
    package func write(_ page: VotePage, media: BlindMedia) throws -> Int {
        let partial = folder + ".partial"
        let files = FileManager.default
        if files.fileExists(atPath: partial) { try files.removeItem(atPath: partial) }
        try files.createDirectory(atPath: partial + "/media", withIntermediateDirectories: true)
        do {
            let html = Data(try page.html().utf8)
            var bytes = html.count
            try put(html, partial + "/index.html")
            try media.each { file in
                bytes += file.bytes.count
                try put(file.bytes, "\(partial)/media/\(file.name)")
            }
            if files.fileExists(atPath: folder) { try files.removeItem(atPath: folder) }
            try files.moveItem(atPath: partial, toPath: folder)
            return bytes
        } catch {
            try files.removeItem(atPath: partial)
            throw error
        }
    }

    /// All files get one date: the order in which they were made would tell what belongs together.
    private func put(_ data: Data, _ path: String) throws {
        try data.write(to: URL(fileURLWithPath: path))
        try FileManager.default.setAttributes([.modificationDate: Date(timeIntervalSince1970: 946_684_800)], ofItemAtPath: path)
    }
}
