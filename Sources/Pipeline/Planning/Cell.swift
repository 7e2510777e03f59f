/// Case × branch × repeat: the unit that is run, stored and resumed.
package struct Cell: Sendable, Hashable, Codable, CustomStringConvertible {
    package let group: String
    package let caseID: String
    package let branch: String
    /// Counts from 0.
    package let `repeat`: Int

    package init(group: String, caseID: String, branch: String, repeat: Int) {
        self.group = group
        self.caseID = caseID
        self.branch = branch
        self.repeat = `repeat`
    }

    package var description: String { "\(group)/\(branch)/\(caseID)" + (self.repeat == 0 ? "" : " (repeat \(self.repeat + 1))") }

    /// Where its output stands in the run folder, without extension.
    package var outputStem: String { "outputs/" + place }
    /// Where the maps of the output against its reference go, in the same form.
    var mapStem: String { "maps/" + place }

    private var place: String { "\(group)/\(caseID)/\(branch)" + (self.repeat == 0 ? "" : "-r\(self.repeat)") }
}
