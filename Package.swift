// swift-tools-version: 6.2
import PackageDescription

let swiftSettings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "vimeo-lua",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "vimeo-lua", targets: ["vimeo-lua"]),
        .library(name: "LuaKit", targets: ["LuaKit"]),
        .library(name: "Vimeo", targets: ["Vimeo"]),
        .library(name: "VimeoLua", targets: ["VimeoLua"]),
        .library(name: "VimeoSandbox", targets: ["VimeoSandbox"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    ],
    targets: [
        .systemLibrary(
            name: "CLua",
            pkgConfig: "lua5.4",
            providers: [.apt(["liblua5.4-dev"]), .brew(["lua"])]
        ),
        .target(
            name: "CLuaBridge",
            dependencies: ["CLua"],
            cSettings: [.enableWarning("all"), .treatAllWarnings(as: .error)]
        ),
        .target(name: "CPlatform", cSettings: [.enableWarning("all"), .treatAllWarnings(as: .error)]),
        .target(
            name: "Platform",
            dependencies: ["CPlatform", .product(name: "SystemPackage", package: "swift-system")],
            swiftSettings: swiftSettings
        ),
        .target(
            name: "LuaKit",
            dependencies: [
                "CLua",
                "CLuaBridge",
                "Platform",
                .product(name: "DequeModule", package: "swift-collections"),
                .product(name: "HeapModule", package: "swift-collections"),
            ],
            resources: [.embedInCode("Lua/output.lua"), .embedInCode("Lua/restricted.lua")],
            swiftSettings: swiftSettings
        ),
        .target(name: "JSONCore", swiftSettings: swiftSettings),
        .target(
            name: "Vimeo",
            dependencies: [
                "JSONCore",
                "Platform",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTPCompression", package: "swift-nio-extras"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            swiftSettings: swiftSettings
        ),
        .target(
            name: "APIDescription",
            resources: [.embedInCode("operations.tsv"), .embedInCode("objects.txt")],
            swiftSettings: swiftSettings
        ),
        .target(
            name: "VimeoSandbox",
            dependencies: [
                "APIDescription",
                "JSONCore",
                "Platform",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            resources: [
                .embedInCode("Resources/films.json"),
                .embedInCode("Resources/fixed.json"),
                .embedInCode("Engine/resources.txt"),
            ],
            swiftSettings: swiftSettings
        ),
        .target(name: "Terminal", dependencies: ["JSONCore", "Platform"], swiftSettings: swiftSettings),
        .target(
            name: "VimeoLua",
            dependencies: [
                "APIDescription", "JSONCore", "LuaKit", "Platform", "Vimeo", "VimeoSandbox",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Subprocess", package: "swift-subprocess"),
            ],
            resources: [
                .embedInCode("Lua/tasks.lua"),
                .embedInCode("Lua/recipes.lua"),
                .embedInCode("Lua/unprivileged.lua"),
                .embedInCode("Help/topics.md"),
                .embedInCode("Help/language.md"),
                .embedInCode("Operations/parameters.md"),
                .embedInCode("Reference/classes.lua"),
            ],
            swiftSettings: swiftSettings
        ),
        .target(name: "BuildCommit", cSettings: [.enableWarning("all"), .treatAllWarnings(as: .error)]),
        .target(name: "CloseOnExec", cSettings: [.enableWarning("all"), .treatAllWarnings(as: .error)]),
        .executableTarget(
            name: "vimeo-lua",
            dependencies: [
                "BuildCommit",
                "CloseOnExec",
                "LuaKit",
                "Platform",
                "Terminal",
                "Vimeo",
                "VimeoLua",
                "VimeoSandbox",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            resources: [
                .embedInCode("Recipes/Library/backup.lua"),
                .embedInCode("Recipes/Library/captions.lua"),
                .embedInCode("Recipes/Library/clean-up.lua"),
                .embedInCode("Recipes/Library/edit-from-csv.lua"),
                .embedInCode("Recipes/Library/replace-sources.lua"),
                .embedInCode("Recipes/Library/report.lua"),
                .embedInCode("Recipes/Library/set-privacy.lua"),
                .embedInCode("Recipes/Library/showcase-sync.lua"),
                .embedInCode("Recipes/Library/thumbnails.lua"),
                .embedInCode("Recipes/Library/upload-folder.lua"),
                .embedInCode("Recipes/Library/template.lua"),
            ],
            swiftSettings: swiftSettings
        ),
        // The example package's one file, so that building it costs no second build of everything.
        .executableTarget(
            name: "embed-example",
            dependencies: ["LuaKit", "Vimeo", "VimeoLua", "VimeoSandbox"],
            path: "scripts/embed-example/Sources/embed-example",
            swiftSettings: swiftSettings
        ),
        .testTarget(name: "PlatformTests", dependencies: ["Platform", "TestSupport"], swiftSettings: swiftSettings),
        .testTarget(name: "LuaKitTests", dependencies: ["LuaKit"], swiftSettings: swiftSettings),
        // What the tests of several targets share.
        .target(
            name: "TestSupport",
            dependencies: [
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            path: "Tests/Support",
            swiftSettings: swiftSettings
        ),
        .testTarget(name: "JSONCoreTests", dependencies: ["JSONCore"], swiftSettings: swiftSettings),
        .testTarget(
            name: "VimeoTests",
            dependencies: [
                "Platform",
                "TestSupport",
                "Vimeo",
                "VimeoSandbox",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            swiftSettings: swiftSettings
        ),
        .testTarget(
            name: "VimeoSandboxTests",
            dependencies: ["APIDescription", "JSONCore", "Platform", "TestSupport", "VimeoSandbox"],
            swiftSettings: swiftSettings
        ),
        .testTarget(
            name: "VimeoLuaTests",
            dependencies: [
                "APIDescription", "Platform", "TestSupport", "VimeoLua", "VimeoSandbox",
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: swiftSettings
        ),
        .testTarget(
            name: "TerminalTests",
            dependencies: ["Platform", "Terminal", "TestSupport"],
            swiftSettings: swiftSettings
        ),
        .testTarget(
            name: "CommandTests",
            dependencies: [
                "vimeo-lua",
                "TestSupport",
                "VimeoSandbox",
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: swiftSettings
        ),
    ],
    swiftLanguageModes: [.v6]
)
