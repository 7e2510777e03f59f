import Networks

/// Which published weights gave a reading, told by the identity that stands beside it.
package enum PublishedWeights {
    /// SHA-256 of the file; nil for a metric without a network, and where weights or a recogniser of the user's own were used.
    package static func sha256(of metric: String, in card: Scorecard) -> String? {
        switch metric {
        case "distill_mos": flagged(NetworkPackage.distillMOS.files[0], metric, card)
        case "dnsmos_p808": flagged(NetworkPackage.dnsmos.files[1], metric, card)
        case "dnsmos_sig", "dnsmos_bak", "dnsmos_ovrl": flagged(NetworkPackage.dnsmos.files[0], metric, card)
        case "wer", "cer": card.speech?.transcriber == Transcriber.whisper.name ? NetworkPackage.whisper.files[0].sha256 : nil
        default: nil
        }
    }

    private static func flagged(_ file: NetworkPackage.File, _ metric: String, _ card: Scorecard) -> String? {
        let flags = card.readings.first { $0.metric == metric }?.flags ?? []
        return flags.contains { $0.contains(file.sha256.prefix(12)) } ? file.sha256 : nil
    }
}
