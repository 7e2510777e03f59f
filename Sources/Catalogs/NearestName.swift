/// The known name that a misspelt one most likely stands for, or nil when none is close.
///
/// Distance is optimal string alignment (Damerau–Levenshtein without overlapping transpositions); a name counts as close
/// when at most a third of its letters differ.
package func nearestName(to written: String, among known: some Sequence<String>) -> String? {
    let query = Array(written.prefix(64).lowercased().replacing("-", with: "_"))
    var best: (name: String, distance: Int)?
    for name in known {
        let candidate = Array(name.lowercased().replacing("-", with: "_"))
        let distance = editDistance(query, candidate)
        let isPrefix = query.count >= 3 && (candidate.starts(with: query) || query.starts(with: candidate))
        guard distance <= max(1, max(query.count, candidate.count) / 3) || isPrefix else { continue }
        if distance < best?.distance ?? .max { best = (name, distance) }
    }
    return best?.name
}

/// Words for an error: `did you mean 'x'?`, or the list of what is known when nothing is close.
package func suggestion(for written: String, among known: [String]) -> String? {
    if let name = nearestName(to: written, among: known) { return "did you mean '\(name)'?" }
    return known.isEmpty ? nil : "known: \(known.joined(separator: ", "))"
}

private func editDistance(_ a: [Character], _ b: [Character]) -> Int {
    guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
    var beforeLast = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    for i in 1...a.count {
        var row = [i] + [Int](repeating: 0, count: b.count)
        for j in 1...b.count {
            let substitution = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
            row[j] = min(last[j] + 1, row[j - 1] + 1, substitution)
            if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { row[j] = min(row[j], beforeLast[j - 2] + 1) }
        }
        (beforeLast, last) = (last, row)
    }
    return last[b.count]
}
