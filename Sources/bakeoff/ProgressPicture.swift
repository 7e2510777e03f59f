import Pipeline
import Reports

/// Bars of all groups under way, a line a branch; never wider and never taller than the window.
struct ProgressPicture {
    /// Columns and rows of the window.
    let width: Int
    let height: Int
    var isColoured = false

    /// - Parameter now: seconds since the run began.
    func lines(_ state: ProgressState, at now: Double) -> [String] {
        guard !state.groups.isEmpty else { return [] }
        // The cursor stands on a line of its own below the picture.
        let most = max(1, height - 1)
        guard let queue = state.queue, most > 3, !state.groups.allSatisfy(\.isFinished) else { return bars(state, at: now, most: most) }
        return bars(state, at: now, most: most - 1) + [line.cut(ProgressLine.oneLine(queue))]
    }

    private func bars(_ state: ProgressState, at now: Double, most: Int) -> [String] {
        let sketch = Sketch(self, state, now)
        let top = state.groups.count > 1 ? [sketch.overall] : []
        for isShort in [false, true] {
            let rows = state.groups.indices.flatMap { sketch.rows(of: $0, isCollapsed: isShort && state.groups[$0].isFinished) }
            if top.count + rows.count <= most { return top + rows.map(sketch.text) }
        }
        let room = most - top.count - 1
        guard room >= 2 else { return [top.first ?? sketch.head(0)] }
        let (rows, hidden) = sketch.busiest(room: room)
        return top + rows.map(sketch.text) + [line.cut("  … and \(hidden) more")]
    }

    private var line: ProgressLine { ProgressLine(width: width, isColoured: isColoured) }

    /// One line of the picture.
    private enum Row: Hashable {
        case head(Int)
        case branch(Int, Int)
        /// A group of one branch.
        case alone(Int)
        case finished(Int)
    }

    private struct Sketch {
        let picture: ProgressPicture
        let state: ProgressState
        let now: Double
        private let line: ProgressLine
        private let nameWidth: Int
        private let countWidth: Int
        private let barWidth: Int

        init(_ picture: ProgressPicture, _ state: ProgressState, _ now: Double) {
            self.picture = picture
            self.state = state
            self.now = now
            line = picture.line
            let names = state.groups.flatMap { group in group.branches.map { Self.name($0, in: group) } }
            nameWidth = min(24, max(6, picture.width / 3), names.map(\.count).max() ?? 0)
            countWidth = state.groups.flatMap(\.branches).map { Self.count($0).count }.max() ?? 0
            // Below 60 columns numbers say more than a bar.
            barWidth = picture.width < 60 ? 0 : min(26, max(6, picture.width - nameWidth - countWidth - 44))
        }

        private static func name(_ branch: ProgressState.Branch, in group: ProgressState.Group) -> String {
            group.branches.count > 1 ? branch.name : group.id
        }

        private static func count(_ branch: ProgressState.Branch) -> String {
            branch.total.map { "\(branch.done)/\($0)" } ?? "\(branch.done)"
        }

        // MARK: Which rows

        func rows(of group: Int, isCollapsed: Bool) -> [Row] {
            if isCollapsed { return [.finished(group)] }
            let count = state.groups[group].branches.count
            if count == 1, state.groups.count > 1 { return [.alone(group)] }
            return [.head(group)] + (0..<count).map { .branch(group, $0) }
        }

        /// Those with most under way, in file order, each below its group's head; and how many branches have no row.
        func busiest(room: Int) -> (rows: [Row], hidden: Int) {
            var open: [(row: Row, score: Int)] = []
            for (index, group) in state.groups.enumerated() where !group.isFinished {
                for row in rows(of: index, isCollapsed: false) { score(row).map { open.append((row, $0)) } }
            }
            let finished = state.groups.indices.filter { state.groups[$0].isFinished }.map { (row: Row.finished($0), score: -1) }
            var chosen: Set<Row> = []
            let ranked = open.enumerated().sorted { ($1.element.score, $0.offset) < ($0.element.score, $1.offset) }.map(\.element)
            for (row, _) in ranked + finished {
                var needed: Set<Row> = [row]
                if case .branch(let group, _) = row { needed.insert(.head(group)) }
                if chosen.union(needed).count <= room { chosen.formUnion(needed) }
            }
            let inOrder = state.groups.indices.flatMap { rows(of: $0, isCollapsed: state.groups[$0].isFinished) }.filter(chosen.contains)
            let all = state.groups.reduce(0) { $0 + $1.branches.count }
            return (inOrder, all - inOrder.reduce(0) { $0 + branches(of: $1) })
        }

        private func branches(of row: Row) -> Int {
            switch row {
            case .head: 0
            case .branch, .alone: 1
            case .finished(let group): state.groups[group].branches.count
            }
        }

        private func score(_ row: Row) -> Int? {
            switch row {
            case .head, .finished: return nil
            case .alone(let group): return score(state.groups[group].branches[0])
            case .branch(let group, let branch): return score(state.groups[group].branches[branch])
            }
        }

        private func score(_ branch: ProgressState.Branch) -> Int {
            if branch.isComplete { return 0 }
            return 10 * branch.running(at: now) + (branch.waiting(at: now).isEmpty ? 1 : 5)
        }

        // MARK: What they say

        func text(_ row: Row) -> String {
            switch row {
            case .head(let group): head(group)
            case .branch(let group, let branch): text(state.groups[group].branches[branch], of: state.groups[group], indent: "  ")
            case .alone(let group): text(state.groups[group].branches[0], of: state.groups[group], indent: "")
            case .finished(let group): summary(of: state.groups[group])
            }
        }

        var overall: String {
            let count = state.total.map { "\(state.done)/\($0)" } ?? "\(state.done)"
            return line.text("all  \(count) outputs", facts, joint: " · ")
        }

        /// The only group says what else the overall line would.
        func head(_ group: Int) -> String {
            let group = state.groups[group]
            let lead = group.id + (group.cells.map { "  \(Quantity.count($0, "output"))" } ?? "")
            return line.text(lead, state.groups.count > 1 ? [] : facts, joint: " · ")
        }

        private var facts: [ProgressLine.Part] {
            var parts = [ProgressLine.Part(text: "\(ProgressLine.watch(now)) elapsed", rank: 0)]
            if let left = state.left(at: now) { parts.append(.init(text: "about \(ProgressLine.watch(left)) left", rank: 2)) }
            if let limit = state.scope.maxCost {
                var all = state.spending
                all.known += state.spentBefore
                parts.append(.init(text: "\(ProgressLine.words(all)) of \(Quantity.money(limit))", rank: 1))
            } else if state.spending.known > 0 {
                parts.append(.init(text: ProgressLine.words(state.spending), rank: 1))
            }
            return parts
        }

        private func summary(of group: ProgressState.Group) -> String {
            var parts = [ProgressLine.Part(text: group.cells.map { "\(group.done)/\($0)" } ?? "\(group.done)", rank: 0)]
            parts.append(.init(text: group.cells.map { group.done < $0 } ?? false ? "stopped" : "done", rank: 1))
            if group.spending.known > 0 { parts.append(.init(text: ProgressLine.words(group.spending), rank: 3)) }
            if group.cached > 0 { parts.append(.init(text: "\(group.cached) from cache", rank: 4)) }
            if group.failed > 0 { parts.append(.init(text: "\(group.failed) failed", rank: 2, tone: .bad)) }
            return line.text(group.id, parts)
        }

        private func text(_ branch: ProgressState.Branch, of group: ProgressState.Group, indent: String) -> String {
            // Steps of one branch stand without an indent, and their bars below those of the groups.
            let depth = state.groups.contains { $0.branches.count > 1 } ? 2 : 0
            let shown = indent + ProgressLine.cut(Self.name(branch, in: group), to: nameWidth)
            let name = ProgressLine.padded(shown, to: nameWidth + max(depth, indent.count))
            let count = Self.count(branch)
            let lead = name + bar(branch) + "  " + String(repeating: " ", count: max(0, countWidth - count.count)) + count
            var parts: [ProgressLine.Part] = []
            if let (status, tone) = status(branch, hasEnded: group.hasEnded) {
                parts.append(.init(text: ProgressLine.padded(status, to: picture.width < 60 ? 0 : 9), rank: 0, tone: tone))
            }
            if branch.made > 0, branch.seconds > 0 {
                parts.append(.init(text: "\(Quantity.duration(branch.seconds / Double(branch.made))) each", rank: 3))
            }
            if branch.spending.known > 0 {
                parts.append(.init(text: Quantity.money(branch.spending.known) + (branch.spending.hasUnknown ? "+" : ""), rank: 2))
            }
            if branch.cached > 0 { parts.append(.init(text: "\(branch.cached) from cache", rank: 4)) }
            if branch.failed > 0 { parts.append(.init(text: "\(branch.failed) failed", rank: 1, tone: .bad)) }
            return line.text(lead, parts)
        }

        private func bar(_ branch: ProgressState.Branch) -> String {
            guard barWidth > 0 else { return "" }
            guard let total = branch.total, total > 0 else { return "  " + String(repeating: " ", count: barWidth) }
            let filled = min(barWidth, barWidth * branch.done / total)
            return "  " + String(repeating: "━", count: filled) + String(repeating: "─", count: barWidth - filled)
        }

        private func status(_ branch: ProgressState.Branch, hasEnded: Bool) -> (String, ProgressLine.Tone)? {
            let running = branch.running(at: now)
            let waiting = branch.waiting(at: now)
            if running > 0 { return ("\(running) running" + (waiting.isEmpty ? "" : ", \(waiting.count) waiting"), .plain) }
            if let wait = waiting.first {
                return ("waiting \(ProgressLine.pause(wait.until - now)) (\(ProgressLine.oneLine(wait.reason)))", .slow)
            }
            if branch.isComplete { return ("done", .plain) }
            return hasEnded ? (branch.total == nil ? "done" : "stopped", .plain) : nil
        }
    }
}
