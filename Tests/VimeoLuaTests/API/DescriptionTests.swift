import LuaKit
import Testing
import Vimeo
import VimeoSandbox

@testable import VimeoLua

struct DescriptionTests {
    @Test("Every function has a sentence, an example, and a text for each parameter")
    func texts() async throws {
        try await LuaThread.run { state in
            try state.openLibraries()
            let functions = try VimeoTable.forTests(on: state.stack).allFunctions
            #expect(functions.count >= 20)
            for function in functions {
                #expect(function.text.hasSuffix("."), "\(function.name)")
                #expect(function.example.contains(function.name), "\(function.name)")
                for parameter in function.parameters {
                    #expect(!parameter.text.isEmpty, "\(function.name) \(parameter.name)")
                }
            }
        }
    }

    @Test("The tables have every function that is described, and no other")
    func names() async throws {
        try await LuaThread.run { state in
            try state.openLibraries()
            let table = try VimeoTable.install(on: state.stack, client: { try Client() }, warn: { _ in })
            for group in table.groups { #expect(group.listed == group.described.map(\.name)) }
            let stack = state.stack
            for function in table.functions {
                try stack.load(Array("return \(function.name)".utf8), name: "=test")
                try stack.call(arguments: 0, results: 1)
                #expect(table.description(at: -1, on: stack)?.name == function.name)
                stack.pop()
            }
        }
    }

    @Test("The signature shows which arguments may be left out")
    func signature() async throws {
        let signatures = try await LuaThread.run { state in
            try state.openLibraries()
            return try VimeoTable.forTests(on: state.stack).allFunctions.map(\.signature)
        }
        #expect(signatures.contains("vimeo.get(path [, query [, options]])"))
        #expect(signatures.contains("vimeo.load_client_credentials([scopes])"))
        #expect(signatures.contains("vimeo.revoke_token()"))
        #expect(signatures.contains("vimeo.auth_url(scopes, redirect_uri [, state])"))
    }
}

extension VimeoTable {
    static func forTests(on stack: LuaStack) throws -> VimeoTable {
        VimeoTable(client: { try Client() }, parts: Parts(on: stack)) { _ in }
    }

    var allFunctions: [FunctionDescription] {
        functions
    }
}
