import Foundation
import Media

/// Bytes in, a picture in sRGB or a typed error out.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzPicture(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    do throws(MediaError) {
        let bytes = Array(UnsafeBufferPointer(start: bytes, count: count))
        let image = try PixelImage.decode(bytes, path: "input", limits: MediaLimits(pixels: 1 << 18))
        let converted = try image.convertedToSRGB()
        precondition(converted.facts.colour != .asStored && converted.channels == image.channels)
    } catch {
        precondition(!error.message.isEmpty && error.path == "input")
    }
    return 0
}

/// libFuzzer calls it first. With `BAKEOFF_FUZZ_SEEDS` set, the first inputs are written into that folder, and that is all.
@_cdecl("LLVMFuzzerInitialize")
public func writeSeeds(_ count: UnsafePointer<CInt>, _ arguments: UnsafeRawPointer) -> CInt {
    guard let folder = ProcessInfo.processInfo.environment["BAKEOFF_FUZZ_SEEDS"] else { return 0 }
    do {
        try Seeds.write(to: folder)
        exit(0)
    } catch {
        FileHandle.standardError.write(Data("seeds: \(error)\n".utf8))
        exit(1)
    }
}
