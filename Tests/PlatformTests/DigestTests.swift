import Platform
import Testing

struct DigestTests {
    @Test(
        "The digests of texts are those of the standards",
        arguments: [
            (
                DigestAlgorithm.sha256, "", 1,
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
            ),
            (.sha256, "abc", 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                .sha256, "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1,
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
            (
                .sha256, "aaaaaaaaaa", 100_000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
            ),
            (.md5, "", 1, "d41d8cd98f00b204e9800998ecf8427e"),
            (.md5, "message digest", 1, "f96b697d7cb7938d525a2f31aaf161d0"),
            (.md5, "1234567890", 8, "57edf4a22be3c955ac49da2e2107b67a"),
        ] as [(DigestAlgorithm, String, Int, String)]
    )
    func standards(algorithm: DigestAlgorithm, text: String, count: Int, expected: String) {
        var digest = Digest(algorithm)
        for _ in 0..<count { digest.add(Array(text.utf8)) }
        // A reported digest does not end the computation.
        #expect(digest.text == expected)
        #expect(digest.text == expected)
    }

    @Test("Pieces of any length give the digest of the whole", arguments: [DigestAlgorithm.sha256, .md5])
    func pieces(algorithm: DigestAlgorithm) {
        let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        for length in [0, 1, 55, 56, 57, 63, 64, 65, 119, 120, 128, 1000] {
            var whole = Digest(algorithm)
            whole.add(Array(bytes.prefix(length)))
            for size in [1, 3, 63, 64, 65, 500] {
                var parts = Digest(algorithm)
                for start in stride(from: 0, to: length, by: size) {
                    parts.add(Array(bytes[start..<min(start + size, length)]))
                }
                #expect(parts.text == whole.text, "\(length) bytes in pieces of \(size)")
            }
        }
    }
}
