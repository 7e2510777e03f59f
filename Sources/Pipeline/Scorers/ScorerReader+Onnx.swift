import Catalogs
import Foundation
import Media
import Scoring

extension ScorerReader {
    /// `onnx`, `library`, `input` and `output` of a scorer; nil where it is no model, or not a usable one.
    func readModel(_ options: inout Options, kind: MediaKind?) -> OnnxModel? {
        let file = options.text("onnx")
        let library = options.text("library")
        var input = Options(options.value("input") ?? .empty(at: options.place), of: "'input' of a scorer")
        let picture = readPicture(&input), sound = readSound(&input)
        var output = Options(options.value("output") ?? .empty(at: options.place), of: "'output' of a scorer")
        let number = output.whole("number", in: 0...1_000) ?? 0
        let index = output.whole("index", in: 0...1_000_000_000) ?? 0
        let take = output.choice("take", of: OnnxModel.Take.allCases.map(\.rawValue)).flatMap(OnnxModel.Take.init) ?? .value
        let foreign = kind == .audio ? Self.pictureKeys : kind == .image ? Self.soundKeys : []
        for entry in input.settings.entries ?? [] where foreign.contains(entry.key) {
            input.report("'\(entry.key)' is for \(kind == .audio ? "pictures" : "sounds")", at: entry.value, remedy: "take it out")
        }
        for var inner in [input, output] {
            inner.finish()
            options.add(inner.problems)
        }
        guard let file else {
            for key in ["library", "input", "output"] where options.settings[key] != nil {
                options.report("'\(key)' goes with 'onnx'", at: options.settings[key])
            }
            return nil
        }
        guard let runtime = usable(file, library, &options) else { return nil }
        var model = OnnxModel(
            path: Paths.absolute(file, from: folder), library: runtime, input: kind == .audio ? .sound(sound) : .picture(picture))
        (model.output, model.index, model.take) = (number, index, take)
        return model
    }

    private static let pictureKeys = ["width", "height", "resize", "layout", "colours", "range", "mean", "std"]
    private static let soundKeys = ["rate", "seconds", "hop", "fill"]

    /// Where ONNX Runtime is, if the model is there too.
    private func usable(_ file: String, _ library: String?, _ options: inout Options) -> String? {
        if !Paths.isRegularFile(Paths.absolute(file, from: folder), following: true) {
            options.report("no model at \(file)", at: options.settings["onnx"], remedy: "the path counts from the file's folder")
        }
        let runtime = OnnxLibrary.find(library.map { Paths.absolute($0, from: folder) })
        if runtime == nil {
            options.report(
                "ONNX Runtime was not found", at: options.settings["library"] ?? options.settings["onnx"], remedy: OnnxLibrary.remedy)
        }
        return runtime
    }

    private func readPicture(_ options: inout Options) -> OnnxModel.Picture {
        var picture = OnnxModel.Picture()
        let width = options.whole("width", in: 1...16_384), height = options.whole("height", in: 1...16_384)
        if let width, let height { picture.size = (width, height) }
        if (width == nil) != (height == nil) {
            options.report("'width' and 'height' go together", at: options.settings["width"] ?? options.settings["height"])
        }
        picture.fit =
            options.choice("resize", of: OnnxModel.Picture.Fit.allCases.map(\.rawValue)).flatMap { .init(rawValue: $0) } ?? .stretch
        picture.layout =
            options.choice("layout", of: OnnxModel.Picture.Layout.allCases.map(\.rawValue)).flatMap { .init(rawValue: $0) } ?? .nchw
        picture.colours =
            options.choice("colours", of: OnnxModel.Picture.Colours.allCases.map(\.rawValue)).flatMap { .init(rawValue: $0) } ?? .rgb
        picture.range = numbers("range", [2], &options) ?? picture.range
        picture.mean = numbers("mean", [1, 3], &options) ?? picture.mean
        picture.std = numbers("std", [1, 3], &options) ?? picture.std
        if picture.std.contains(where: { $0 <= 0 }) {
            options.report("'std' must be above 0", at: options.settings["std"])
        }
        return picture
    }

    private func readSound(_ options: inout Options) -> OnnxModel.Sound {
        var sound = OnnxModel.Sound()
        sound.rate = options.whole("rate", in: 1_000...384_000) ?? sound.rate
        sound.seconds = options.number("seconds", in: 0.001...3_600)
        sound.hop = options.number("hop", in: 0.001...3_600)
        sound.fill = options.choice("fill", of: OnnxModel.Sound.Fill.allCases.map(\.rawValue)).flatMap { .init(rawValue: $0) } ?? .repeat
        if sound.hop != nil, sound.seconds == nil { options.report("'hop' needs 'seconds'", at: options.settings["hop"]) }
        return sound
    }

    private func numbers(_ key: String, _ counts: [Int], _ options: inout Options) -> [Double]? {
        guard let items = options.list(key) else { return nil }
        let numbers = items.compactMap { $0.text.flatMap(Double.init) }.filter(\.isFinite)
        guard numbers.count == items.count, counts.contains(numbers.count) else {
            options.report(
                "'\(key)' must be a list of \(counts.map(String.init).joined(separator: " or ")) numbers", at: options.settings[key])
            return nil
        }
        return numbers
    }
}
