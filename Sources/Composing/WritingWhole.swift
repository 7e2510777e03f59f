import Media

extension PixelImage {
    /// Deflate effort of composites: 6 takes two and a half times as long for a tenth less.
    static let compositeEffort = 3
}

/// Writes a file so that a reader sees the whole of it or none.
func writeWhole(_ bytes: some RandomAccessCollection<UInt8>, to path: String) throws(MediaError) {
    try OutputFile.replace(path) { descriptor throws(MediaError) in
        // In parts, because a mapped file of gigabytes is not to be held.
        var rest = bytes[...]
        while !rest.isEmpty {
            let part = Array(rest.prefix(1 << 20))
            try OutputFile.write(part, to: descriptor, path: path)
            rest = rest.dropFirst(part.count)
        }
    }
}
