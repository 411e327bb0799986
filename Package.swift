// swift-tools-version:6.2
import PackageDescription

/// One dialect for every target: Swift 6 language mode, and imports that stay inside the file's own target.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore: Target.Dependency = .product(name: "HummingbirdCore", package: "hummingbird")
let nio: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let metrics: Target.Dependency = .product(name: "Metrics", package: "swift-metrics")
let coreMetrics: Target.Dependency = .product(name: "CoreMetrics", package: "swift-metrics")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let signals: Target.Dependency = .product(name: "UnixSignals", package: "swift-service-lifecycle")
let httpTypes: Target.Dependency = .product(name: "HTTPTypes", package: "swift-http-types")

let package = Package(
    name: "relais",
    products: [
        .executable(name: "relais", targets: ["relais"]),
        .executable(name: "relais-media", targets: ["relais-media"]),
    ],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1", traits: []),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", exact: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
    ],
    targets: [
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CGMime", pkgConfig: "gmime-3.0", providers: [.apt(["libgmime-3.0-dev"])]),
        .systemLibrary(name: "CMagic", providers: [.apt(["libmagic-dev"])]),
        .systemLibrary(
            name: "CQREncode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
        .systemLibrary(name: "CDeflate", pkgConfig: "libdeflate", providers: [.apt(["libdeflate-dev", "zlib1g-dev"])]),
        .systemLibrary(name: "CVips", pkgConfig: "vips", providers: [.apt(["libvips-dev"])]),
        .target(name: "CConfinement"),
        .target(name: "CPhoneNumber", linkerSettings: [.linkedLibrary("phonenumber")]),

        .target(name: "Domain", swiftSettings: strict),
        .target(
            name: "Intake", dependencies: ["Domain", "CMagic", "CPhoneNumber", "CDeflate", crypto],
            swiftSettings: strict),
        .target(
            name: "Store",
            dependencies: [
                "Domain", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"), crypto,
            ], swiftSettings: strict),
        .target(
            name: "Rendering",
            dependencies: ["Domain", "CQREncode", crypto], swiftSettings: strict),
        .target(
            name: "Gateways", dependencies: ["Domain", "CCurl", "CGMime", crypto],
            swiftSettings: strict),
        .target(name: "Workflow", dependencies: ["Domain", "Store"], swiftSettings: strict),
        .target(
            name: "Courier",
            dependencies: [
                "Domain", "Intake", "Store", "Workflow", "Rendering", "Gateways", logging, metrics, lifecycle,
            ], swiftSettings: strict),
        .target(name: "Media", dependencies: ["Domain", "Store", logging, lifecycle], swiftSettings: strict),
        .executableTarget(name: "relais-media", dependencies: ["CVips", "CConfinement"], swiftSettings: strict),
        .target(
            name: "Site",
            dependencies: [
                "Domain", "Intake", "Store", "Workflow", "Rendering", "CDeflate", hummingbird, nio, nioPosix, httpTypes,
                crypto, logging, lifecycle,
            ], swiftSettings: strict),
        .executableTarget(
            name: "relais",
            dependencies: [
                "Domain", "Intake", "Store", "Workflow", "Rendering", "Gateways", "Courier", "Media", "Site",
                hummingbird, hummingbirdCore, nio, logging, metrics, coreMetrics, lifecycle, signals,
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ], swiftSettings: strict),
        .target(
            name: "RelaisTesting",
            dependencies: [
                "Domain", "Intake", "Store", "Workflow", "Rendering", "Gateways", "Courier", "Media", "Site",
                hummingbird, nio, logging, lifecycle,
            ], swiftSettings: strict),
        .executableTarget(
            name: "relais-testbed",
            dependencies: [
                "Domain", "Intake", "Store", "Workflow", "Rendering", "Gateways", "Courier", "Media", "Site",
                "RelaisTesting",
                hummingbird, logging, lifecycle,
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ], swiftSettings: strict),
        .executableTarget(
            name: "relais-bench",
            dependencies: [
                "Domain", "Intake", "Store", "Workflow", "Rendering", "Gateways", "Courier", "Media", "Site",
                "RelaisTesting",
                hummingbird, nio, logging, lifecycle, crypto, .product(name: "GRDB", package: "GRDB.swift"),
            ], swiftSettings: strict),

        .testTarget(name: "DomainTests", dependencies: ["Domain"], swiftSettings: strict),
        .testTarget(name: "IntakeTests", dependencies: ["Domain", "Intake"], swiftSettings: strict),
        .testTarget(
            name: "StoreTests",
            dependencies: ["Domain", "Store", "Workflow", .product(name: "GRDB", package: "GRDB.swift")],
            swiftSettings: strict),
        .testTarget(name: "RenderingTests", dependencies: ["Domain", "Rendering", "CDeflate"], swiftSettings: strict),
        .testTarget(
            name: "GatewaysTests", dependencies: ["Domain", "Intake", "Gateways", "RelaisTesting", logging],
            exclude: ["Recorded"], swiftSettings: strict),
        .testTarget(
            name: "PortalTests",
            dependencies: [
                "Domain", "Intake", "Store", "Workflow", "Rendering", "Gateways", "Courier", "Media", "Site",
                "RelaisTesting", logging,
            ], swiftSettings: strict),
        .testTarget(
            name: "MediaTests",
            dependencies: [
                "Domain", "Store", "Media", "Workflow", "RelaisTesting", "CVips", "CDeflate", "relais-media",
            ],
            exclude: ["Samples"], swiftSettings: strict),
        .testTarget(name: "HouseTests", dependencies: ["Domain", "Rendering"], swiftSettings: strict),
    ]
)
