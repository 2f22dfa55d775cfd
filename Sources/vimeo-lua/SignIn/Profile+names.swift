internal import Platform
internal import Vimeo

extension Profile {
    static func checked(name: String) throws(UsageError) -> String {
        let isValid = name.utf8.allSatisfy { byte in
            byte.isASCIIAlphanumeric || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
                || byte == UInt8(ascii: ".")
        }
        guard isValid, !name.isEmpty, name.utf8.count <= 64 else {
            throw UsageError(
                message: "a profile cannot be named like that",
                hint: "use up to 64 letters, digits, dots, dashes and underscores"
            )
        }
        return name
    }
}
