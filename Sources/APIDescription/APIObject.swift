/// An object that the API returns, with its fields in the order of their names.
package struct APIObject: Sendable {
    package let name: String
    package let fields: [APIField]

    /// Every object by its name.
    package static let all = Dictionary(uniqueKeysWithValues: rows(PackageResources.objects_txt).map { ($0.name, $0) })

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
