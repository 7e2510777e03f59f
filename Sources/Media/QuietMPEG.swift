import Glibc

// libsndfile decodes MP3 with libmpg123, which writes every odd frame to standard error and has a flag against it that
// libsndfile cannot pass on. A function of the program comes before one of the same name in a library, so this one is called
// in between and sets the flag. Should a linker not export it, the library's own is called, and nothing but the quiet is lost.

/// Opens an MP3 stream as libmpg123's function of this name does, after telling the decoder not to write to standard error.
///
/// Public, because only an exported symbol comes before a library's.
@_cdecl("mpg123_open_handle")
public func openQuietly(_ decoder: OpaquePointer?, _ source: UnsafeMutableRawPointer?) -> Int32 {
    typealias SetParameter = @convention(c) (OpaquePointer?, Int32, Int, Double) -> Int32
    typealias Open = @convention(c) (OpaquePointer?, UnsafeMutableRawPointer?) -> Int32
    // MPG123_ADD_FLAGS, MPG123_QUIET and MPG123_ERR of mpg123.h.
    let (addFlags, quiet, failure): (Int32, Int, Int32) = (2, 0x20, -1)
    let nextLibrary = UnsafeMutableRawPointer(bitPattern: -1)
    if let address = dlsym(nil, "mpg123_param2") ?? dlsym(nil, "mpg123_param") {
        _ = unsafeBitCast(address, to: SetParameter.self)(decoder, addFlags, quiet, 0)
    }
    guard let address = dlsym(nextLibrary, "mpg123_open_handle") else { return failure }
    return unsafeBitCast(address, to: Open.self)(decoder, source)
}
