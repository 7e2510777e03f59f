import Catalogs

extension MetricCard {
    /// What a card may say it was made for.
    static let contents = ["photograph", "illustration", "render", "speech", "music"]

    /// Reads a card and checks it against the metric of that name; nil, with the problems reported, when it is unusable.
    init?(_ settings: Settings, metrics: [MetricDescription], problems: inout [Problem]) {
        var options = Options(settings, of: "a metric card")
        let id = options.requiredText("id")
        let version = options.whole("version", in: 1...1_000_000)
        let unit = options.text("unit", default: "")
        let curve = UtilityCurve(reading: &options)
        self.content = options.choices("content", of: Self.contents)
        self.valid = options.range("valid")
        self.sigma = options.number("sigma", default: 10, in: 0...100)
        let provenance = options.choice("provenance", of: Provenance.allCases.map(\.rawValue)).flatMap(Provenance.init)
        self.calibration = options.text("calibration", default: "")
        self.count = options.whole("n", in: 0...Int.max)
        for key in ["version", "provenance", "calibration"] where settings[key] == nil { options.report("a metric card needs '\(key)'") }
        if let id { Self.check(id, version: version, unit: unit, against: metrics, options: &options) }
        options.finish()
        problems += options.problems
        guard let id, let version, let curve, let provenance else { return nil }
        self.id = id
        self.version = version
        self.unit = unit
        self.curve = curve
        self.provenance = provenance
    }

    private static func check(_ id: String, version: Int?, unit: String, against metrics: [MetricDescription], options: inout Options) {
        guard let metric = metrics.first(where: { $0.name == id }) else {
            let remedy = suggestion(for: id, among: metrics.map(\.name))
            return options.report("no metric called '\(id.prefix(60))'", at: options.settings["id"], remedy: remedy)
        }
        if let version, String(version) != metric.version {
            options.report(
                "the card is for version \(version) of '\(id)', which is at version \(metric.version)", at: options.settings["version"],
                remedy: "check the curve against the new definition, then write \(metric.version)")
        }
        if unit != metric.unit {
            options.report(
                "the card says unit '\(unit)', the metric '\(id)' says '\(metric.unit)'", at: options.settings["unit"],
                remedy: "write unit: \"\(metric.unit)\"")
        }
    }
}

extension UtilityCurve {
    static let types = ["logistic", "target", "monotone_cubic", "none"]

    /// Reads `curve: {type, params, transform}`; nil, with the problem reported, when it is no curve.
    init?(reading options: inout Options) {
        guard let value = options.value("curve") else {
            options.report("\(options.owner) needs 'curve'", remedy: "curve: {type: none} for a metric that only describes")
            return nil
        }
        var inner = Options(value, of: "a curve")
        let type = inner.choice("type", of: Self.types)
        if type == nil, value["type"] == nil {
            inner.report("a curve needs 'type'", remedy: "one of \(Self.types.joined(separator: ", "))")
        }
        let transform = inner.choice("transform", of: Transform.allCases.map(\.rawValue)).flatMap(Transform.init)
        let shape = type.flatMap { Shape(type: $0, reading: &inner) }
        inner.finish()
        options.add(inner.problems)
        guard let shape else { return nil }
        self.init(shape, after: transform)
    }
}

extension UtilityCurve.Shape {
    fileprivate init?(type: String, reading options: inout Options) {
        switch type {
        case "none":
            self = .none
        case "logistic":
            guard let b = options.numbers("params", count: 4...4, named: "[b1, b2, b3, b4]") else { return nil }
            guard (0...1).contains(b[0]), (0...1).contains(b[1]), b[0] != b[1], b[3] != 0 else {
                options.report(
                    "a logistic needs b1 and b2 in 0…1, not equal, and b4 other than 0", at: options.settings["params"])
                return nil
            }
            self = .logistic(b1: b[0], b2: b[1], b3: b[2], b4: b[3])
        case "target":
            guard let t = options.numbers("params", count: 4...4, named: "[lo, tl, th, hi]") else { return nil }
            guard t[0] <= t[1], t[1] <= t[2], t[2] <= t[3], t[0] < t[3] else {
                options.report("a target needs lo ≤ tl ≤ th ≤ hi", at: options.settings["params"])
                return nil
            }
            self = .target(lo: t[0], tl: t[1], th: t[2], hi: t[3])
        default:
            guard let curve = MonotoneCubic(reading: &options) else { return nil }
            self = .monotoneCubic(curve)
        }
    }
}

extension MonotoneCubic {
    /// Reads `params: [[x, u], …]`, two to eight knots.
    fileprivate init?(reading options: inout Options) {
        let given = options.value("params")
        let knots = given?.items?.compactMap { knot -> (Double, Double)? in
            guard let pair = knot.items, pair.count == 2, let x = pair[0].number, let u = pair[1].number else { return nil }
            return (x, u)
        }
        guard let knots, knots.count == given?.items?.count, (2...8).contains(knots.count) else {
            options.report("a monotone cubic needs two to eight knots [x, u]", at: given, remedy: "params: [[0, 0], [1, 1]]")
            return nil
        }
        let x = knots.map(\.0), u = knots.map(\.1)
        let isRising = zip(x, x.dropFirst()).allSatisfy { $0 < $1 }
        let steps = zip(u, u.dropFirst()).map { $1 - $0 }
        guard isRising, steps.allSatisfy({ $0 >= 0 }) || steps.allSatisfy({ $0 <= 0 }), u.allSatisfy((0...1).contains) else {
            options.report("knots need rising x, and u in 0…1 that only rises or only falls", at: given)
            return nil
        }
        self.init(x: x, y: u)
    }
}
