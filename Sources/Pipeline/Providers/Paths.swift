import Foundation

/// Where names in a pipeline file point to.
package enum Paths {
    /// The folder a file lies in, absolute.
    package static func folder(of file: String) -> String {
        (absolute(file, from: FileManager.default.currentDirectoryPath) as NSString).deletingLastPathComponent
    }

    /// A path as written in a file of `folder`, made absolute.
    package static func absolute(_ path: String, from folder: String) -> String {
        let joined = path.hasPrefix("/") ? path : "\(folder)/\(path)"
        return (joined as NSString).standardizingPath
    }

    /// The program a name stands for: with a slash a path from `folder`, otherwise looked up in PATH.
    package static func executable(_ name: String, from folder: String) -> String? {
        let files = FileManager.default
        func usable(_ path: String) -> Bool {
            var isFolder: ObjCBool = false
            return files.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue && files.isExecutableFile(atPath: path)
        }
        if name.contains("/") {
            let path = absolute(name, from: folder)
            return usable(path) ? path : nil
        }
        let places = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":")
        return places.map { "\($0)/\(name)" }.first(where: usable)
    }

    /// True for a plain file, followed through links where `following` says so; opening a pipe or a device could wait for ever.
    package static func isRegularFile(_ path: String, following: Bool) -> Bool {
        let looked = following ? (path as NSString).resolvingSymlinksInPath : path
        guard let facts = try? FileManager.default.attributesOfItem(atPath: looked) else { return false }
        return facts[.type] as? FileAttributeType == .typeRegular
    }

    /// `inner` relative to `folder` when it lies inside, else unchanged.
    package static func relative(_ inner: String, to folder: String) -> String {
        inner.hasPrefix(folder + "/") ? String(inner.dropFirst(folder.count + 1)) : inner
    }
}
