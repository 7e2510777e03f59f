import Media

/// A quality gate as gates.yaml states it: what must hold of metrics and facts for an artifact to hit it.
package struct GateRule: Sendable, Hashable {
    package enum Bound: Sendable, Hashable {
        case above(Double)
        case below(Double)
        /// Of either sign.
        case magnitudeAbove(Double)
    }

    /// `measure` lies beyond a bound, which may be a multiple of a fact.
    package struct Condition: Sendable, Hashable {
        /// A metric or a fact.
        package let measure: String
        package let bound: Bound
        /// The fact that the bound is multiplied with.
        package let factor: String?

        /// False when a number that it needs is absent.
        func holds(_ number: (String) -> Double?) -> Bool {
            guard let value = number(measure), let scale = factor.map(number) ?? 1 else { return false }
            return switch bound {
            case .above(let limit): value > limit * scale
            case .below(let limit): value < limit * scale
            case .magnitudeAbove(let limit): abs(value) > limit * scale
            }
        }
    }

    package let name: String
    package let kind: MediaKind
    package let severity: GateHit.Severity
    /// The most that quality can be, 0…100; present when the severity is `cap`.
    package let cap: Double?
    /// All must hold.
    package let conditions: [Condition]
    /// A sentence with `{measure}` where numbers go.
    package let says: String
    /// No metric of the profile means anything on an artifact that hits this gate.
    package let withholdsReadings: Bool

    /// The measures that the gate looks at, metrics and facts.
    package var measures: [String] { conditions.flatMap { [$0.measure] + ($0.factor.map { [$0] } ?? []) } }

    /// The hit, when all conditions hold of the given numbers.
    package func hit(_ number: (String) -> Double?) -> GateHit? {
        guard conditions.allSatisfy({ $0.holds(number) }) else { return nil }
        let message = measures.reduce(says) { text, measure in
            number(measure).map { text.replacing("{\(measure)}", with: $0.brief) } ?? text
        }
        return GateHit(gate: name, severity: severity, cap: cap, message: message)
    }
}
