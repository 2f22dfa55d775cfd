import Testing

@testable import LuaKit

struct PromptFrameTests {
    /// Runs a script in which `prompt(code)` runs code as an input of a prompt at that place.
    private func run(_ script: String) async throws -> String {
        try await withLua { stack in
            stack.define("prompt") { stack in
                let code = stack.string(at: 1) ?? ""
                guard let frame = PromptFrame(callerOn: stack) else { throw Oops(name: "no frame") }
                let scope = PromptScope(environment: frame.environment())
                try frame.share(with: scope)
                frame.read(into: scope)
                let input = try scope.load(Array(code.utf8), name: "=input 1", on: stack)
                try stack.call(arguments: 0, results: 0)
                _ = scope.keep(input, on: stack)
                frame.write(from: scope)
                return .results(0)
            }
            return try stack.evaluate(script)
        }
    }

    @Test("Locals, parameters and upvalues of the caller are read and written")
    func variables() async throws {
        let script = """
            local up = 1
            local function f(a)
                local b = 2
                up = up
                prompt("up, a, b = up + 10, a + 20, b + 30")
                return a, b
            end
            local a, b = f(5)
            return up .. ' ' .. a .. ' ' .. b
            """
        #expect(try await run(script) == "11 25 32")
    }

    @Test("Of two locals with one name the inner one is meant")
    func shadowed() async throws {
        #expect(try await run("local x = 1; do local x = 2; prompt('x = x + 5'); y = x end return y .. x") == "71")
    }

    @Test("Globals are those of the caller")
    func globals() async throws {
        #expect(try await run("local p = prompt; local _ENV = {x = 1}; p('x = x + 1'); return x") == "2")
    }

    @Test("A native caller has no locals to share")
    func native() async throws {
        #expect(try await run("return select(2, pcall(prompt, 'x = 1')).message").contains("no frame"))
    }
}
