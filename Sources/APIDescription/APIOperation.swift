/// An operation of the API: a method on a path, which may have several names.
package struct APIOperation: Sendable {
    package let method: String
    /// The paths it is reached by, with `{names}`; `/me/…` and `/users/{user_id}/…` are often both here.
    package let paths: [String]
    /// The name that the description gives it, `get_video`.
    package let id: String
    /// The part of the API it belongs to, `Videos`, and the group within, `Essentials`.
    package let family: String
    package let group: String
    /// The scopes of which the token needs one; the description often leaves them out.
    package let scopes: [String]
    package let query: [APIField]
    package let body: [APIField]
    package let statuses: [Int]
    /// The status of success; nil if it is not described.
    package let success: Int?
    /// The object that is returned, by its name in `APIObject`; nil for none and for undescribed ones.
    package let object: String?
    /// Whether it returns a list of the object.
    package let isList: Bool

    /// Every operation, in the order of its first path.
    package static let all = rows(PackageResources.operations_tsv)

    private static func rows(_ bytes: [UInt8]) -> [APIOperation] {
        String(decoding: bytes, as: UTF8.self).split(separator: "\n").dropFirst().map { APIOperation(row: $0) }
    }

    private init(row: Substring) {
        let columns = row.split(separator: "\t", omittingEmptySubsequences: false)
        func column(_ index: Int) -> Substring { index < columns.count ? columns[index] : "" }
        func fields(_ index: Int) -> [APIField] {
            column(index).split(separator: ",").map { APIField($0, typeMark: ":") }
        }
        method = String(column(0))
        paths = column(1).split(separator: " ").map(String.init)
        id = String(column(2))
        let tag = column(3).split(separator: "\\", maxSplits: 1).map(String.init)
        family = tag.first ?? ""
        group = tag.count > 1 ? tag[1] : ""
        scopes = column(4).split(separator: ",").map(String.init)
        query = fields(5)
        body = fields(6)
        statuses = column(7).split(separator: ",").compactMap { Int($0) }.sorted()
        let result = column(8).split(separator: " ")
        success = result.first.flatMap { Int($0) } ?? statuses.first { 200..<300 ~= $0 }
        isList = result.count > 1 && result[1] == "list"
        object = result.count > 2 ? String(result[2]) : nil
    }
}
