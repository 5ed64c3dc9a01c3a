// swift-tools-version: 6.2

import PackageDescription

// Tells how fast files are read, without a store: see run.sh.
let package = Package(
    name: "Speed",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "ravel", path: "../..")],
    targets: [
        .executableTarget(
            name: "Speed",
            dependencies: [
                .product(name: "ObservationFiles", package: "ravel"), .product(name: "PassiveDNS", package: "ravel"),
            ],
            path: "Sources"
        )
    ],
    swiftLanguageModes: [.v6]
)
