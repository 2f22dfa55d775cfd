/// The fields of the objects that the API returns.
enum ResultFields {
    /// An object's fields by name, each with the fields of its own object.
    private struct Fields {
        var names: [String] = []
        var below: [String: Fields] = [:]
    }

    private static let objects = parse(PackageResources.results_md)
    // `pictures` and the like lead into each other without end.
    private static let depth = 4

    /// The paths of all fields of an object, such as `privacy.view`, sorted; none for an object that is not known.
    static func names(in object: String) -> [String] {
        objects[object].map { paths($0, depth: depth) } ?? []
    }

    private static func paths(_ fields: Fields, depth: Int) -> [String] {
        guard depth > 0 else { return [] }
        return fields.names.flatMap { name -> [String] in
            let inner = fields.below[name] ?? linked(name)
            return [name]
                + (inner.map { paths($0, depth: fields.below[name] == nil ? 1 : depth - 1) } ?? []).map {
                    "\(name).\($0)"
                }
        }
    }

    /// A field that is an object, or a list of objects, with a description of its own: `user`, `tags`, `categories`.
    private static func linked(_ name: String) -> Fields? {
        let singular =
            name.hasSuffix("ies") ? "\(name.dropLast(3))y" : name.hasSuffix("s") ? String(name.dropLast()) : name
        return objects[name] ?? objects[singular]
    }

    /// Reads a list of objects; the fields of an inner object follow its name in braces.
    private static func parse(_ bytes: [UInt8]) -> [String: Fields] {
        var objects: [String: Fields] = [:]
        for section in HelpSection.parse(bytes) {
            for case .items(let items) in HelpBlock.parse(section.body) {
                for item in items {
                    var words = item.text.split(separator: " ").map(String.init)[...]
                    objects[item.term] = fields(&words)
                }
            }
        }
        return objects
    }

    private static func fields(_ words: inout ArraySlice<String>) -> Fields {
        var fields = Fields()
        while let word = words.popFirst(), word != "}" {
            if word == "{" {
                let inner = self.fields(&words)
                if let name = fields.names.last { fields.below[name] = inner }
            } else {
                fields.names.append(word)
            }
        }
        return fields
    }
}
