import NIOSSL

/// Certificates made for these tests only; they are valid for a hundred years and guard nothing.
enum TestCertificates {
    /// For `localhost` and `127.0.0.1`, signed by itself.
    static let local = """
        -----BEGIN CERTIFICATE-----
        MIIBmzCCAUGgAwIBAgIUEH9Sins6Pl8KR3AuGrTDt7n3zPkwCgYIKoZIzj0EAwIw
        FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMzE5MTIzN1oYDzIxMjYxMDMw
        MTkxMjM3WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
        PQMBBwNCAATJH2i8ZIeaF6r98I+otwYd+uWjvAgiJGuIaVpdwoOKfsGO0p6qu+cb
        BO6a+RPKKuwvBTThP4Vv8Y+56IlqaEgyo28wbTAdBgNVHQ4EFgQUK9SCJb3B1LD/
        pDNCXYhXk1E/nBUwHwYDVR0jBBgwFoAUK9SCJb3B1LD/pDNCXYhXk1E/nBUwDwYD
        VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
        zj0EAwIDSAAwRQIgUkSza+eenQ1GIwFVeVvIZBoX5sCu9N6l0STnNAyJRUICIQDh
        utCdwA6S/H8N6LKOBhmk8BfQ9VBuowwg+YIihEC/gw==
        -----END CERTIFICATE-----
        """

    private static let localKey = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgkaoWCH2+LlUHNDVG
        ONjYTssj75NuoFoIqBr5G9hd1suhRANCAATJH2i8ZIeaF6r98I+otwYd+uWjvAgi
        JGuIaVpdwoOKfsGO0p6qu+cbBO6a+RPKKuwvBTThP4Vv8Y+56IlqaEgy
        -----END PRIVATE KEY-----
        """

    /// For another host, signed by itself.
    static let elsewhere = """
        -----BEGIN CERTIFICATE-----
        MIIBrTCCAVOgAwIBAgIUWEAxhmO+V+3MA3yq2LyTBaLdlkUwCgYIKoZIzj0EAwIw
        HDEaMBgGA1UEAwwRZWxzZXdoZXJlLmV4YW1wbGUwIBcNMjYxMTIzMTkxMjM3WhgP
        MjEyNjEwMzAxOTEyMzdaMBwxGjAYBgNVBAMMEWVsc2V3aGVyZS5leGFtcGxlMFkw
        EwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEp5/eq067bbXvmxEU9XzV2SArieBhd7ig
        w6E1FeVe9WlO4Ch0rORUMgct+itJlJOxn1wzigWXdCoPHKDzkxJkWqNxMG8wHQYD
        VR0OBBYEFIYnYl6Vu8QPqiqrN+AL9xzIUSPGMB8GA1UdIwQYMBaAFIYnYl6Vu8QP
        qiqrN+AL9xzIUSPGMA8GA1UdEwEB/wQFMAMBAf8wHAYDVR0RBBUwE4IRZWxzZXdo
        ZXJlLmV4YW1wbGUwCgYIKoZIzj0EAwIDSAAwRQIhAOs4uNjsSSazuhfWe3DXoith
        OyH8+c25sI0Q5DRTmyTpAiB7pLsDz37jAIvdiy5VVhBuxDJm8rnrWA+K5VXjlhHS
        Jw==
        -----END CERTIFICATE-----
        """

    private static let elsewhereKey = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgGNZthnXwz16i5ton
        ilkFsUnhlx4sqgaeA5tzdaaCaVShRANCAASnn96rTrttte+bERT1fNXZICuJ4GF3
        uKDDoTUV5V71aU7gKHSs5FQyBy36K0mUk7GfXDOKBZd0Kg8coPOTEmRa
        -----END PRIVATE KEY-----
        """

    static func localServer() throws -> NIOSSLContext { try server(local, localKey) }
    static func elsewhereServer() throws -> NIOSSLContext { try server(elsewhere, elsewhereKey) }

    private static func server(_ certificate: String, _ key: String) throws -> NIOSSLContext {
        let certificates = try NIOSSLCertificate.fromPEMBytes(Array(certificate.utf8)).map {
            NIOSSLCertificateSource.certificate($0)
        }
        let key = try NIOSSLPrivateKey(bytes: Array(key.utf8), format: .pem)
        return try NIOSSLContext(
            configuration: .makeServerConfiguration(certificateChain: certificates, privateKey: .privateKey(key))
        )
    }
}
