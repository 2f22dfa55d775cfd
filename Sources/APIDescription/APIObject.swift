/// An object that the API returns, with its fields in the order of their names.
package struct APIObject: Sendable {
    package let name: String
    package let fields: [APIField]

    /// Every object by its name.
    package static let all = Dictionary(uniqueKeysWithValues: rows(PackageResources.objects_txt).map { ($0.name, $0) })

    /// The object that a field has, or has a list of, by the name of the field: `user`, `tags`, `categories`.
    package static func ofField(_ name: String) -> APIObject? {
        let singular =
            name.hasSuffix("ies") ? "\(name.dropLast(3))y" : name.hasSuffix("s") ? String(name.dropLast()) : name
        return all[name] ?? all[singular]
    }

    /// A line with a name begins an object; the indented ones below are its fields.
    private static func rows(_ bytes: [UInt8]) -> [APIObject] {
        var objects: [APIObject] = []
        var name = ""
        var fields: [APIField] = []
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
            if line.first == " " {
                fields.append(APIField(line.dropFirst(), typeMark: " "))
            } else {
                if !name.isEmpty { objects.append(APIObject(name: name, fields: fields)) }
                (name, fields) = (String(line), [])
            }
        }
        return objects + [APIObject(name: name, fields: fields)]
    }
}
