import FlyingFox
import FlyingSocks
import Foundation
import Glibc
import Pipeline

/// The files of one run over HTTP, for this machine alone.
struct RunFolderServer {
    let folder: String

    /// Serves until the task is cancelled.
    ///
    /// - Parameter ready: is given the address of the page.
    func serve(page: String, ready: @escaping @Sendable (String) -> Void) async throws {
        // Port 0 asks the system for a free one.
        let server = HTTPServer(
            address: try sockaddr_in.inet(ip4: "127.0.0.1", port: 0), logger: .disabled, handler: RunFolderFiles(folder: folder, page: page)
        )
        do {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await server.run() }
                try await server.waitUntilListening()
                if case .ip4(_, port: let port)? = await server.listeningAddress { ready("http://127.0.0.1:\(port)/\(page)") }
                try await group.next()
            }
        } catch {
            // A socket that was closed because it is to end is no fault.
            throw Task.isCancelled ? CancellationError() : error
        }
    }
}

/// Answers with what lies under a run folder, and with nothing else.
struct RunFolderFiles: HTTPHandler {
    /// Resolved: links on the way to it are no links out of it.
    private let root: String
    /// Where `/` leads, relative to the folder.
    private let page: String

    init(folder: String, page: String) {
        root = URL(fileURLWithPath: folder).resolvingSymlinksInPath().path
        self.page = page
    }

    func handleRequest(_ request: HTTPRequest) async throws -> HTTPResponse {
        guard request.method == .GET || request.method == .HEAD else { return HTTPResponse(statusCode: .methodNotAllowed) }
        // A page elsewhere whose name was made to point here says its own name.
        guard Self.isLocal(request.headers[.host]) else { return HTTPResponse(statusCode: .forbidden) }
        let path = request.target.path(percentEncoded: true)
        if path.isEmpty || path == "/" {
            let headers: HTTPHeaders = [.location: "/\(page)"]
            return HTTPResponse(statusCode: .temporaryRedirect, headers: headers)
        }
        guard let file = file(at: path) else { return HTTPResponse(statusCode: .notFound) }
        var response = try await FileHTTPHandler(path: URL(fileURLWithPath: file), contentType: Self.type(of: file)).handleRequest(request)
        response.headers[HTTPHeader("X-Content-Type-Options")] = "nosniff"
        return response
    }

    /// The plain file that a path of a request names; nil for everything outside, hidden, or of the run's own store.
    ///
    /// - Parameter path: percent-encoded, as it was sent.
    func file(at path: String) -> String? {
        var parts: [String] = []
        for part in path.split(separator: "/", omittingEmptySubsequences: true) {
            // Decoded part by part: an encoded slash or dot makes no way.
            guard let name = String(part).removingPercentEncoding, !name.hasPrefix("."), !name.contains("/"), !name.contains("\0") else {
                return nil
            }
            parts.append(name)
        }
        guard let first = parts.first, first != "work", !first.hasPrefix("run.sqlite") else { return nil }
        let file = URL(fileURLWithPath: ([root] + parts).joined(separator: "/")).resolvingSymlinksInPath().path
        guard file.hasPrefix(root + "/"), Paths.isRegularFile(file, following: false) else { return nil }
        return file
    }

    private static func isLocal(_ host: String?) -> Bool {
        guard let host else { return false }
        return ["127.0.0.1", "localhost"].contains(host.split(separator: ":").first.map(String.init) ?? "")
    }

    private static func type(of file: String) -> String {
        let types = [
            "html": "text/html; charset=utf-8", "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8",
            "json": "application/json", "svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg", "webp": "image/webp",
            "gif": "image/gif", "wav": "audio/wav", "flac": "audio/flac", "ogg": "audio/ogg", "mp3": "audio/mpeg", "mp4": "video/mp4",
            "csv": "text/csv; charset=utf-8", "md": "text/plain; charset=utf-8", "txt": "text/plain; charset=utf-8",
            "xml": "application/xml", "yaml": "text/plain; charset=utf-8",
        ]
        return types[(file as NSString).pathExtension.lowercased()] ?? "application/octet-stream"
    }
}
