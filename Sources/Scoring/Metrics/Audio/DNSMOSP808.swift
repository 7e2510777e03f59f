import Catalogs
import Networks

/// Overall quality of speech after noise suppression, by DNSMOS P.808, 1 to 5; a diagnosis, which cannot rank how natural voices are.
struct DNSMOSP808: Metric {
    static let name = "dnsmos_p808"
    static let summary = "Overall quality of speech after noise suppression, by DNSMOS P.808, 1 to 5."
    static let version = 1
    static let scale = Scale(unit: "MOS", in: (nil, nil), better: .higher)
    static let needs = Needs.nothing
    static let source = "Reddy, Gopal and Cutler, DNSMOS P.835, arXiv 2110.01763; DNSMOS, arXiv 2010.15258"

    init(options: inout Options) {}

    func measure(_ sound: AudioAnalysis, against _: AudioAnalysis?) throws -> Measurement {
        .value(try sound.dnsmos.get().scores.p808)
    }

    func flags(of sound: AudioAnalysis, against reference: AudioAnalysis?) -> [String] {
        guard let rating = try? sound.dnsmos.get() else { return sound.flags(against: reference) }
        return sound.flags(against: reference) + [rating.identity] + sound.windowFlags(of: rating.windows)
    }
}
