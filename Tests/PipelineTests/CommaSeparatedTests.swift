import Testing

@testable import Pipeline

@Suite struct CommaSeparatedTests {
    @Test func quotesCommasAndLineEndsSurvive() {
        let table = CommaSeparated.parse("id,prompt\r\na,\"one, \"\"two\"\"\nthree\"\r\n\nb,x\n")
        #expect(table.rows.map(\.fields) == [["id", "prompt"], ["a", "one, \"two\"\nthree"], ["b", "x"]])
        #expect(table.rows.map(\.line) == [1, 2, 5])
    }

    @Test func anOpenQuoteIsReportedWhereItBegan() {
        #expect(CommaSeparated.parse("a,b\nc,\"d\ne\n").unclosedQuoteLine == 2)
    }

    @Test func aFileWithoutALastLineEndIsWhole() {
        #expect(CommaSeparated.parse("a,b\nc,d").rows.count == 2)
        #expect(CommaSeparated.parse("").rows.isEmpty)
    }
}
