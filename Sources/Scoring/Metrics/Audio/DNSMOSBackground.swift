import Catalogs
import Networks

/// How little noise stands behind speech, by DNSMOS P.835, about 1 to 4; a diagnosis, which cannot rank how natural voices are.
struct DNSMOSBackground: Metric {
    static let name = "dnsmos_bak"
    static let summary = "How little noise stands behind speech, by DNSMOS P.835, about 1 to 4."
    static let version = 1
    static let scale = Scale(unit: "MOS", in: (nil, nil), better: .higher)
    static let needs = Needs.nothing
    static let source = "Reddy, Gopal and Cutler, DNSMOS P.835, arXiv 2110.01763; DNSMOS, arXiv 2010.15258"

    init(options: inout Options) {}

    func measure(_ sound: AudioAnalysis, against _: AudioAnalysis?) throws -> Measurement {
        .value(try sound.dnsmos.get().scores.background)
    }

    func flags(of sound: AudioAnalysis, against reference: AudioAnalysis?) -> [String] {
        guard let rating = try? sound.dnsmos.get() else { return sound.flags(against: reference) }
        return sound.flags(against: reference) + [rating.identity] + sound.windowFlags(of: rating.windows)
    }
}
