/// Fits the model of technical quality to samples.
struct TechnicalQualityFit {
    let id: String
    let provenance: String
    var hidden = [32, 16]
    var networks = 3
    let epochs: Int

    /// - Precondition: samples of one scene lie side by side.
    func model(from samples: [QualitySample]) -> TechnicalQualityModel {
        let bare = Self.standardising(samples, id: id, provenance: provenance)
        let scenes = Self.byScene(samples).map { scene in
            scene.map { (features: bare.standardised($0.features), target: $0.target / 100) }
        }
        let fitted = concurrentMap(networks) { index in
            Self.rounded(NetworkTraining(hidden: hidden, epochs: epochs, seed: UInt64(index + 1)).fit(scenes))
        }
        return TechnicalQualityModel(
            id: id, featureVersion: QualityFeatures.version, centres: bare.centres, spreads: bare.spreads, networks: fitted,
            provenance: provenance)
    }

    static func byScene(_ samples: [QualitySample]) -> [[QualitySample]] {
        samples.reduce(into: [[QualitySample]]()) { scenes, sample in
            if let last = scenes.indices.last, scenes[last][0].scene == sample.scene {
                scenes[last].append(sample)
            } else {
                scenes.append([sample])
            }
        }
    }

    private static func standardising(_ samples: [QualitySample], id: String, provenance: String) -> TechnicalQualityModel {
        var centres: [Float] = [], spreads: [Float] = []
        for feature in samples[0].features.indices {
            let sorted = samples.map { $0.features[feature] }.sorted()
            func level(_ share: Double) -> Float { sorted[Int(share * Double(sorted.count - 1))] }
            centres.append(shortened(level(0.5)))
            spreads.append(shortened(max(1e-3, (level(0.84) - level(0.16)) / 2)))
        }
        return TechnicalQualityModel(
            id: id, featureVersion: QualityFeatures.version, centres: centres, spreads: spreads, networks: [], provenance: provenance)
    }

    private static func rounded(_ network: QualityNetwork) -> QualityNetwork {
        QualityNetwork(
            layers: network.layers.map {
                QualityNetwork.Layer(
                    inputs: $0.inputs, outputs: $0.outputs, weights: $0.weights.map { shortened($0, to: 1_000) },
                    biases: $0.biases.map { shortened($0, to: 1_000) })
            })
    }

    /// Few decimals: what is written is what was tested, and the file stays small.
    private static func shortened(_ value: Float, to parts: Float = 10_000) -> Float { (value * parts).rounded() / parts }
}
