// swift-tools-version: 6.2
import PackageDescription

/// `make check` sets it; a newcomer with a newer compiler is not stopped by a new warning.
let strict: [SwiftSetting] = Context.environment["BAKEOFF_STRICT"] == nil ? [] : [.treatAllWarnings(as: .error)]

let settings: [SwiftSetting] =
    strict + [
        .swiftLanguageMode(.v6),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    ]

/// Pixel and sample loops are some hundred times slower without optimisation, which would make `swift test` useless.
let optimised = settings + [.unsafeFlags(["-O"], .when(configuration: .debug))]
let optimisedC: [CSetting] = [.unsafeFlags(["-O3"], .when(configuration: .debug))]

let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")

// Targets stand in the order data flows; an import against that order does not compile.
let package = Package(
    name: "bakeoff",
    products: [.executable(name: "bakeoff", targets: ["bakeoff"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    ],
    targets: [
        .systemLibrary(name: "CLibPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"])]),
        .systemLibrary(name: "CLibJPEG", pkgConfig: "libjpeg", providers: [.apt(["libjpeg-dev"])]),
        .systemLibrary(name: "CLibWebP", pkgConfig: "libwebp", providers: [.apt(["libwebp-dev"])]),
        .systemLibrary(name: "CLCMS2", pkgConfig: "lcms2", providers: [.apt(["liblcms2-dev"])]),
        .systemLibrary(name: "CSndFile", pkgConfig: "sndfile", providers: [.apt(["libsndfile1-dev"])]),
        .systemLibrary(name: "CSoxr", pkgConfig: "soxr", providers: [.apt(["libsoxr-dev"])]),
        .systemLibrary(name: "CLibFreeType", pkgConfig: "freetype2", providers: [.apt(["libpango1.0-dev"])]),
        .systemLibrary(name: "CLibCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .target(name: "CPNG", dependencies: ["CLibPNG"], cSettings: optimisedC),
        .target(name: "CJPEG", dependencies: ["CLibJPEG"], cSettings: optimisedC),
        .target(name: "CWebP", dependencies: ["CLibWebP"], cSettings: optimisedC),
        .target(name: "CColour", dependencies: ["CLCMS2"], cSettings: optimisedC),
        // Pango has no pkgConfig here: its flags hold -pthread, of which SwiftPM complains at every build.
        .target(
            name: "CText", dependencies: ["CLibFreeType"], cSettings: optimisedC,
            linkerSettings: ["pangoft2-1.0", "pango-1.0", "gobject-2.0", "fontconfig"].map { .linkedLibrary($0) }),
        .target(name: "CHTTP", dependencies: ["CLibCurl"], cSettings: optimisedC),
        .target(name: "CKernels", cSettings: optimisedC),
        .target(name: "CNetworks", cSettings: optimisedC),
        .target(name: "CScorers", cSettings: optimisedC),

        .target(name: "Catalogs", dependencies: [yams], swiftSettings: settings),
        .target(
            name: "Media", dependencies: ["CColour", "CJPEG", "CKernels", "CPNG", "CSndFile", "CSoxr", "CWebP", crypto],
            swiftSettings: optimised),
        .target(name: "Networks", dependencies: ["CNetworks", crypto], swiftSettings: optimised),
        .target(name: "Statistics", swiftSettings: optimised),
        .target(
            name: "Scoring", dependencies: ["Catalogs", "CKernels", "CScorers", "Media", "Networks", "Statistics", crypto],
            resources: [.copy("../../scoring")], swiftSettings: optimised),
        .target(
            name: "Composing", dependencies: ["CText", "Catalogs", "Media", "Scoring", "Statistics"], swiftSettings: optimised),
        .target(
            name: "Pipeline",
            dependencies: [
                "CHTTP", "Catalogs", "Composing", "Media", "Scoring", "Statistics", crypto,
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ], resources: [.copy("../../models")], swiftSettings: optimised),
        .target(
            name: "Reports",
            dependencies: [
                "Catalogs", "Media", "Pipeline", "Scoring", "Statistics", crypto, .product(name: "Mustache", package: "swift-mustache"),
            ],
            resources: [.copy("../../reports")], swiftSettings: optimised),
        .target(
            name: "Voting",
            dependencies: [
                "Catalogs", "Media", "Pipeline", "Scoring", "Statistics", crypto, .product(name: "FlyingFox", package: "FlyingFox"),
                .product(name: "FlyingSocks", package: "FlyingFox"), .product(name: "Mustache", package: "swift-mustache"),
            ], swiftSettings: optimised),
        .executableTarget(
            name: "bakeoff",
            dependencies: [
                "Catalogs", "Composing", "Media", "Networks", "Pipeline", "Reports", "Scoring", "Statistics", "Voting",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "FlyingFox", package: "FlyingFox"),
                .product(name: "FlyingSocks", package: "FlyingFox"),
            ], resources: [.copy("../../examples/starters")], swiftSettings: settings),

        // What one metric costs, without a process around it; see Benchmarks/image.
        .executableTarget(
            name: "metric-times", dependencies: ["Catalogs", "Media", "Scoring"], path: "Benchmarks/image/metric-times",
            swiftSettings: optimised),

        // Coverage and false winners of the statistics; see Benchmarks/statistics.
        .executableTarget(name: "simulate", dependencies: ["Statistics"], path: "Benchmarks/statistics/simulate", swiftSettings: optimised),

        // Shard sizes against the best there are; see docs/cluster.md.
        .executableTarget(
            name: "sizing", dependencies: ["Pipeline", "Statistics", "TestSupport"], path: "Benchmarks/sizing", swiftSettings: optimised),

        // Time and memory of a coordinator for up to 10⁷ cells; see Benchmarks/README.md.
        .executableTarget(
            name: "scale", dependencies: ["Pipeline", "Reports", "Scoring"], path: "Benchmarks/scale", swiftSettings: optimised),

        .target(name: "TestSupport", dependencies: ["Media", "Statistics"], path: "Tests/TestSupport", swiftSettings: optimised),
        .testTarget(name: "CatalogsTests", dependencies: ["Catalogs"], swiftSettings: settings),
        .testTarget(
            name: "MediaTests", dependencies: ["Media", "TestSupport"], resources: [.copy("Fixtures")], swiftSettings: settings),
        .testTarget(name: "NetworksTests", dependencies: ["Networks", "CNetworks"], swiftSettings: settings),
        .testTarget(
            name: "ScoringTests", dependencies: ["Scoring", "Media", "Catalogs", "TestSupport"], resources: [.copy("Fixtures")],
            swiftSettings: settings),
        .testTarget(name: "StatisticsTests", dependencies: ["Statistics"], swiftSettings: settings),
        .testTarget(
            name: "ComposingTests", dependencies: ["Composing", "Catalogs", "Media", "Scoring", "TestSupport"],
            resources: [.copy("Fixtures")], swiftSettings: settings),
        .testTarget(
            name: "PipelineTests",
            dependencies: [
                "Pipeline", "Scoring", "Media", "Catalogs", "TestSupport", .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: settings),
        .testTarget(
            name: "ReportsTests",
            dependencies: ["Reports", "Pipeline", "Scoring", "Statistics", "Media", "Catalogs", "TestSupport", crypto],
            exclude: ["Golden"], swiftSettings: settings),
        .testTarget(
            name: "VotingTests", dependencies: ["Voting", "Reports", "Pipeline", "Scoring", "Media", "Catalogs", "TestSupport"],
            swiftSettings: settings),
        .testTarget(
            name: "BakeoffTests",
            dependencies: ["bakeoff", "Catalogs", "Pipeline", "TestSupport", .product(name: "GRDB", package: "GRDB.swift")],
            swiftSettings: settings),
    ]
)

// `.ci/fuzz` sets it: the harnesses have libFuzzer's main function, which no other build links.
if Context.environment["BAKEOFF_FUZZ"] != nil {
    let harness = settings + [.unsafeFlags(["-parse-as-library"])]
    package.targets += [
        .target(name: "FuzzMutator", path: "Tests/Fuzzing/Mutator"),
        .executableTarget(
            name: "fuzz-decoders", dependencies: ["CColour", "CJPEG", "CPNG", "CWebP", "FuzzMutator"], path: "Tests/Fuzzing/Decoders"),
        .executableTarget(
            name: "fuzz-pictures", dependencies: ["Media", "TestSupport", "FuzzMutator"], path: "Tests/Fuzzing/Pictures",
            swiftSettings: harness),
        .executableTarget(
            name: "fuzz-metrics", dependencies: ["Catalogs", "Media", "Scoring", "FuzzMutator"], path: "Tests/Fuzzing/Metrics",
            swiftSettings: harness),
    ]
}
