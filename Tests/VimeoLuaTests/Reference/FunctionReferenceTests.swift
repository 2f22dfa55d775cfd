import LuaKit
import Testing
import Vimeo

@testable import VimeoLua

@Suite("What editors, luacheck and readers are given")
struct FunctionReferenceTests {
    private static func reference<Value: Sendable>(
        _ body: @escaping @Sendable (FunctionReference, LuaStack) throws -> Value
    ) async throws -> Value {
        try await LuaThread.run { state in
            try state.openLibraries()
            let table = try VimeoTable.install(on: state.stack, client: { try Client() }, warn: { _ in })
            return try body(FunctionReference(table), state.stack)
        }
    }

    /// Collects the names in a table and in those below it.
    private static let collect = """
        local function collect(t, prefix, out)
          for key, value in pairs(t) do
            out[#out + 1] = prefix .. key
            if type(value) == "table" then collect(value, prefix .. key .. ".", out) end
          end
          table.sort(out)
          return out
        end
        """

    @Test("The definitions are Lua, and have every name that is registered and no other")
    func names() async throws {
        let (real, defined) = try await Self.reference { reference, stack in
            let names = "\(Self.collect) return table.concat(collect(vimeo, 'vimeo.', {}), ' ')"
            try stack.run(names, results: 1)
            let real = stack.string(at: -1) ?? ""
            try stack.run("vimeo = nil")
            try stack.load(Array(reference.definitions.utf8), name: "=types/vimeo.lua")
            try stack.call(arguments: 0, results: 0)
            try stack.run(names, results: 1)
            return (real, stack.string(at: -1) ?? "")
        }
        #expect(real.split(separator: " ").count > 60)
        #expect(defined == real)
    }

    @Test("What a function returns has a type of its own, also where it takes a table of its arguments")
    func results() async throws {
        let definitions = try await Self.reference { reference, _ in reference.definitions }
        for line in [
            "---@return fun(): table? iterator", "---@overload fun(arguments: vimeo.each.arguments): fun(): table?",
            "---@return vimeo.run.result result", "---@return vimeo.progress progress",
            "---@return vimeo.reader iterator",
        ] {
            #expect(definitions.contains("\n\(line)\n"), "\(line)")
        }
    }

    @Test("The standard of luacheck has every name that is registered and no other")
    func standard() async throws {
        let (real, known) = try await Self.reference { reference, stack in
            try stack.run("\(Self.collect) return table.concat(collect(vimeo, 'vimeo.', {}), ' ')", results: 1)
            let real = stack.string(at: -1) ?? ""
            try stack.run("stds = {}")
            try stack.run(reference.luacheckSettings)
            let script = """
                local function collect(fields, prefix, out)
                  for name, field in pairs(fields) do
                    out[#out + 1] = prefix .. name
                    if field.fields then collect(field.fields, prefix .. name .. ".", out) end
                  end
                  table.sort(out)
                  return out
                end
                return table.concat(collect(stds.vimeo_lua.read_globals.vimeo.fields, "vimeo.", {}), " ")
                """
            try stack.run(script, results: 1)
            return (real, stack.string(at: -1) ?? "")
        }
        #expect(known == real)
    }

    @Test(
        "The classes of results have the methods that the results have",
        arguments: [
            ("response", "getmetatable(vimeo.get('/me')).__index"), ("writer", "vimeo.csv.writer{}"),
            ("task", "vimeo.spawn(function() end)"), ("box", "vimeo.sandbox{videos = 1}"),
        ]
    )
    func methods(name: String, expression: String) async throws {
        let classes = String(decoding: PackageResources.classes_lua, as: UTF8.self)
        let result = try await run(
            """
            local object, missing = \(expression), {}
            for method in classes:gmatch("\\nfunction \(name)[.:](%w+)") do
              if type(object[method]) ~= "function" then missing[#missing + 1] = method end
              missing.found = true
            end
            if type(object) == "table" and "\(name)" == "response" then
              for method in pairs(object) do
                if not classes:find("function response:" .. method, 1, true) then missing[#missing + 1] = method end
              end
            end
            return tostring(missing.found) .. " " .. table.concat(missing, " ")
            """,
            globals: ["classes": classes]
        )
        #expect(result == "true ")
    }

    @Test("Fields of a response are in its class")
    func fields() async throws {
        let missing = try await run(
            """
            local missing = {}
            for _, object in ipairs{ vimeo.get("/me"), vimeo.get("/nowhere"), vimeo.get("/nowhere").error } do
              for field in pairs(object) do
                if not classes:find("@field " .. field .. "%??%s") then missing[#missing + 1] = field end
              end
            end
            return table.concat(missing, " ")
            """,
            globals: ["classes": String(decoding: PackageResources.classes_lua, as: UTF8.self)]
        )
        #expect(missing == "")
    }

    @Test("Types, options, enumerated values and named calls are in the definitions")
    func details() async throws {
        let text = try await Self.reference { reference, _ in reference.definitions }
        for line in [
            "---@param path vimeo.path a URI such as /videos/1, or an absolute URL\n",
            "---@param options? vimeo.get.options ",
            "---@class vimeo.get.options\n---@field query? table parameters",
            "---@return vimeo.response response\n",
            "---@overload fun(arguments: vimeo.get.arguments): vimeo.response\nfunction vimeo.get(path, query, options) end\n",
            "---@field on_error? \"raise\"|\"collect\"|string ",
            "---@param options? boolean|vimeo.upload_picture.options ",
            "function vimeo.spawn(fn, ...) end\n", "---| \"/me/videos\"\n",
        ] {
            #expect(text.contains(line), "\(line)")
        }
        #expect(!text.contains("\r") && !text.contains("---@param  ") && !text.contains("{video_id}\"\n"))
    }

    @Test("Every file of definitions names where it comes from, and compiles")
    func files() async throws {
        try await Self.reference { reference, stack in
            let files = reference.editorFiles
            #expect(Set(files.map(\.path)).count == files.count)
            for file in files where file.path.hasSuffix(".lua") {
                #expect(file.text.hasPrefix("---@meta"))
                #expect(file.text.contains(FunctionReference.mark))
                try stack.load(Array(file.text.utf8), name: "=\(file.path)")
                stack.pop()
            }
            let objects = try #require(files.first { $0.path == "types/vimeo/api.lua" }).text
            #expect(objects.contains("---@class vimeo.api.video\n"))
            #expect(objects.contains("\n---@field uri? string\n"))
            // What results are said to be exists.
            for name in reference.definitions.matches(of: /vimeo\.api\.[a-z_]+/).map({ String($0.output) }) {
                #expect(objects.contains("---@class \(name)\n"), "\(name)")
            }
        }
    }

    @Test("The Markdown has a section for each function, and no line that Markdown would misread")
    func markdown() async throws {
        try await Self.reference { reference, _ in
            let lines = reference.markdown.split(separator: "\n", omittingEmptySubsequences: false)
            for function in reference.functions { #expect(lines.contains("### \(function.name)")) }
            for line in lines where line.hasPrefix("| ") {
                #expect(line.replacing("\\|", with: "").count { $0 == "|" } == 4, "\(line)")
            }
            #expect(reference.markdown.hasSuffix("```\n"))
        }
    }
}
