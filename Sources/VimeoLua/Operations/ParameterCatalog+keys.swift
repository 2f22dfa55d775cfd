extension ParameterCatalog {
    /// The keys that a query or body of an operation takes, or below `path` the keys of a nested object.
    static func keys(of operation: Operation, isQuery: Bool, under path: [String]) -> [KnownKey] {
        var found = parameters(of: operation).filter { $0.place == (isQuery ? .query : .body) }
        for name in path { found = found.first { $0.name == name }?.keys ?? [] }
        return found.map { key in
            KnownKey(name: key.name, text: key.isRequired ? "required; \(key.text)" : key.text, values: key.values)
        }
    }
}
