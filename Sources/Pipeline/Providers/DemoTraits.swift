/// What a prompt asks the demo painter for: words it knows decide, the hash of the prompt decides the rest.
struct DemoTraits {
    enum Time: CaseIterable { case dawn, day, dusk, night }
    enum Season: CaseIterable { case summer, autumn, winter }

    let time: Time
    let season: Season
    let hasWater: Bool
    let hasHouse: Bool
    /// What the signpost says: the longest word of the prompt that has at most nine ASCII letters; empty when there is none.
    let word: String
    let roof: DemoLight
    let flower: DemoLight

    init(prompt: String) {
        var random = DemoRandom(prompt, seed: 0, for: "traits")
        let words = prompt.lowercased().split { !$0.isLetter }.map(String.init)
        func names(_ list: String) -> Bool { list.split(separator: " ").contains { words.contains(String($0)) } }
        let drawnTime = random.pick([Time.day, .day, .day, .dawn, .dawn, .dusk, .dusk, .night])
        let drawnSeason = random.pick([Season.summer, .summer, .summer, .autumn, .winter])
        let drawnWater = random.unit() < 0.5
        let drawnHouse = random.unit() < 0.6

        time = Self.times.first { names($0.words) }?.time ?? drawnTime
        season = Self.seasons.first { names($0.words) }?.season ?? drawnSeason
        hasWater = names("lake sea river water harbour harbor beach pond boat bay coast lighthouse reflection") || drawnWater
        hasHouse = names("house cottage barn cabin village home farm brick roof door window") || drawnHouse
        let short = words.filter { $0.allSatisfy(\.isASCII) && $0.count <= 9 }
        word = short.max { $0.count < $1.count }.map { $0.uppercased() } ?? ""
        roof = DemoLight(random.pick([0xA8432F, 0x8C3B3B, 0x4F5B66, 0x6B4A36, 0x9C5A32]))
        flower = DemoLight(random.pick([0xF4D03F, 0xE8E4F0, 0xD94F70, 0x9B6BD6, 0xF08A3C]))
    }

    private static let times: [(words: String, time: Time)] = [
        ("night moon moonlit stars starry midnight", .night),
        ("sunset dusk evening twilight", .dusk),
        ("dawn morning sunrise misty mist fog foggy", .dawn),
        ("noon day sunny daylight midday", .day),
    ]

    private static let seasons: [(words: String, season: Season)] = [
        ("snow snowy winter ice icy frozen christmas", .winter),
        ("autumn fall october leaves harvest", .autumn),
        ("summer spring meadow flowers green", .summer),
    ]
}
