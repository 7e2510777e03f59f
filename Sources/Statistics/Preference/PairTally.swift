/// Votes on two branches in the order in which they were shown.
struct PairTally: Sendable, Hashable {
    let left: Int
    /// nil is an opponent whose strength is 0 by definition.
    let right: Int?
    var leftWins = 0.0
    var rightWins = 0.0
    var ties = 0.0

    var count: Double { leftWins + rightWins + ties }

    /// The tallies of all ordered pairs that met, by left and right.
    static func all(of votes: [Vote]) -> [PairTally] {
        var tallies: [[Int]: PairTally] = [:]
        for vote in votes { tallies[[vote.left, vote.right], default: PairTally(left: vote.left, right: vote.right)].add(vote.choice) }
        return tallies.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value)
    }

    /// Half a win and half a loss of each branch against a fixed opponent: what makes every fit finite without adding votes
    /// between branches that never met (the pseudo-rankings of PlackettLuce; Turner, van Etten, Firth and Kosmidis 2020).
    static func ghosts(_ count: Int) -> [PairTally] {
        (0..<count).map { PairTally(left: $0, right: nil, leftWins: 0.5, rightWins: 0.5) }
    }

    init(left: Int, right: Int?, leftWins: Double = 0, rightWins: Double = 0, ties: Double = 0) {
        self.left = left
        self.right = right
        self.leftWins = leftWins
        self.rightWins = rightWins
        self.ties = ties
    }

    /// One vote alone.
    init(_ vote: Vote) {
        self.init(left: vote.left, right: vote.right)
        add(vote.choice)
    }

    mutating func add(_ choice: Vote.Choice) {
        switch choice {
        case .left: leftWins += 1
        case .right: rightWins += 1
        case .tie: ties += 1
        }
    }
}
