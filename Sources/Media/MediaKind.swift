/// What an artifact is, by what a person would do with it.
package enum MediaKind: String, Codable, Sendable, CaseIterable, Hashable {
    case text, image, audio, video
}
