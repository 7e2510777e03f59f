@testable import Statistics

/// `0ABl2` is: in case 0, A was shown left of B, the left one won, rater 2 voted; the rater may be left out.
func votes(_ text: String) -> [VoteTable.Entry] {
    text.split(separator: " ").compactMap { token in
        token.wholeMatch(of: /(\d+)([A-Z])([A-Z])([lrt])(\d*)/).map { match in
            let choice: Vote.Choice = match.4 == "l" ? .left : match.4 == "r" ? .right : .tie
            return VoteTable.Entry(
                caseName: String(repeating: "0", count: 4 - match.1.count) + match.1, left: String(match.2), right: String(match.3),
                choice: choice, rater: match.5.isEmpty ? nil : String(match.5))
        }
    }
}

/// Twelve cases, four branches, five raters; drawn with numpy 2.3.3 from strengths 0.6, 0.2, −0.2, −0.6 with taste by case.
let twelveCases = votes(
    """
    0ABl2 0ACl0 0DAr0 0CBr2 0BDl1 0DCr3 1ABl4 1ACl2 1DAr3 1BCr2 1DBt1 1DCt0 2ABl1 2CAr4 2ADr0 2BCt4 2BDr0 2DCr4 3BAr2 3CAr0 3ADl4 3BCt4 \
    3BDr3 3CDl0 4ABl1 4ACl4 4ADl4 4BCr0 4BDl1 4DCt3 5BAr3 5CAr2 5DAr0 5BCl1 5BDt4 5CDl1 6BAr0 6ACl0 6DAr2 6BCr3 6BDr0 6CDr4 7ABl4 7ACl3 \
    7ADl3 7CBl3 7BDl1 7CDt1 8ABl1 8CAr1 8DAr3 8CBr2 8BDl0 8CDl0 9BAl3 9ACl3 9ADl0 9BCl1 9DBl3 9DCr2 10BAl2 10CAr2 10DAr4 10CBt0 10BDl4 \
    10DCr0 11ABr4 11CAr2 11DAr4 11BCt0 11DBr0 11CDl1
    """)
