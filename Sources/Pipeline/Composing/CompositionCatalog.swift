import Catalogs
import Media

/// The composition modes that YAML can name.
package let compositionCatalog = Catalog<any Composition>(
    kind: "composition mode",
    of: [
        Concatenation.self,
        ContactSheet.self,
        SideBySide.self,
    ])

extension Catalog where Product == any Composition {
    fileprivate init(kind: String, of types: [any Composition.Type]) {
        self.init(kind: kind, entries: types.map { type in Entry(name: type.name, summary: type.summary) { type.init(options: &$0) } })
    }

    /// The mode for a kind of output when none is named; nil where nothing combines that kind.
    package func defaultMode(for kind: MediaKind) -> String? {
        switch kind {
        case .image: ContactSheet.name
        case .audio: Concatenation.name
        case .text, .video: nil
        }
    }
}
