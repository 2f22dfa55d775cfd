/// A field of a body, a query or an object, as the API's description has it.
package struct APIField: Sendable {
    /// What a field holds.
    package enum Shape: Sendable, Equatable {
        case string
        case number
        case boolean
        case object
        /// A list of texts, objects or named objects.
        case list
        /// An entry of `metadata`: `uri` and `options`, with a `total` if it is of a list.
        case link(counted: Bool)
        /// Another object, or not described.
        case any

        package var isLink: Bool { if case .link = self { true } else { false } }
    }

    /// The parts of the name, outermost first; `[]` is a part of its own and stands for each element of a list.
    package let path: [String]
    package let isRequired: Bool
    package let shape: Shape
    /// What the elements of a list are.
    package let element: Shape
    /// Whether it may be null.
    package let isOptional: Bool
    /// The values that are allowed; empty if any is.
    package let values: [String]

    /// The name as it is written, with dots.
    package var name: String { path.joined(separator: ".") }

    /// Reads `privacy.view*:s=anybody|nobody`; the type is one of `s n b o a c l`, in brackets for a list, with `?` if
    /// null is allowed.
    init(_ text: Substring, typeMark: Character) {
        let (head, values) = Self.halves(text, "=")
        let (name, type) = Self.halves(head, typeMark)
        isRequired = name.last == "*"
        var path: [String] = []
        for part in (isRequired ? name.dropLast() : name).split(separator: ".") {
            if part.hasSuffix("[]") { path += [String(part.dropLast(2)), "[]"] } else { path.append(String(part)) }
        }
        self.path = path
        isOptional = type.last == "?"
        let letters = isOptional ? type.dropLast() : type
        let isList = letters.first == "["
        element = Self.shape(isList ? letters.dropFirst().dropLast() : "a")
        shape = isList ? .list : Self.shape(letters)
        self.values = values.split(separator: "|").map(String.init)
    }

    private static func shape(_ letters: Substring) -> Shape {
        switch letters {
        case "s": .string
        case "n": .number
        case "b": .boolean
        case "o": .object
        case "c": .link(counted: true)
        case "l": .link(counted: false)
        default: .any
        }
    }

    private static func halves(_ text: Substring, _ mark: Character) -> (Substring, Substring) {
        guard let place = text.firstIndex(of: mark) else { return (text, "") }
        return (text[..<place], text[text.index(after: place)...])
    }
}

extension APIField {
    /// The field as it is seen within the object or list it is in.
    package var inner: APIField { APIField(self, path: Array(path.dropFirst())) }

    private init(_ field: APIField, path: [String]) {
        self.path = path
        isRequired = field.isRequired
        shape = field.shape
        element = field.element
        isOptional = field.isOptional
        values = field.values
    }
}
