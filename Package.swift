// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

/// Rooms without a raw pointer: one there is a build error.
let safe: [SwiftSetting] = strict + [.strictMemorySafety()]

let package = Package(
    name: "pgb",
    products: [.executable(name: "pgb", targets: ["Server"])],
    targets: [
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CLinux"),
        .target(name: "Events", dependencies: ["CSQLite", "CLinux"], swiftSettings: strict),
        .target(name: "Commands", dependencies: ["Events"], swiftSettings: safe),
        .target(name: "Projections", dependencies: ["Events"], swiftSettings: safe),
        .executableTarget(
            name: "Server", dependencies: ["Events", "Commands", "Projections", "CLinux"], swiftSettings: strict),
        .target(name: "Support", dependencies: ["Events"], path: "Tests/Support", swiftSettings: strict),
        .testTarget(name: "EventsTests", dependencies: ["Events", "Support", "CSQLite"], swiftSettings: strict),
        .testTarget(
            name: "CommandsTests", dependencies: ["Commands", "Events", "Support"], swiftSettings: strict),
        .testTarget(
            name: "ProjectionsTests", dependencies: ["Projections", "Commands", "Events", "Support"],
            swiftSettings: strict),
        .testTarget(
            name: "ServerTests", dependencies: ["Server", "Commands", "Projections", "Events", "Support"],
            swiftSettings: strict),
        .testTarget(name: "HouseTests", dependencies: ["Support"], swiftSettings: strict),
    ]
)
