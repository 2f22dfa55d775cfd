import Testing

@testable import LuaKit

struct PromptScopeTests {
    /// Runs inputs one after the other and gives the results of the last one as text, or its error.
    private func session(_ inputs: String...) async throws -> String {
        try await withLua { stack in
            let scope = PromptScope()
            var shown = ""
            for (number, input) in inputs.enumerated() {
                shown = Self.run(input, number: number + 1, scope, stack)
            }
            return shown
        }
    }

    private static func run(_ text: String, number: Int, _ scope: PromptScope, _ stack: LuaStack) -> String {
        let bottom = stack.top
        defer { stack.pop(stack.top - bottom) }
        do {
            let input = try scope.load(Array(text.utf8), name: "=input \(number)", on: stack)
            try stack.call(arguments: 0, results: nil)
            let isKept = scope.keep(input, on: stack)
            var results: [String] = []
            for index in stride(from: bottom + 1, through: stack.top, by: 1) {
                try stack.pushString(of: index)
                results.append(stack.string(at: -1) ?? "?")
                stack.pop()
            }
            return results.joined(separator: " ") + (isKept ? "" : " (lost)")
        } catch {
            return "\(error)"
        }
    }

    @Test("A local lives on, and functions made in different inputs share the variable")
    func sharing() async throws {
        #expect(
            try await session(
                "local x = 1",
                "local function inc() x = x + 1 end",
                "inc() inc()",
                "x = x * 10",
                "inc()",
                "x"
            )
                == "31"
        )
    }

    @Test("A new local of the same name shadows the old one, which older functions keep")
    func shadowing() async throws {
        #expect(
            try await session("local x = 1", "local function old() return x end", "local x = 2", "old(), x") == "1 2"
        )
    }

    @Test(
        "What is declared at the top level lives on",
        arguments: [
            ("local a, b = 1, 2", "a + b", "3"),
            ("local function f(n) return n < 2 and 1 or n * f(n - 1) end", "f(5)", "120"),
            ("local x; x = 5", "x", "5"),
            ("local t <const> = {7}", "t[1]", "7"),
            ("local n <const> = 42", "n", "42"),
            ("local a <const>, b = 1, 2", "a, b", "1 2"),
            ("for i = 1, 3 do local y = i end local z = 9", "z, y", "9 nil"),
            ("local a = 1 local a = 2", "a", "2"),
            ("local s = 'end' -- local q = 1", "s, q", "end nil"),
            ("local f = function() local inner = 1 return inner end", "f(), inner", "1 nil"),
        ]
    )
    func declarations(first: String, second: String, expected: String) async throws {
        #expect(try await session(first, second) == expected)
    }

    @Test("A constant cannot be assigned in a later input")
    func constants() async throws {
        #expect(
            try await session("local n <const> = 42", "n = 1")
                == "input 2:1: attempt to assign to const variable 'n'"
        )
    }

    @Test("A variable to be closed is closed at the end of its input and does not live on")
    func closed() async throws {
        #expect(
            try await session(
                "log = {}",
                "local c <close> = setmetatable({}, {__close = function() log[1] = 'closed' end}) local d = 1",
                "log[1], c, d"
            ) == "closed nil 1"
        )
    }

    @Test("The locals of an input that returns live on, and are captured before it does")
    func returning() async throws {
        #expect(try await session("local a = 1", "local b = 2 return a + b") == "3")
        #expect(try await session("local a = 1", "local a = 2 return a", "a") == "2")
        #expect(try await session("local a = 1 return function() a = a + 1 return a end", "a") == "1")
        #expect(try await session("local f = print\nreturn (f)", "f == print") == "true")
    }

    @Test(
        "Statements may end in an expression, whose values are the results",
        arguments: [
            ("a = 1; a", "1"), ("local a = 2; a, a + 1", "2 3"), ("for i = 1, 3 do a = i end a", "3"),
            ("a = 4\na", "4"), ("a = 4\na\n+ 1", "5"), ("a = {}; a.b = 1; a.b;", "1"),
            ("function f() return 7 end f", "f"),
            ("a = 1; a = 2 b", "input 1:1: syntax error near <eof>"),
            ("a = 1; 2 3", "input 1:1: unexpected symbol near '2'"),
            ("do a = 1; a end", "input 1:1: syntax error near 'end'"),
        ]
    )
    func endingInExpression(input: String, expected: String) async throws {
        let result = try await session(input)
        #expect(expected == "f" ? result.hasPrefix("function: ") : result == expected)
        #expect(try await session("local a = 1", "local b = a; b", "a + b") == "2")
    }

    @Test("A local named _ ends with its input")
    func unwanted() async throws {
        #expect(try await session("local _, a = 1, 2", "_, a") == "nil 2")
    }

    @Test("An input that ends with a label says that its locals are lost")
    func label() async throws {
        #expect(try await session("local a = 1", "goto done local a = 2 ::done::", "a") == "1")
    }

    @Test("An input that fails keeps nothing of its own")
    func failing() async throws {
        #expect(try await session("local a = 1", "local a = 2 error('x')", "a") == "1")
    }

    @Test("Lines keep their numbers, and each input its name")
    func lines() async throws {
        #expect(try await session("local a = 1", "\n\nerror('here ' .. a)") == "input 2:3: here 1")
        #expect(try await session("x = = 1") == "input 1:1: unexpected symbol near '='")
    }

    @Test(
        "Input that is not complete is said to end too early",
        arguments: ["for i = 1, 2 do", "f(", "x = [[", "local a =", "'a\\", "if x then else", "return function()"]
    )
    func incomplete(input: String) async throws {
        #expect(try await session(input).hasSuffix("<eof>"))
    }

    @Test(
        "Text that only looks complete inside a function is refused",
        arguments: ["x = 1 end", "end end", ") (", "return 1 end local function f()"]
    )
    func unbalanced(input: String) async throws {
        #expect(try await session(input).hasPrefix("input 1:1:"))
    }

    @Test("A label at the end of an input is allowed, though its locals may be lost")
    func labels() async throws {
        #expect(try await session("do goto done end local x = 1 ::done::", "x") == "nil")
        #expect(
            try await session("for i = 1, 3 do if i == 2 then goto continue end s = i ::continue:: end", "s") == "3"
        )
    }

    @Test("Far more locals than a function can have live on")
    func many() async throws {
        let result = try await withLua { stack in
            let scope = PromptScope()
            for number in 1...600 {
                _ = Self.run("local v\(number) = \(number)", number: number, scope, stack)
            }
            return Self.run("v1 + v300 + v600", number: 601, scope, stack)
        }
        #expect(result == "901")
    }

    @Test(
        "An input may use as many locals of earlier inputs as Lua has room for",
        arguments: [1, 47, 48, 189, 190, 191, 199, 200, 250, 255, 256, 1000]
    )
    func used(count: Int) async throws {
        let result = try await withLua { stack in
            let scope = PromptScope()
            for number in 1...count {
                _ = Self.run("local v\(number) = \(number)", number: number, scope, stack)
            }
            let statements = (1...count).map { "sum = sum + v\($0)" }.joined(separator: " ")
            return Self.run("sum = 0 \(statements) return sum", number: count + 1, scope, stack)
        }
        let tooMany =
            "this input uses \(count) locals of earlier inputs, but at most 190 are allowed; put some of them into a table"
        #expect(result == (count <= 190 ? "\(count * (count + 1) / 2)" : tooMany))
    }

    @Test("Varargs of an input are empty")
    func varargs() async throws {
        #expect(try await session("select('#', ...)") == "0")
    }

    @Test("Functions and locals of a scope with its own environment see that")
    func environment() async throws {
        let result = try await withLua { stack in
            stack.pushTable()
            let environment = LuaReference(popping: stack)
            let scope = PromptScope(environment: environment)
            _ = Self.run("x = 5", number: 1, scope, stack)
            return Self.run("x, print", number: 2, scope, stack) + " " + (try stack.evaluate("return x"))
        }
        #expect(result == "5 nil nil")
    }
}
