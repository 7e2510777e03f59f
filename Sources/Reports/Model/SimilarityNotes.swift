import Pipeline

/// Models that repeat themselves, and models that are probably one, in sentences.
struct SimilarityNotes {
    let lines: [String]

    init(_ comparison: Comparison) {
        guard let similarity = comparison.similarity else {
            lines = []
            return
        }
        // Byte-identical files were said already.
        let pairs = similarity.branches.filter { pair in
            pair.isProbablyOne && !comparison.identicalBranches.contains { $0.contains(pair.a) && $0.contains(pair.b) }
        }
        let found = similarity.repeats.filter(\.isCollapsed).map(Self.repetition) + Self.groups(pairs).map { Self.likeness(of: $0, pairs) }
        let remark =
            "Only the first \(similarity.cases) of \(similarity.cases + similarity.casesLeftOut) cases were looked at for "
            + "pictures that resemble each other."
        lines = found + (similarity.casesLeftOut > 0 && !found.isEmpty ? [remark] : [])
    }

    private static func repetition(_ repeats: RepeatSimilarity) -> String {
        let near = "\(repeats.nearDuplicates) of \(Quantity.count(repeats.pairs, "pair")) nearly the same"
        return "\(repeats.branch) repeats itself: its pictures of one case hardly differ, whatever the seed "
            + "(median distance \(Quantity.fixed(repeats.medianDistance, 3)), 0 is the same picture; \(near))."
    }

    /// Branches of which each is in a pair with each other one.
    private static func groups(_ pairs: [BranchSimilarity]) -> [[String]] {
        var names: [String] = []
        for name in pairs.flatMap({ [$0.a, $0.b] }) where !names.contains(name) { names.append(name) }
        var groups: [[String]] = []
        for name in names where !groups.joined().contains(name) {
            let group = names.filter { !groups.joined().contains($0) }.reduce(into: [name]) { group, other in
                let isWithAll = group.allSatisfy { one in pairs.contains { Set([$0.a, $0.b]) == Set([one, other]) } }
                if other != name, isWithAll { group.append(other) }
            }
            if group.count > 1 { groups.append(group) }
        }
        return groups
    }

    private static func likeness(of group: [String], _ pairs: [BranchSimilarity]) -> String {
        let own = pairs.filter { group.contains($0.a) && group.contains($0.b) }
        let cases = own.map(\.cases).max() ?? 0
        let least = own.map(\.nearDuplicates).min() ?? 0
        let extent = cases == 1 ? "the one case" : "\(own.count > 1 && least < cases ? "at least " : "")\(least) of \(cases) cases"
        let start = group.count > 2 ? "all" : "both"
        return "\(Quantity.list(group, "and")) gave nearly the same picture in \(extent): "
            + "\(cases < 3 ? "perhaps" : "probably") the same model, or \(start) started from one picture."
    }
}
