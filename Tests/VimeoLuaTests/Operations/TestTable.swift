@testable import VimeoLua

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// The operations of the API, read from the file the program has inside.
enum TestTable {
    static let bytes = read("Sources/VimeoLua/Operations/operations.tsv")
    static let shared = OperationTable(parsing: bytes)

    private static func read(_ path: String) -> [UInt8] {
        let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        for count in stride(from: parts.count - 1, to: 0, by: -1) {
            let name = parts.prefix(count).joined(separator: "/") + "/" + path
            guard let file = fopen(name, "r") else { continue }
            defer { fclose(file) }
            var bytes: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: 1 << 16)
            while true {
                let count = fread(&buffer, 1, buffer.count, file)
                guard count > 0 else { return bytes }
                bytes += buffer[..<count]
            }
        }
        return []
    }
}
