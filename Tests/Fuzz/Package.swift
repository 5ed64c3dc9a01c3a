// swift-tools-version: 6.2

import PackageDescription

// libFuzzer targets, apart from the main package because they are built with its instrumentation: see run.sh.
let package = Package(
    name: "Fuzz",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "ravel", path: "../..")],
    targets: [
        .executableTarget(
            name: "Fuzz",
            dependencies: [
                .product(name: "DNSSensor", package: "ravel"), .product(name: "ObservationFiles", package: "ravel"),
                .product(name: "PackedFiles", package: "ravel"), .product(name: "PassiveDNS", package: "ravel"),
            ],
            path: "Sources",
            swiftSettings: [.unsafeFlags(["-parse-as-library"])]
        )
    ],
    swiftLanguageModes: [.v6]
)
