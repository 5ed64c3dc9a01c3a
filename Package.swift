// swift-tools-version: 6.2

import PackageDescription

/// Every warning is an error here; dependencies keep their own settings.
let strict: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),  // SE-0335
    .enableUpcomingFeature("InternalImportsByDefault"),  // SE-0409
    .enableUpcomingFeature("MemberImportVisibility"),  // SE-0444
]

let package = Package(
    name: "ravel",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "ravel", targets: ["ravel"]),
        .library(name: "PassiveDNS", targets: ["PassiveDNS"]),
        .library(name: "InfraGraph", targets: ["InfraGraph"]),
        .library(name: "Evaluation", targets: ["Evaluation"]),
        .library(name: "PackedFiles", targets: ["PackedFiles"]),
        .library(name: "ObservationFiles", targets: ["ObservationFiles"]),
        .library(name: "DNSSensor", targets: ["DNSSensor"]),
        .library(name: "ObservationStore", targets: ["ObservationStore"]),
        .library(name: "CampaignMaps", targets: ["CampaignMaps"]),
        .library(name: "CampaignReports", targets: ["CampaignReports"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    ],
    targets: [
        // MARK: - PassiveDNS: the vocabulary
        .target(name: "PassiveDNS", swiftSettings: strict),
        .testTarget(name: "PassiveDNSTests", dependencies: ["PassiveDNS", "TestSupport"], swiftSettings: strict),

        // MARK: - InfraGraph: the engine
        .target(
            name: "InfraGraph",
            dependencies: [
                "PassiveDNS",
                .product(name: "HeapModule", package: "swift-collections"),
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "InfraGraphTests",
            dependencies: ["InfraGraph", "PassiveDNS", "TestSupport"],
            swiftSettings: strict
        ),

        // MARK: - Evaluation: what was said against what is known
        .target(name: "Evaluation", dependencies: ["InfraGraph", "PassiveDNS"], swiftSettings: strict),
        .testTarget(
            name: "EvaluationTests",
            dependencies: ["Evaluation", "InfraGraph", "PassiveDNS"],
            swiftSettings: strict
        ),

        // MARK: - PublicSuffix: registrable domains and IDNA
        .systemLibrary(
            name: "CPublicSuffix",
            pkgConfig: "libpsl libidn2",
            providers: [.apt(["libpsl-dev", "libidn2-dev"]), .brew(["libpsl", "libidn2"])]
        ),
        .target(name: "PublicSuffix", dependencies: ["CPublicSuffix", "PassiveDNS"], swiftSettings: strict),
        .testTarget(name: "PublicSuffixTests", dependencies: ["PublicSuffix", "PassiveDNS"], swiftSettings: strict),

        // MARK: - PackedFiles: bytes, unpacked
        .systemLibrary(
            name: "CArchive",
            pkgConfig: "libarchive",
            providers: [.apt(["libarchive-dev"]), .brew(["libarchive"])]
        ),
        .target(name: "PackedFiles", dependencies: ["CArchive"], swiftSettings: strict),

        // MARK: - ObservationFiles: what analysts have on disk
        .systemLibrary(
            name: "CCrypto",
            pkgConfig: "libcrypto",
            providers: [.apt(["libssl-dev"]), .brew(["openssl"])]
        ),
        .systemLibrary(
            name: "CSimdjson",
            pkgConfig: "simdjson",
            providers: [.apt(["libsimdjson-dev"]), .brew(["simdjson"])]
        ),
        .target(name: "CRecordScanner", dependencies: ["CSimdjson"]),
        .systemLibrary(
            name: "CXML",
            pkgConfig: "libxml-2.0",
            providers: [.apt(["libxml2-dev"]), .brew(["libxml2"])]
        ),
        .target(name: "CXMLReader", dependencies: ["CXML"]),
        .target(
            name: "ObservationFiles",
            dependencies: ["CCrypto", "CRecordScanner", "CXMLReader", "PackedFiles", "PassiveDNS", "PublicSuffix"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "ObservationFilesTests",
            dependencies: ["CRecordScanner", "ObservationFiles", "PackedFiles", "PassiveDNS", "TestSupport"],
            swiftSettings: strict
        ),

        // MARK: - DNSSensor: from packets to observations
        .systemLibrary(name: "CCapabilities", pkgConfig: "libcap", providers: [.apt(["libcap-dev"])]),
        .systemLibrary(name: "CPcap", pkgConfig: "libpcap", providers: [.apt(["libpcap-dev"]), .brew(["libpcap"])]),
        .target(
            name: "DNSSensor",
            dependencies: [
                .target(name: "CCapabilities", condition: .when(platforms: [.linux])), "CPcap", "PackedFiles",
                "PassiveDNS",
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "DNSSensorTests",
            dependencies: ["DNSSensor", "PackedFiles", "PassiveDNS", "PublicSuffix", "TestSupport"],
            swiftSettings: strict
        ),

        // MARK: - RegistrationLookup: what registries say, when asked
        .systemLibrary(
            name: "CCurl",
            pkgConfig: "libcurl",
            providers: [.apt(["libcurl4-openssl-dev"]), .brew(["curl"])]
        ),
        .target(name: "CHTTPGet", dependencies: ["CCurl"]),
        .target(name: "RegistrationLookup", dependencies: ["CHTTPGet", "PassiveDNS"], swiftSettings: strict),
        .testTarget(
            name: "RegistrationLookupTests",
            dependencies: ["PassiveDNS", "RegistrationLookup", "TestSupport"],
            swiftSettings: strict
        ),

        // MARK: - ObservationStore: what is kept
        .target(
            name: "ObservationStore",
            dependencies: [
                "PassiveDNS", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "ObservationStoreTests",
            dependencies: [
                "ObservationStore", "PassiveDNS", "TestSupport", .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: strict
        ),

        // MARK: - CampaignMaps: pictures
        .systemLibrary(
            name: "CGraphviz",
            pkgConfig: "libgvc",
            providers: [.apt(["libgraphviz-dev"]), .brew(["graphviz"])]
        ),
        .target(name: "CGraphvizShims", dependencies: ["CGraphviz"]),
        .target(
            name: "CampaignMaps",
            dependencies: ["CGraphviz", "CGraphvizShims", "InfraGraph", "PassiveDNS"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "CampaignMapsTests",
            dependencies: ["CampaignMaps", "InfraGraph", "PassiveDNS", "TestSupport"],
            swiftSettings: strict
        ),

        // MARK: - CampaignReports: pages
        .target(
            name: "CampaignReports",
            dependencies: ["InfraGraph", "PassiveDNS"],
            resources: [.embedInCode("Page/page.css"), .embedInCode("Page/page.js")],
            swiftSettings: strict
        ),
        .testTarget(
            name: "CampaignReportsTests",
            dependencies: ["CampaignReports", "InfraGraph", "PassiveDNS", "TestSupport"],
            swiftSettings: strict
        ),

        // MARK: - RavelCommands and ravel: the command line
        .systemLibrary(name: "CMalloc"),
        .target(
            name: "RavelCommands",
            dependencies: [
                .target(name: "CMalloc", condition: .when(platforms: [.linux])),
                "CampaignMaps", "CampaignReports", "DNSSensor", "Evaluation", "InfraGraph", "ObservationFiles",
                "ObservationStore",
                "PackedFiles", "PassiveDNS",
                "PublicSuffix", "RegistrationLookup",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "RavelCommandsTests",
            dependencies: [
                "DNSSensor", "ObservationFiles", "ObservationStore", "PassiveDNS", "PublicSuffix", "RavelCommands",
                "TestSupport",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "ravel",
            dependencies: ["RavelCommands", .product(name: "ArgumentParser", package: "swift-argument-parser")],
            swiftSettings: strict
        ),
        .testTarget(name: "EndToEndTests", dependencies: ["TestSupport"], swiftSettings: strict),

        // MARK: - BenchmarkSteps: steps in a process of their own, for Benchmarks/run.sh
        .executableTarget(
            name: "BenchmarkSteps",
            dependencies: [
                "DNSSensor", "InfraGraph", "ObservationFiles", "ObservationStore", "PackedFiles", "PassiveDNS",
                "PublicSuffix",
            ],
            path: "Benchmarks/Steps",
            swiftSettings: strict
        ),

        // MARK: - TestSupport: seeded worlds, temporary folders
        .target(name: "TestSupport", dependencies: ["PassiveDNS"], path: "Tests/TestSupport", swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)
