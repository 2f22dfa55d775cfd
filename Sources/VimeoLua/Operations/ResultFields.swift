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
            case .any, .list:
                let linked = APIObject.ofField(path[path.count - 1])?.fields ?? []
                names.formUnion(linked.map { "\(name).\($0.path[0])" })
            default: break
            }
        }
        return names.sorted()
    }
}
