import Catalogs
import Media

/// The composition modes that YAML and the command line can name, in alphabetical order of their names.
package let compositionCatalog = Catalog<any Composition>(
    kind: "composition mode",
    of: [
        ABSequence.self,
        Bundle.self,
        Concatenation.self,
        Crossfade.self,
        WordDifference.self,
        ExposureFusion.self,
        Flip.self,
        FocusStack.self,
        MergedJSON.self,
        MergedMarkdown.self,
        MeanStack.self,
        MedianStack.self,
        Mix.self,
        AlphaOver.self,
        ContactSheet.self,
        SideBySide.self,
        Stems.self,
    ])

extension Catalog where Product == any Composition {
    fileprivate init(kind: String, of types: [any Composition.Type]) {
        self.init(kind: kind, entries: types.map { type in Entry(name: type.name, summary: type.summary) { type.init(options: &$0) } })
    }

    /// Whether the mode takes outputs of different kinds.
    package func takesMixedKinds(_ name: String?) -> Bool { name == Bundle.name }

    /// The mode for a kind of output when none is named; nil where nothing combines that kind.
    package func defaultMode(for kind: MediaKind) -> String? {
        switch kind {
        case .image: ContactSheet.name
        case .audio: Concatenation.name
        case .text: MergedMarkdown.name
        case .video: nil
        }
    }
}
