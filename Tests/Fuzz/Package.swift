// swift-tools-version:6.2
import Foundation
import PackageDescription

/// The fuzzers, in a package of their own: its flags are unsafe ones, which the portal's own package must not have, and
/// its builds need no web server. `Relais` leads to the portal's sources; only what reads bytes from outside is built.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]
/// Our own modules tell libFuzzer where they go and, in the short form, AddressSanitizer what they touch.
let watch = "-sanitize=\(Context.environment["RELAIS_FUZZ_SANITIZERS"] ?? "fuzzer,address")"
/// swift-crypto is plain, and not built again: `bin/fuzz` lays the portal's own build of it here.
let crypto = Context.environment["RELAIS_FUZZ_CRYPTO"] ?? ""
let watched: [SwiftSetting] = strict + [.unsafeFlags([watch, "-enable-testing", "-I", crypto])]

/// Of the pages only the formats are needed: how an amount is shown, to be read again.
func names(in folder: String) -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: "\(Context.packageDirectory)/Relais/\(folder)")) ?? []
}
let pages =
    names(in: "Rendering").filter { !["Formats", "Words"].contains($0) }
    + names(in: "Rendering/Words").filter { $0 != "Plural.swift" }.map { "Words/\($0)" }

let package = Package(
    name: "relais-fuzz",
    targets: [
        .systemLibrary(name: "CCurl", path: "Relais/CCurl", pkgConfig: "libcurl"),
        .systemLibrary(name: "CGMime", path: "Relais/CGMime", pkgConfig: "gmime-3.0"),
        .systemLibrary(name: "CMagic", path: "Relais/CMagic"),
        .systemLibrary(name: "CDeflate", path: "Relais/CDeflate", pkgConfig: "libdeflate"),
        .target(
            name: "CPhoneNumber", path: "Relais/CPhoneNumber", linkerSettings: [.linkedLibrary("phonenumber")]),
        .target(name: "Domain", path: "Relais/Domain", swiftSettings: watched),
        .target(
            name: "Intake", dependencies: ["Domain", "CMagic", "CPhoneNumber", "CDeflate"],
            path: "Relais/Intake", swiftSettings: watched),
        .target(
            name: "Gateways", dependencies: ["Domain", "CCurl", "CGMime"],
            path: "Relais/Gateways", swiftSettings: watched),
        .target(
            name: "Rendering", dependencies: ["Domain"], path: "Relais/Rendering", exclude: pages,
            swiftSettings: watched),
        .executableTarget(
            name: "RelaisFuzz",
            dependencies: ["Domain", "Intake", "Gateways", "Rendering", "CDeflate"], path: "Fuzzers",
            swiftSettings: watched + [.unsafeFlags(["-parse-as-library"])],
            linkerSettings: [.unsafeFlags([watch, "@\(crypto)/objects"])]),
    ]
)
