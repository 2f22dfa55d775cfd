import FoundationEssentials
import NIOSSL

/// The certificates that `--ca-file` or `SSL_CERT_FILE` name in place of the system's.
enum TrustRoots {
    /// Reads the file; nil if none is named.
    static func load(caFile: String?, environment: [String: String]) throws(VimeoError) -> NIOSSLTrustRoots? {
        let isOption = caFile != nil
        guard let path = caFile ?? environment["SSL_CERT_FILE"], isOption || !path.isEmpty else { return nil }
        let name = isOption ? "CA file" : "CA file in SSL_CERT_FILE"
        guard let data = try? Data(contentsOf: URL(filePath: path)) else {
            throw VimeoError(
                .file,
                code: .caFile,
                "the \(name) cannot be read: \(path)",
                hint: "name a readable PEM file"
            )
        }
        let certificates: [NIOSSLCertificate]
        do {
            certificates = try NIOSSLCertificate.fromPEMBytes(Array(data))
        } catch {
            certificates = []
        }
        guard !certificates.isEmpty else {
            throw VimeoError(
                .file,
                code: .caFile,
                "the \(name) contains no certificate: \(path)",
                hint: "a PEM file has -----BEGIN CERTIFICATE----- lines"
            )
        }
        return .certificates(certificates)
    }
}
