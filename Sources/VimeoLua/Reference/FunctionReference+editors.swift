internal import APIDescription

extension FunctionReference {
    /// A file for an editor or luacheck.
    package struct File: Sendable {
        /// Relative to the folder of a project.
        package let path: String
        package let text: String
        /// Whether it holds settings, which people change.
        package let isSettings: Bool

        init(_ path: String, _ text: String, isSettings: Bool = false) {
            (self.path, self.text, self.isSettings) = (path, text, isSettings)
        }
    }

    /// The line that says where a file comes from; a file without it is somebody's own.
    package static let mark = "-- Written by vimeo-lua types; the next run replaces it."

    /// The definitions for the Lua language server, its settings, and those of luacheck.
    package var editorFiles: [File] {
        let modules = tables.filter { $0 != "vimeo" }.map { table in
            File(
                "types/\(table.replacing(".", with: "/")).lua",
                "---@meta \(table)\n\(Self.mark)\n\nreturn \(table)\n"
            )
        }
        return [File("types/vimeo.lua", definitions), File("types/vimeo/api.lua", Self.objects)] + modules + [
            File(".luarc.json", Self.languageServerSettings, isSettings: true),
            File(".luacheckrc", luacheckSettings, isSettings: true),
        ]
    }

    private static let languageServerSettings = """
        {
          "runtime.version": "Lua 5.4",
          "workspace.library": ["types"]
        }

        """

    /// The settings of luacheck: a standard with the `vimeo` table, in which misspelt fields are found.
    package var luacheckSettings: String {
        func names(of table: String) -> [String] {
            (functions(of: table).map(\.lastName)
                + constants(of: table).map { String(FunctionDescription.lastName(of: $0.name)) }).sorted()
        }
        let own = names(of: "vimeo").map { "        \($0) = {},\n" }.joined()
        let sub = tables.filter { $0 != "vimeo" }.map { table in
            let fields = names(of: table).map { "\($0) = {}" }.joined(separator: ", ")
            return "        \(FunctionDescription.lastName(of: table)) = { fields = { \(fields) } },\n"
        }
        return """
            \(Self.mark)
            stds.vimeo_lua = {
              read_globals = {
                vimeo = {
                  fields = {
            \(own)\(sub.joined())      },
                },
              },
            }
            std = "lua54+vimeo_lua"

            """
    }

    /// The definitions of all functions, with the classes that they use.
    package var definitions: String {
        var text = "---@meta vimeo\n\(Self.mark)\n\n"
        text += String(decoding: PackageResources.classes_lua, as: UTF8.self)
        let paths = Set(OperationTable.shared.all.map(\.path)).filter { !$0.contains("{") }.sorted()
        text += "\n---A path of the API.\n---@alias vimeo.path string\n"
        text += paths.map { "---| \"\($0)\"\n" }.joined()
        for table in tables {
            text += "\n---@class \(table)\n"
            text += "\(table) = {}\n"
            for function in functions(of: table) { text += "\n\(Self.definition(of: function))" }
            text += constants(of: table).map { "\n---@type \($0.type)\n\($0.name) = \($0.value)\n" }.joined()
        }
        return text + "\nreturn vimeo\n"
    }

    private static func definition(of function: FunctionDescription) -> String {
        let classes = function.parameters.compactMap { parameter in
            parameter.kind.keys.map { keys in
                classDefinition(className(parameter, of: function), keys)
            }
        }
        var lines = [function.text, "", "    \(function.example)"]
        if !function.errors.isEmpty { lines += ["", "Errors: \(function.errors.joined(separator: ", "))"] }
        var text = lines.map { "---\($0)\n" }.joined()
        for parameter in function.parameters {
            let mark = parameter.isOptional ? "?" : ""
            text += "---@param \(parameter.name)\(mark) \(type(of: parameter, function)) \(line(parameter.text))\n"
        }
        if function.takesMore { text += "---@param ... any\n" }
        let results = results(of: function)
        for result in results { text += "---@return \(result.type) \(result.name)\n" }
        var named = ""
        if function.parameters.count > 1, !function.takesMore {
            let name = "\(function.name).arguments"
            named = classDefinition(name, function.parameters + function.namedOptions, of: function)
            let type = results.map(\.type).joined(separator: ", ")
            text += "---@overload fun(arguments: \(name))\(type.isEmpty ? "" : ": \(type)")\n"
        }
        let names = function.parameters.map(\.name) + (function.takesMore ? ["..."] : [])
        return classes.joined() + named + "\(text)function \(function.name)(\(names.joined(separator: ", "))) end\n"
    }

    private static func className(_ parameter: ParameterDescription, of function: FunctionDescription) -> String {
        "\(function.name).\(parameter.name)"
    }

    /// - Parameter function: of which the fields are arguments; nil for those of a table of options.
    private static func classDefinition(
        _ name: String,
        _ fields: [ParameterDescription],
        of function: FunctionDescription? = nil
    ) -> String {
        "---@class \(name)\n"
            + fields.map { field in
                let type = function.map { self.type(of: field, $0) } ?? self.type(of: field)
                return "---@field \(field.name)\(field.isOptional ? "?" : "") \(type) \(line(field.text))\n"
            }.joined() + "\n"
    }

    /// The type of a parameter; tables with known keys have a class.
    private static func type(of parameter: ParameterDescription, _ function: FunctionDescription) -> String {
        guard parameter.kind.keys != nil else { return type(of: parameter) }
        let name = className(parameter, of: function)
        return switch parameter.kind {
        case .options(_, flag: true): "boolean|\(name)"
        case .stringOrTable: "string|\(name)"
        default: name
        }
    }

    private static func type(of parameter: ParameterDescription) -> String {
        let words = parameter.values.map { "\"\($0)\"|" }.joined()
        return switch parameter.kind {
        case .string: parameter.proposal == .apiPath ? "vimeo.path" : "\(words)string"
        case .number: "number"
        case .boolean: "boolean"
        case .table, .options: "table"
        case .stringOrTable: "\(words)string|table"
        case .resource: "string|number|table"
        case .function: "function"
        case .list: "any[]|function"
        case .any: "any"
        }
    }

    private static func line(_ text: String) -> String { text.replacing("\n", with: " ") }

    /// The types and names of what a function returns.
    private static func results(of function: FunctionDescription) -> [(type: String, name: String)] {
        function.results.replacing("[, ", with: ", ?").replacing("]", with: "").split(separator: ",").map { part in
            let name = String(part.drop { $0 == " " || $0 == "?" })
            if name == "…" { return ("any", "...") }
            if name == "true" { return ("true", "ok") }
            let type = ownTypes[function.name] ?? types[name] ?? "any"
            return (part.contains("?") ? "\(type)?" : type, name)
        }
    }

    /// Of functions whose results have types of their own.
    private static let ownTypes = [
        "vimeo.csv.reader": "vimeo.reader", "vimeo.each": "fun(): table?", "vimeo.fs.walk": "fun(): string?, string?",
        "vimeo.pages": "fun(): table?", "vimeo.progress": "vimeo.progress", "vimeo.run": "vimeo.run.result",
        "vimeo.sandbox": "vimeo.box",
    ]

    /// The types of results, by their names; others are any value.
    private static let types = [
        "basename": "string", "boolean": "boolean", "bytes": "string", "client": "vimeo", "digest": "string",
        "extension": "string", "failures": "vimeo.failure[]", "lock": "vimeo.lock", "names": "string[]",
        "path": "string", "paths": "string[]", "picture": "vimeo.api.picture", "quota": "table",
        "rate": "vimeo.rate", "response": "vimeo.response", "results": "any[]", "scope": "string",
        "seconds": "number", "size": "integer", "status": "vimeo.file_status", "stem": "string", "table": "table",
        "task": "vimeo.task", "text": "string", "texttrack": "vimeo.api.text_track", "token": "string",
        "uri": "string", "url": "string", "user": "vimeo.api.user", "value": "any", "video": "vimeo.api.video",
        "writer": "vimeo.writer",
    ]

    /// A class for each object of the API, and for those in it.
    private static var objects: String {
        let classes = APIObject.all.values.sorted { $0.name < $1.name }.map { object in
            apiClass("vimeo.api.\(object.name.replacing("-", with: "_"))", object.fields)
        }
        return "---@meta\n\(mark)\n\n-- The objects of the API, for annotations such as ---@type vimeo.api.video\n\n"
            + classes.joined(separator: "\n")
    }

    private static func apiClass(_ name: String, _ fields: [APIField]) -> String {
        var names: [String] = []
        for field in fields where !names.contains(field.path[0]) { names.append(field.path[0]) }
        var inner = ""
        var text = "---@class \(name)\n"
        for part in names {
            let all = fields.filter { $0.path[0] == part }
            let own = all.first { $0.path.count == 1 }
            let rest = all.map(\.inner).map { $0.path.first == "[]" ? $0.inner : $0 }.filter { !$0.path.isEmpty }
            let isList = own?.shape == .list || all.contains { $0.path.count > 1 && $0.path[1] == "[]" }
            var type = own.map(Self.type) ?? "table"
            if !rest.isEmpty {
                type = "\(name).\(part.replacing("-", with: "_"))" + (isList ? "[]" : "")
                inner += "\n" + apiClass("\(name).\(part.replacing("-", with: "_"))", rest)
            }
            let isName = part.utf8.allSatisfy {
                $0 == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0 | 0x20)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
            }
            let key = isName ? part : "[\"\(part)\"]"
            text += "---@field \(key)\(isName ? "?" : "") \(type)\n"
        }
        return text + inner
    }

    private static func type(of field: APIField) -> String {
        let words = field.values.map { "\"\($0)\"|" }.joined()
        return switch field.shape {
        case .string: "\(words)string"
        case .number: "number"
        case .boolean: "boolean"
        case .object, .link: "table"
        case .list: "\(["string", "number"].first { $0 == "\(field.element)" } ?? "any")[]"
        case .any: "any"
        }
    }
}
