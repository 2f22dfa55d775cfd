/// The `vimeo` table as other tools read it: editors, luacheck, a page in Markdown.
///
/// All of it comes from the descriptions of the functions.
package struct FunctionReference {
    let functions: [FunctionDescription]

    package init(_ table: VimeoTable) {
        functions = table.functions
    }

    /// A field that is not a function.
    struct Constant {
        let name: String
        let type: String
        /// A value in its place.
        let value: String
    }

    private static let constants = [
        Constant(name: "vimeo._VERSION", type: "string", value: "\"\""),
        Constant(name: "vimeo.json.null", type: "lightuserdata", value: "io.stdout"),
    ]

    /// The tables: `vimeo`, then its sub-tables.
    var tables: [String] {
        var tables: [String] = []
        for function in functions {
            let table = String(FunctionDescription.table(of: function.name))
            if !tables.contains(table) { tables.append(table) }
        }
        return tables
    }

    func functions(of table: String) -> [FunctionDescription] {
        functions.filter { FunctionDescription.table(of: $0.name) == table }
    }

    func constants(of table: String) -> [Constant] {
        Self.constants.filter { FunctionDescription.table(of: $0.name) == table[...] }
    }
}
