import Pipeline

/// What of a plan progress has to show, and what it must not count.
struct ProgressScope: Sendable {
    struct BranchName: Hashable, Sendable {
        let group: String
        let branch: String
    }

    /// US dollars; nil sets no limit.
    var maxCost: Double?
    /// False when `--only` picks cells by what is stored: then nobody knows how many there are.
    var hasTotals = true
    /// Branches that `--branch` and `--group` leave out.
    var leftOut: Set<BranchName> = []
    /// Branches that are groups themselves: what they cost is counted in those groups.
    var composed: Set<BranchName> = []

    init() {}

    init(_ plan: Plan) {
        maxCost = plan.selection.maxCost
        hasTotals = plan.selection.only == .all
        for group in plan.callingGroups {
            let isSelected = plan.selection.groups?.contains(group.id) ?? true
            for branch in group.branches {
                let name = BranchName(group: group.id, branch: branch.id)
                if !branch.isSelected || !isSelected { leftOut.insert(name) }
                if branch.nested != nil { composed.insert(name) }
            }
        }
    }
}

/// How far a run is, made of its events. Times are seconds since the run began.
struct ProgressState: Sendable {
    struct Wait: Sendable, Hashable {
        let until: Double
        let reason: String
    }

    struct Branch: Sendable {
        let name: String
        /// nil where a list decides.
        let total: Int?
        var done = 0
        var failed = 0
        var cached = 0
        /// Done in an earlier sitting.
        var stored = 0
        /// Seconds of the outputs that were made now, and how many these are.
        var seconds = 0.0
        var made = 0
        var spending = Spending()
        /// Cells whose call has begun.
        var active: Set<Cell> = []
        var waits: [Cell: Wait] = [:]

        var isComplete: Bool { total.map { done >= $0 } ?? false }

        func waiting(at now: Double) -> [Wait] { waits.values.filter { $0.until > now }.sorted { $0.until < $1.until } }

        func running(at now: Double) -> Int { active.count { waits[$0].map { $0.until <= now } ?? true } }
    }

    struct Group: Sendable {
        let id: String
        let cells: Int?
        var branches: [Branch]
        /// The run has ended, whatever was done.
        var hasEnded = false

        var done: Int { branches.reduce(0) { $0 + $1.done } }
        var failed: Int { branches.reduce(0) { $0 + $1.failed } }
        var cached: Int { branches.reduce(0) { $0 + $1.cached } }
        var stored: Int { branches.reduce(0) { $0 + $1.stored } }
        var spending: Spending { branches.reduce(Spending()) { $0 + $1.spending } }
        var isFinished: Bool { hasEnded || branches.allSatisfy(\.isComplete) }
    }

    /// US dollars, as far as they are known.
    struct Spending: Sendable, Hashable {
        var known = 0.0
        var hasUnknown = false

        static func + (a: Spending, b: Spending) -> Spending {
            Spending(known: a.known + b.known, hasUnknown: a.hasUnknown || b.hasUnknown)
        }

        mutating func add(_ cost: Double?) {
            if let cost { known += cost } else { hasUnknown = true }
        }
    }

    let scope: ProgressScope
    /// In the order in which they were announced; without those that are left out.
    private(set) var groups: [Group] = []
    /// Of this sitting.
    private(set) var spending = Spending()
    /// Of earlier sittings, as far as their outputs were met again.
    private(set) var spentBefore = 0.0

    /// How the jobs of the run stand in their queue; nil where there is none.
    private(set) var queue: String?

    init(scope: ProgressScope = ProgressScope()) { self.scope = scope }

    mutating func note(_ event: RunEvent, at now: Double) {
        switch event {
        case .groupStarted(let id, let branches, let cells): begin(id, branches, cells: scope.hasTotals ? cells : nil)
        case .cellStarted(let cell):
            change(cell) {
                $0.active.insert(cell)
                $0.waits[cell] = nil
            }
        case .cellWaiting(let cell, let seconds, let reason, _):
            change(cell) { $0.waits[cell] = Wait(until: now + seconds, reason: reason) }
        case .cellFinished(let result, let isStored): finish(result, isStored: isStored)
        case .groupFinished(let id):
            if let place = groups.firstIndex(where: { $0.id == id }) { groups[place].hasEnded = true }
        case .backend(let status): queue = status
        case .warning: break
        }
    }

    private mutating func begin(_ id: String, _ branches: [String], cells: Int?) {
        let shown = branches.filter { !scope.leftOut.contains(.init(group: id, branch: $0)) }
        guard !shown.isEmpty else { return }
        groups.append(Group(id: id, cells: cells, branches: shown.map { Branch(name: $0, total: cells.map { $0 / shown.count }) }))
    }

    private mutating func finish(_ result: CellResult, isStored: Bool) {
        let isCounted = !scope.composed.contains(.init(group: result.cell.group, branch: result.cell.branch))
        if isCounted {
            if isStored { spentBefore += result.spentUSD ?? 0 } else { spending.add(result.spentUSD) }
        }
        change(result.cell) { branch in
            branch.active.remove(result.cell)
            branch.waits[result.cell] = nil
            branch.done += 1
            if result.failure != nil { branch.failed += 1 }
            if isStored {
                branch.stored += 1
            } else if result.isCached == true {
                branch.cached += 1
            } else {
                if isCounted { branch.spending.add(result.spentUSD) }
                guard result.artifact != nil else { return }
                branch.seconds += result.seconds
                branch.made += 1
            }
        }
    }

    private mutating func change(_ cell: Cell, _ change: (inout Branch) -> Void) {
        guard let group = groups.firstIndex(where: { $0.id == cell.group }),
            let branch = groups[group].branches.firstIndex(where: { $0.name == cell.branch })
        else { return }
        change(&groups[group].branches[branch])
    }

    // MARK: The run as a whole

    var done: Int { groups.reduce(0) { $0 + $1.done } }
    var failed: Int { groups.reduce(0) { $0 + $1.failed } }

    /// nil where a list decides.
    var total: Int? {
        let totals = groups.map(\.cells)
        return totals.contains(nil) ? nil : totals.reduce(0) { $0 + ($1 ?? 0) }
    }

    /// Seconds until the end, if the rest goes as fast as what was done now; nil before that can be told.
    func left(at now: Double) -> Double? {
        guard let total else { return nil }
        let doneNow = groups.reduce(0) { sum, group in sum + group.branches.reduce(0) { $0 + $1.done - $1.stored - $1.cached } }
        guard doneNow >= 3, now >= 2, done < total else { return nil }
        let left = now / Double(doneNow) * Double(total - done)
        return left >= 1 ? left : nil
    }
}
