import Media

/// What the page says before the first trial and after the last.
struct PageWords {
    let task: String
    let advice: [String]
    let consent: String
    let handover: String

    init(_ ballot: Ballot, isServed: Bool) {
        let isSound = ballot.kind == .audio
        let most = ballot.lists.map(\.count).max() ?? 0
        let minutes = max(1, Int((Double(most) * (isSound ? 20 : 12) / 60).rounded(.up)))
        let what =
            switch ballot.method {
            case .pairwise:
                "You will \(isSound ? "hear" : "see") \(most) pairs of \(isSound ? "sounds" : "pictures") and say of each pair which one you prefer."
            case .abx: "\(most) times you will \(isSound ? "hear" : "see") A, B and X. X is one of the two: say which."
            case .mos: "You will rate \(most) \(isSound ? "sounds" : "pictures"), one at a time."
            case .mushra:
                "\(most) times you will rate several versions of one \(isSound ? "sound" : "picture") beside a reference. One of them is the reference itself."
            }
        task = what + " That takes about \(minutes) minute\(minutes == 1 ? "" : "s")."
        var advice =
            isSound
            ? [
                "Set the volume once, so that the test tone is comfortable, and leave it. All sounds are equally loud.",
                "Headphones and a quiet room help.",
            ]
            : ["Use a screen that you can see well, and the same one for all trials."]
        advice.append("Names are hidden, and sides change at random. There is no right answer: your impression counts.")
        if ballot.method == .pairwise { advice.append("Some pairs may hardly differ: “no difference” is an answer.") }
        self.advice = advice
        let keeper = isServed ? "on the computer of whoever gave you this page" : "in this browser, until you send the file at the end"
        consent =
            "Taking part is voluntary, and you may stop at any time. What is kept \(keeper): your answers, how long each took, "
            + "the name of your browser\(isSound ? ", whether you wear headphones" : ""), all under a random number. No name is asked and nothing else is recorded. "
            + "By starting you agree to that."
        handover =
            isServed
            ? "Every answer is saved. You may close this page."
            : "One thing is left: download the file and send it back to whoever gave you this page."
    }
}
