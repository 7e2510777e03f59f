import Media

/// A sound in the rate and channels of a composite, read once from its beginning to its end.
final class SoundPart {
    /// After conversion.
    let frames: Int
    private let clip: AudioClip
    private let map: ChannelMap
    private let channels: Int
    private let converter: RateConverter?
    private var position = 0
    private var given = 0
    private var pending: [Float] = []
    private var hasEnded = false

    /// - Precondition: there is a rule for the channels.
    init(_ clip: AudioClip, sampleRate: Int, channels: Int) {
        guard let map = ChannelMap(from: clip.channels, to: channels) else { preconditionFailure("channels were checked before") }
        self.clip = clip
        self.map = map
        self.channels = channels
        frames = RateConverter.length(of: clip.frames, from: clip.sampleRate, to: sampleRate)
        let isSame = clip.sampleRate == sampleRate
        converter = isSame ? nil : RateConverter(from: clip.sampleRate, to: sampleRate, channels: channels)
    }

    /// The next frames, interleaved; silence beyond the end.
    func next(_ count: Int) -> [Float] {
        let wanted = min(count, frames - given)
        while pending.count < wanted * channels, !hasEnded { pull(max(1 << 14, wanted - pending.count / channels)) }
        let taken = min(wanted * channels, pending.count)
        given += wanted
        var result: [Float]
        if taken == pending.count {
            result = pending
            pending = []
        } else {
            result = Array(pending[..<taken])
            pending.removeFirst(taken)
        }
        if result.count < count * channels { result += repeatElement(0, count: count * channels - result.count) }
        return result
    }

    private func pull(_ count: Int) {
        let range = position..<min(clip.frames, position + count)
        guard !range.isEmpty else {
            hasEnded = true
            if let converter { pending += converter.convert(nil) }
            return
        }
        position = range.upperBound
        let read = clip.withFrames(range) { Array(UnsafeBufferPointer(start: $0, count: range.count * clip.channels)) }
        let mapped = map.applied(to: read)
        let made = converter?.convert(mapped) ?? mapped
        pending = pending.isEmpty ? made : pending + made
    }
}
