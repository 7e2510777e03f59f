import Foundation
import Media
import Testing

@testable import Scoring

/// The default image profile against damage of known strength; runs where BAKEOFF_REFERENCE names a folder with
/// `image/ref` and `image/dist`, and prints the table of scoring/README.md.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["BAKEOFF_REFERENCE"] != nil)) struct ScorerReferenceTests {
    @Test func undistortedPicturesScoreAboveTheirDamagedCopies() throws {
        let folder = try #require(ProcessInfo.processInfo.environment["BAKEOFF_REFERENCE"]) + "/image"
        let data = try ScoringData.load()
        let scorer = try Scorer(data: data, profile: data.profile("image-technical"))
        let names = try FileManager.default.contentsOfDirectory(atPath: folder + "/ref").filter { $0.hasSuffix(".png") }.sorted()
        try #require(!names.isEmpty)
        // What the profile is for, and how often it has to be right; the README says how often it is.
        let floors = [("blur15", 7), ("noise15", 7), ("resample40", 7), ("jpeg10", 7)]
        let others = ["jpeg30", "jpeg60", "quant16", "contrast65", "warm"].map { ($0, 0) }
        for (damage, floor) in floors + others {
            let leads = try names.map { name in
                let clean = try #require(try scorer.score(path: "\(folder)/ref/\(name)", kind: .image).quality)
                let copy = "\(folder)/dist/\(name.dropLast(4)).\(damage).png"
                return (name: name, lead: clean - (try #require(try scorer.score(path: copy, kind: .image).quality)))
            }
            let right = leads.count { $0.lead > 0 }
            let median = leads.map(\.lead).sorted()[leads.count / 2]
            let worst = leads.min { $0.lead < $1.lead }
            print("\(damage): \(right) of \(leads.count), median \(median.brief), worst \(worst?.lead.brief ?? "") (\(worst?.name ?? ""))")
            #expect(right >= floor, "\(damage)")
        }
    }
}
