import Foundation
import Media
import Pipeline
import Scoring

/// What a report shows of one case.
struct CaseExhibits: Sendable {
    private(set) var shown: [Exhibits.Key: Exhibits.Exhibit] = [:]
    private(set) var differences: [Exhibits.Key: MapExhibit] = [:]
    private(set) var draft: MediaDraft
    private let place: ExhibitMaker.Place
    private let maker: ExhibitMaker

    init(_ comparison: Comparison, _ place: ExhibitMaker.Place, _ maker: ExhibitMaker) {
        (self.place, self.maker) = (place, maker)
        draft = MediaDraft(maker.shape)
        let input = comparison.cases[place.index]
        for number in Set(input.results.map(\.repeat)).union(input.verdicts.map(\.repeat)).sorted() {
            add(input, comparison.kind, number)
        }
    }

    private func key(_ branch: String?, _ number: Int) -> Exhibits.Key {
        Exhibits.Key(comparison: place.comparison, caseIndex: place.index, branch: branch, repeat: number)
    }

    private mutating func add(_ input: CaseRecord, _ kind: MediaKind, _ number: Int) {
        var sounds: [(key: Exhibits.Key, path: String)] = []
        var pictures: [String: PixelImage] = [:]
        for result in input.results where result.repeat == number && result.status == .ok {
            guard let path = result.path.map(maker.absolute) else { continue }
            let key = key(result.branch, number)
            switch kind {
            case .image: pictures[result.branch] = addPicture(path, maps: result.scorecard?.maps ?? [], as: key)
            case .audio: sounds.append((key, path))
            case .text: shown[key] = Self.text(path)
            case .video: break
            }
        }
        addSounds(sounds)
        addDifference(input, pictures, number)
        guard let path = input.verdicts.first(where: { $0.repeat == number })?.composite.map(maker.absolute) else { return }
        switch kind {
        case .image: _ = addPicture(path, maps: [], as: key(nil, number))
        case .audio: addSounds([(key(nil, number), path)])
        case .text, .video: break
        }
    }

    private mutating func addSounds(_ sounds: [(key: Exhibits.Key, path: String)]) {
        shown.merge(SoundExhibits(sounds.map(\.path)).exhibits(for: sounds.map(\.key), into: &draft)) { $1 }
    }

    /// - Returns: the picture in sRGB, where it can be decoded.
    private mutating func addPicture(_ path: String, maps: [MapFile], as key: Exhibits.Key) -> PixelImage? {
        do {
            var (exhibit, image) = try PictureExhibit.read(path, into: &draft)
            // A map that is gone, or cannot be read, is left out: the numbers stand without it.
            exhibit.maps = maps.compactMap { try? MapExhibit($0, at: maker.absolute($0.path), into: &draft) }
            shown[key] = .picture(exhibit)
            return image
        } catch {
            shown[key] = .unreadable(ExhibitMaker.words(error))
            return nil
        }
    }

    /// Where the kept picture and the one after it differ: what a page without a script has in place of a slider.
    private mutating func addDifference(_ input: CaseRecord, _ pictures: [String: PixelImage], _ number: Int) {
        let pair = input.leadingPair(repeat: number)
        guard let (first, second) = pair, let a = pictures[first], let b = pictures[second], a.width == b.width, a.height == b.height else {
            return
        }
        // Like the maps, it is beside what the case says: without it the case stands.
        differences[key(nil, number)] = try? MapExhibit(a, b, names: (first, second), into: &draft)
    }

    /// The first 20,000 characters of a text.
    private static func text(_ path: String) -> Exhibits.Exhibit {
        guard let handle = FileHandle(forReadingAtPath: path) else { return .unreadable("the file is missing") }
        defer { handle.closeFile() }
        return .text(String(String(decoding: handle.readData(ofLength: 80_000), as: UTF8.self).prefix(20_000)))
    }
}

extension CaseRecord {
    /// The two branches of a repeat to set against each other: the kept one and the best of the others; nil with fewer than two outputs.
    func leadingPair(repeat number: Int) -> (String, String)? {
        let made = results.filter { $0.repeat == number && $0.status == .ok }
        let decision = verdicts.first { $0.repeat == number }
        // Equal qualities keep the order of the file.
        let sorted = made.enumerated().sorted { a, b in
            let (x, y) = (a.element.scorecard?.quality ?? -1, b.element.scorecard?.quality ?? -1)
            return x != y ? x > y : a.offset < b.offset
        }.map(\.element.branch)
        guard sorted.count > 1 else { return nil }
        let first = decision?.winner.flatMap { sorted.contains($0) ? $0 : nil } ?? sorted[0]
        let second = decision?.runnerUp.flatMap { sorted.contains($0) && $0 != first ? $0 : nil } ?? sorted.first { $0 != first }
        return second.map { (first, $0) }
    }
}
