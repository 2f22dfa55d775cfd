internal import LuaKit
internal import Platform
internal import VimeoLua

/// What a test of a recipe asks for.
struct TestSetup: Sendable {
    var words: [String] = []
    /// Names and contents of files in the folder that the recipe runs in.
    var files: [(name: String, content: [UInt8])] = []
    var seed: UInt64 = 0
    /// Faults of the sandbox, as `--fault` takes them.
    var faults: String?

    private static let keys = ["args", "prepare", "check", "files", "seed", "faults"]

    /// Reads the test with a number of the recipe whose table is on top of the stack.
    ///
    /// - Parameter file: the recipe, beside which fixtures are.
    init(_ number: Int, of file: RecipeFile, on stack: LuaStack) throws {
        stack.getRaw("tests", in: -1)
        stack.getRaw(Int64(number), in: -1)
        defer { stack.pop(2) }
        let test = stack.top
        try stack.forEachEntry(at: test) {
            let key = stack.lossyString(at: -2) ?? "?"
            guard !Self.keys.contains(key) else { return }
            throw RecipeProblem(
                "test \(number) has an unknown key \(key)",
                hint: NearestName.find(key, in: Self.keys).map { "did you mean \($0)?" }
                    ?? "the keys are \(Self.keys.joined(separator: ", "))"
            )
        }
        for (name, expected) in [
            ("prepare", LuaType.function), ("check", .function), ("args", .table), ("files", .table),
            ("seed", .number), ("faults", .string),
        ] {
            let type = stack.getRaw(name, in: test)
            stack.pop()
            guard type == .nil || type == expected else {
                throw RecipeProblem("\(name) of test \(number) is a \(type.name)", hint: "give a \(expected.name)")
            }
            if type == .nil, name == "check" {
                throw RecipeProblem(
                    "test \(number) has no check",
                    hint: "add check = function() … end, which raises if the run has not done what it should"
                )
            }
        }
        if stack.getRaw("args", in: test) == .table {
            for position in 0..<stack.rawLength(at: -1) {
                stack.getRaw(Int64(position + 1), in: -1)
                defer { stack.pop() }
                guard let word = stack.lossyString(at: -1) ?? stack.integer(at: -1).map({ "\($0)" }) else {
                    let type = stack.typeName(at: -1)
                    throw RecipeProblem(
                        "args of test \(number) has a \(type) as word \(position + 1)",
                        hint: "give a string"
                    )
                }
                guard word != "--help" else {
                    throw RecipeProblem("args of test \(number) has --help, which runs nothing")
                }
                words.append(word)
            }
        }
        stack.pop()
        if stack.getRaw("files", in: test) == .table {
            try stack.forEachEntry(at: -1) {
                let isFixture = stack.type(at: -2) == .number
                guard let name = stack.string(at: isFixture ? -1 : -2), let content = stack.bytes(at: -1),
                    !name.hasPrefix("/"), !name.split(separator: "/").contains("..")
                else {
                    throw RecipeProblem(
                        "files of test \(number) has an entry that is not a file",
                        hint: "give its content with its name as key, or the path of a file beside the recipe"
                    )
                }
                files.append((name, try isFixture ? file.fixture(name) : content))
            }
        }
        stack.pop()
        stack.getRaw("seed", in: test)
        seed = UInt64(clamping: stack.integer(at: -1) ?? 0)
        stack.pop()
        stack.getRaw("faults", in: test)
        faults = stack.string(at: -1)
        stack.pop()
    }
}
