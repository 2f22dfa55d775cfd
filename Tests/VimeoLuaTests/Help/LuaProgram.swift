#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// The `lua5.4` of the system, which tests check our words against.
enum LuaProgram {
    private static let path = "/usr/bin/lua5.4"

    static var exists: Bool { access(path, X_OK) == 0 }

    /// What a script writes to standard output.
    static func output(of script: String) -> String {
        var name = Array("/tmp/vimeo-lua-help-XXXXXX".utf8CString)
        let descriptor = mkstemp(&name)
        guard descriptor >= 0, let file = fdopen(descriptor, "w") else { return "" }
        let fileName = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        defer { unlink(fileName) }
        fputs(script, file)
        fclose(file)
        guard let pipe = popen("\(path) \(fileName)", "r") else { return "" }
        defer { pclose(pipe) }
        var output: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = fread(&buffer, 1, buffer.count, pipe)
            guard count > 0 else { break }
            output += buffer[..<count]
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// The names of chunks that do not compile: neither as statements, nor as expressions, nor line by line.
    static func failures(of chunks: [(name: String, code: String)]) -> [String] {
        let list = chunks.map { "{ [[\($0.name)]], [====[\n\($0.code)]====] }," }.joined(separator: "\n")
        let script = """
            local function compiles(code) return load(code) or load("return " .. code) end
            for _, chunk in ipairs{
            \(list)
            } do
              if not compiles(chunk[2]) then
                for line in chunk[2]:gmatch("[^\\n]+") do
                  if not compiles(line) then print(chunk[1], line) break end
                end
              end
            end
            print("end")
            """
        let lines = output(of: script).split(separator: "\n").map(String.init)
        return lines.last == "end" ? lines.dropLast() : lines + ["the check itself failed"]
    }
}
