import LuaKit
import Testing

@testable import VimeoLua

@Suite("What a recipe's file says")
struct RecipeReadingTests {
    private func read(_ code: String) async throws -> Recipe {
        try await LuaThread.run { state in
            try state.openLibraries()
            try state.stack.run(code, results: 1)
            return try Recipe(at: -1, on: state.stack)
        }
    }

    private static let rest = "summary = 'S.', items = function() end, plan = function() end"

    @Test("All keys are read")
    func keys() async throws {
        let recipe = try await read(
            """
            return { \(Self.rest), description = 'D', examples = { 'one', 'two' }, version = '1', needs = '0.1',
              api = 'write', read = '.', write = { 'a', 'b' }, run = { 'ffprobe' }, env = 'X', net = 'h', tests = { {} },
              args = { { 'view', choices = { 'a', 'b' }, default = 'a', help = 'H' }, { '--n', type = 'integer', default = 3 } } }
            """
        )
        #expect(recipe.summary == "S.")
        #expect(recipe.examples == ["one", "two"])
        #expect(recipe.api == .write)
        #expect(recipe.readFolders == ["."] && recipe.writeFolders == ["a", "b"] && recipe.programs == ["ffprobe"])
        #expect(recipe.testCount == 1 && recipe.isPlanned)
        #expect(recipe.arguments.map(\.key) == ["view", "n"])
        #expect(recipe.arguments.map(\.isRequired) == [false, false])
        #expect(recipe.help(name: "x").hasPrefix("S.\nVersion 1\n\nUsage: "))
        #expect(recipe.help(name: "x").contains("Usage: vimeo-lua recipe run x [VIEW] [--n INTEGER]"))
    }

    @Test(
        "What is wrong with it is said",
        arguments: [
            ("return", "the file returns nothing, not a table"),
            ("return 5", "the file returns a number, not a table"),
            ("return {}", "the recipe has no summary"),
            ("return { sumary = 'x' }", "the recipe has an unknown key sumary"),
            ("return { summary = 5 }", "summary of the recipe is a number, not a text"),
            ("return { summary = 'S', items = function() end }", "the recipe has items but no plan"),
            ("return { summary = 'S', plan = function() end }", "the recipe has a plan but no items"),
            ("return { summary = 'S' }", "the recipe has neither items and plan nor run"),
            ("return { \(rest), run = function() end }", "the recipe has run beside items or plan"),
            ("return { \(rest), run = 5 }", "run of the recipe is a number"),
            ("return { \(rest), api = 'all' }", "api is 'all'"),
            ("return { \(rest), plan = 5 }", "plan of the recipe is a number, not a function"),
            ("return { \(rest), args = { { } } }", "item 1 of args has no name"),
            ("return { \(rest), args = { { 'a' }, { '--a' } } }", "the argument a is declared twice"),
            ("return { \(rest), args = { { '--yes' } } }", "--yes is an option of every recipe"),
            ("return { \(rest), args = { { 'a', many = true }, { 'b' } } }", "b comes after a, which takes the rest"),
            (
                "return { \(rest), args = { { 'a', default = 'x' }, { 'b' } } }",
                "b is required after a, which may be missing"
            ),
            ("return { \(rest), args = { { 'a', type = 'int' } } }", "the argument a has the type 'int'"),
            ("return { \(rest), args = { { 'a', hlep = '' } } }", "the argument a has an unknown key hlep"),
            (
                "return { \(rest), args = { { '--a', type = 'integer', default = 'x' } } }",
                "the argument --a: the default is wrong: --a takes a whole number, not 'x'"
            ),
        ]
    )
    func problems(code: String, message: String) async throws {
        let problem = await #expect(throws: RecipeProblem.self) {
            try await read(code.replacing("plan = function() end, plan", with: "plan"))
        }
        #expect(problem?.message == message)
    }
}
