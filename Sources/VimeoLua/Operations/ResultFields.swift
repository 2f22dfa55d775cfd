internal import APIDescription

/// The fields of the objects that the API returns.
enum ResultFields {
    /// The paths of all fields of an object, such as `privacy.view`, sorted; none for an object that is not known.
    static func names(in object: String) -> [String] {
        guard let object = APIObject.all[object] else { return [] }
        var names: Set<String> = []
        for field in object.fields {
            let path = field.path.filter { $0 != "[]" }
            for count in 1...path.count { names.insert(path.prefix(count).joined(separator: ".")) }
            let name = path.joined(separator: ".")
            switch field.shape {
            case .link(let isCounted):
                names.insert("\(name).uri")
                if isCounted { names.insert("\(name).total") }
            case .any, .list: names.formUnion(linked(path[path.count - 1]).map { "\(name).\($0)" })
            default: break
            }
        }
        return names.sorted()
    }

    /// The fields of what a field has an object of, or a list of objects, with a description of its own: `user`, `tags`,
    /// `categories`.
    private static func linked(_ name: String) -> Set<String> {
        let singular =
            name.hasSuffix("ies") ? "\(name.dropLast(3))y" : name.hasSuffix("s") ? String(name.dropLast()) : name
        return Set((APIObject.all[name] ?? APIObject.all[singular])?.fields.map { $0.path[0] } ?? [])
    }
}
