import Foundation
import Media
import Pipeline
import Scoring

/// Reads the outputs of a run and makes what a page shows of them, the most telling cases first, until the budget is spent.
struct ExhibitMaker {
    let runFolder: String
    /// Bytes of the page that media may take.
    let budget: Int

    func exhibits(of record: RunRecord) -> Exhibits {
        var exhibits = Exhibits()
        exhibits.budget = budget
        var isFull = [Bool](repeating: false, count: record.comparisons.count)
        for (comparison, index) in Self.order(record) {
            let input = record.comparisons[comparison].cases[index]
            guard input.results.contains(where: { $0.path != nil }) || input.verdicts.contains(where: { $0.composite != nil }) else {
                continue
            }
            guard !isFull[comparison] else {
                exhibits.casesLeftOut += 1
                continue
            }
            let made = make(record.comparisons[comparison], comparison, index)
            let bytes = made.values.reduce(0) { $0 + $1.bytes }
            if exhibits.bytes + bytes > budget {
                // Other comparisons may hold smaller files; this one would be decoded for nothing.
                isFull[comparison] = true
                exhibits.casesLeftOut += 1
                continue
            }
            exhibits.bytes += bytes
            exhibits.casesShown += 1
            exhibits.shown.merge(made) { $1 }
        }
        return exhibits
    }

    /// Every case of every comparison, by turns, those with most to see first.
    private static func order(_ record: RunRecord) -> [(comparison: Int, index: Int)] {
        let lists = record.comparisons.map { CaseOrder($0, CaseGaps($0)).byInterest }
        return (0..<(lists.map(\.count).max() ?? 0)).flatMap { turn in
            lists.indices.filter { turn < lists[$0].count }.map { (comparison: $0, index: lists[$0][turn]) }
        }
    }

    private func make(_ comparison: Comparison, _ place: Int, _ index: Int) -> [Exhibits.Key: Exhibits.Exhibit] {
        let input = comparison.cases[index]
        var made: [Exhibits.Key: Exhibits.Exhibit] = [:]
        for number in Set(input.results.map(\.repeat)).union(input.verdicts.map(\.repeat)).sorted() {
            func key(_ branch: String?) -> Exhibits.Key {
                Exhibits.Key(comparison: place, caseIndex: index, branch: branch, repeat: number)
            }
            var sounds: [(key: Exhibits.Key, path: String)] = []
            for result in input.results where result.repeat == number && result.status == .ok {
                guard let path = result.path.map(absolute) else { continue }
                switch comparison.kind {
                case .image: made[key(result.branch)] = picture(path, maps: result.scorecard?.maps ?? [])
                case .audio: sounds.append((key(result.branch), path))
                case .text: made[key(result.branch)] = text(path)
                case .video: break
                }
            }
            made.merge(SoundExhibits(sounds.map(\.path)).exhibits(for: sounds.map(\.key))) { $1 }
            if let path = input.verdicts.first(where: { $0.repeat == number })?.composite.map(absolute) {
                made[key(nil)] = composite(path, comparison.kind, key(nil))
            }
        }
        return made
    }

    private func composite(_ path: String, _ kind: MediaKind, _ key: Exhibits.Key) -> Exhibits.Exhibit? {
        switch kind {
        case .image: picture(path)
        case .audio: SoundExhibits([path]).exhibits(for: [key])[key]
        case .text, .video: nil
        }
    }

    /// A map that is gone, or cannot be read, is left out: the numbers stand without it.
    private func picture(_ path: String, maps: [MapFile] = []) -> Exhibits.Exhibit {
        do {
            var picture = try PictureExhibit(reading: path)
            picture.maps = maps.compactMap { try? MapExhibit($0, at: absolute($0.path)) }
            return .picture(picture)
        } catch {
            return .unreadable(Self.words(error))
        }
    }

    /// The first 20,000 characters of a text.
    private func text(_ path: String) -> Exhibits.Exhibit {
        guard let handle = FileHandle(forReadingAtPath: path) else { return .unreadable("the file is missing") }
        defer { handle.closeFile() }
        return .text(String(String(decoding: handle.readData(ofLength: 80_000), as: UTF8.self).prefix(20_000)))
    }

    private func absolute(_ path: String) -> String { path.hasPrefix("/") ? path : runFolder + "/" + path }

    /// Without the path, which would be one of this machine.
    static func words(_ error: any Error) -> String { "cannot be shown: \((error as? MediaError)?.message ?? "\(error)")" }
}

extension Exhibits.Exhibit {
    /// Bytes that the exhibit takes in the page.
    var bytes: Int {
        switch self {
        case .picture(let picture): picture.bytes
        case .sound(let sound): sound.bytes
        case .text(let text): text.utf8.count
        case .unreadable: 0
        }
    }
}

/// Bytes as a `data:` URI (RFC 2397).
func dataURI(_ bytes: [UInt8], _ mediaType: String) -> String { "data:\(mediaType);base64,\(Data(bytes).base64EncodedString())" }
