import Catalogs

extension Metric {
    /// Measures and turns whatever happens into a reading or a reason.
    ///
    /// A value that is not finite is a failure of the metric and never a reading.
    package func reading(of candidate: Media, against reference: Media? = nil) -> Result<Reading, Missing> {
        let reference = Self.needs == .reference ? reference : nil
        do {
            switch try measure(candidate, against: reference) {
            case .identical:
                return .success(make(nil, isIdentical: true, flags: flags(of: candidate, against: reference)))
            case .value(let value) where value.isFinite:
                return .success(make(value, isIdentical: false, flags: flags(of: candidate, against: reference)))
            case .value:
                return .failure(Missing(.failed, "the result is not a finite number", metric: Self.name))
            }
        } catch var missing as Missing {
            missing.metric = Self.name
            return .failure(missing)
        } catch {
            return .failure(Missing(.failed, String(describing: error), metric: Self.name))
        }
    }

    private func make(_ value: Double?, isIdentical: Bool, flags: [String]) -> Reading {
        Reading(metric: Self.name, version: Self.version, value: value, isIdentical: isIdentical, flags: flags)
    }
}
