extension RandomAccessCollection<UInt8> {
    /// Hands each character (a Unicode scalar) and each run of bytes that are not UTF-8, then with nil, to `body` with its
    /// bytes, until `body` returns false.
    package func forEachScalar(_ body: (Unicode.Scalar?, SubSequence) -> Bool) {
        var parser = Unicode.UTF8.ForwardParser()
        var iterator = makeIterator()
        var start = startIndex
        while true {
            let scalar: Unicode.Scalar?
            let count: Int
            switch parser.parseScalar(from: &iterator) {
            case .valid(let encoded): (scalar, count) = (UTF8.decode(encoded), encoded.count)
            case .error(let length): (scalar, count) = (nil, length)
            case .emptyInput: return
            }
            let end = index(start, offsetBy: count)
            guard body(scalar, self[start..<end]) else { return }
            start = end
        }
    }
}

extension String {
    /// The text of bytes, with those that are not UTF-8 as `\xff`.
    package init(escapingInvalid bytes: some RandomAccessCollection<UInt8>) {
        self.init()
        bytes.forEachScalar { scalar, bytes in
            if let scalar {
                unicodeScalars.append(scalar)
            } else {
                for byte in bytes { self += byte.hexadecimalEscape }
            }
            return true
        }
    }
}

extension UInt8 {
    /// `\xff`.
    package var hexadecimalEscape: String { "\\x" + (self < 16 ? "0" : "") + String(self, radix: 16) }
}
