// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "embed-example",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "vimeo-lua", path: "../..")],
    targets: [
        .executableTarget(
            name: "embed-example",
            dependencies: ["LuaKit", "Vimeo", "VimeoLua", "VimeoSandbox"].map {
                .product(name: $0, package: "vimeo-lua")
            }
        )
    ]
)
