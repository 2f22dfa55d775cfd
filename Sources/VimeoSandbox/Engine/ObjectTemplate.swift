import APIDescription
import JSONCore

/// What an object of the API looks like before anything is known of it: every required field, with a plain value.
struct ObjectTemplate: Sendable {
    /// An entry of `metadata`.
    struct Link: Sendable {
        let name: String
        let isCounted: Bool
        let isOptional: Bool
        /// Its fields beside `uri`, `options` and `total`.
        var fields = JSONObject()
    }

    /// The fields, without `metadata`.
    private(set) var fields = JSONObject()
    private(set) var connections: [Link] = []
    private(set) var interactions: [Link] = []
    /// The outermost names of all fields, also of those that are not required.
    let names: Set<String>

    static let all = APIObject.all.mapValues(ObjectTemplate.init)

    private init(_ object: APIObject) {
        names = Set(object.fields.compactMap(\.path.first))
        for first in ["uri", "name"] where names.contains(first) {
            fields[first] = ""
        }
        for field in object.fields {
            if field.path.first == "metadata" {
                addLink(field)
            } else if field.isRequired, !field.path.contains("[]") {
                fields.merge(Self.nested(field.path[...], Self.plain(field)))
            }
        }
    }

    private mutating func addLink(_ field: APIField) {
        guard field.path.count >= 3 else { return }
        let place = field.path[1] == "connections" ? \ObjectTemplate.connections : \.interactions
        if field.path.count == 3, case .link(let counted) = field.shape {
            self[keyPath: place].append(Link(name: field.path[2], isCounted: counted, isOptional: field.isOptional))
        } else if field.path.count == 4, field.isRequired,
            let index = self[keyPath: place].firstIndex(where: { $0.name == field.path[2] })
        {
            self[keyPath: place][index].fields[field.path[3]] = Self.plain(field)
        }
    }

    /// `{a: {b: value}}` for the path `a.b`.
    static func nested(_ path: ArraySlice<String>, _ value: JSONValue) -> JSONObject {
        guard let name = path.first else { return [:] }
        return [name: path.count == 1 ? value : .object(nested(path.dropFirst(), value))]
    }

    private static func plain(_ field: APIField) -> JSONValue {
        if field.isOptional { return .null }
        return switch field.shape {
        case .string: .string(field.values.first ?? "")
        case .number: 0
        case .boolean: false
        case .object: [:]
        case .list: []
        case .any, .link: .null
        }
    }
}
