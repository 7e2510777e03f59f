import Catalogs
import Networks

/// Noise and artefacts in speech together, by DNSMOS P.835, about 1 to 3.4; not naturalness; a diagnosis, which cannot rank how natural voices are.
struct DNSMOSOverall: Metric {
    static let name = "dnsmos_ovrl"
    static let summary = "Noise and artefacts in speech together, by DNSMOS P.835, about 1 to 3.4; not naturalness."
    static let version = 1
    static let scale = Scale(unit: "MOS", in: (nil, nil), better: .higher)
    static let needs = Needs.nothing
    static let source = "Reddy, Gopal and Cutler, DNSMOS P.835, arXiv 2110.01763; DNSMOS, arXiv 2010.15258"

    init(options: inout Options) {}

    func measure(_ sound: AudioAnalysis, against _: AudioAnalysis?) throws -> Measurement {
        .value(try sound.dnsmos.get().scores.overall)
    }

    func flags(of sound: AudioAnalysis, against reference: AudioAnalysis?) -> [String] {
        guard let rating = try? sound.dnsmos.get() else { return sound.flags(against: reference) }
        return sound.flags(against: reference) + [rating.identity] + sound.windowFlags(of: rating.windows)
    }
}
