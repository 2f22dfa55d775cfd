import Platform
import Testing

@Suite("Checksums")
struct ChecksumTests {
    private func checksum(_ bytes: [UInt8]) -> String {
        var checksum = Checksum()
        checksum.add(bytes)
        return checksum.text
    }

    @Test("It stays what it is: entries outlive the program that wrote them")
    func vectors() {
        #expect(Checksum().text == "2180a92350d49cce")
        #expect(checksum([]) == "2cdcb764cff8b20d")
        #expect(checksum(Array("0123456789".utf8)) == "a52cca0a4554fe49")
    }

    @Test("Every single bit, every length and every order counts")
    func differences() {
        let bytes = (0..<41).map { UInt8($0 * 37 & 0xFF) }
        var seen: Set<String> = [checksum(bytes)]
        for index in bytes.indices {
            for bit in 0..<8 {
                var changed = bytes
                changed[index] ^= 1 << bit
                seen.insert(checksum(changed))
            }
        }
        #expect(seen.count == 1 + 41 * 8)
        let zeros = Set((0..<100).map { checksum([UInt8](repeating: 0, count: $0)) })
        #expect(zeros.count == 100)
        var two = Checksum()
        two.add("ab")
        two.add("c")
        var other = Checksum()
        other.add("a")
        other.add("bc")
        #expect(two.text != other.text)
        #expect(checksum(bytes).count == 16)
    }
}
