extension OperationTable {
    /// Reads the rows of a table, its columns between tabs.
    ///
    /// They are method, path, id, family and group, scopes, query parameters, body fields and statuses. A `*` marks
    /// what is required.
    ///
    /// Rows without method and path are left out, and so is the header; what else is missing counts as empty.
    static func rows(of bytes: [UInt8]) -> [Operation] {
        bytes.split { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }.compactMap { line in
            let columns = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
            func column(_ index: Int) -> ArraySlice<UInt8> { index < columns.count ? columns[index] : [] }
            guard column(1).first == UInt8(ascii: "/"), !column(0).isEmpty else { return nil }
            let tag = column(3).split(separator: UInt8(ascii: "\\"), maxSplits: 1).map(text)
            return Operation(
                method: text(column(0)).uppercased(),
                path: text(column(1)),
                id: text(column(2)),
                family: tag.first ?? "",
                group: tag.count > 1 ? tag[1] : "",
                scopes: names(column(4)),
                queryParameters: fields(column(5)),
                bodyFields: fields(column(6)),
                statuses: names(column(7)).compactMap { Int($0) }.sorted()
            )
        }
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }

    private static func names(_ bytes: ArraySlice<UInt8>) -> [String] {
        bytes.split { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: " ") }.map(text)
    }

    private static func fields(_ bytes: ArraySlice<UInt8>) -> [Operation.Field] {
        names(bytes).map { name in
            Operation.Field(name: name.hasSuffix("*") ? String(name.dropLast()) : name, isRequired: name.hasSuffix("*"))
        }
    }
}
