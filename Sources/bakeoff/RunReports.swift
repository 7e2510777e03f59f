import Foundation
import Pipeline

/// The pages that runs have.
enum RunReports {
    /// The page of a run, absolute: the one in its folder, else the one that is a single file.
    static func page(in folder: String) -> String? {
        ["report/index.html", "report.html"].map { "\(folder)/\($0)" }.first { Paths.isRegularFile($0, following: true) }
    }

    /// The run below `runs` whose page was written last; of two at the same moment the later name.
    static func newest(in runs: String) -> String? {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: runs)) ?? []
        let written = names.sorted().compactMap { name -> (date: Date, folder: String)? in
            let folder = "\(runs)/\(name)"
            guard let page = page(in: folder), let facts = try? FileManager.default.attributesOfItem(atPath: page) else { return nil }
            return (facts[.modificationDate] as? Date).map { (date: $0, folder: folder) }
        }
        return written.max { $0.date < $1.date || $0.date == $1.date && $0.folder < $1.folder }?.folder
    }
}
