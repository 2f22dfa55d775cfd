/// What a device shows its user, who signs it in with a browser elsewhere (RFC 8628).
public struct DeviceCode: Sendable, Equatable {
    /// What the user types.
    public var userCode: String

    /// The page to type it at.
    public var activateLink: String

    /// Seconds to wait between two polls.
    public var interval: Double

    /// Seconds until the code is no longer valid.
    public var expiresIn: Double

    /// A secret.
    let deviceCode: String
}

extension Client {
    /// Starts the device code grant.
    ///
    /// - Throws: `auth` without client id and secret, or if the app may not sign in devices.
    public func requestDeviceCode(scopes: [String] = []) async throws(VimeoError) -> DeviceCode {
        let answer = try await grantAnswer(
            "/oauth/device",
            [("grant_type", "device_grant"), ("scope", Self.scope(scopes))]
        )
        let response = try Self.granted(answer)
        let body = try response.json()
        guard let code = body["device_code"]?.string, let userCode = body["user_code"]?.string,
            let link = body["activate_link"]?.string
        else { throw Self.incomplete(response, "the codes of a device") }
        return DeviceCode(
            userCode: userCode,
            activateLink: link,
            interval: Double(min(60, max(1, body["interval"]?.integer ?? 5))),
            expiresIn: Double(max(0, body["expires_in"]?.integer ?? 600)),
            deviceCode: code
        )
    }

    /// Asks whether the user has agreed; the client then uses the token.
    ///
    /// - Parameter code: its interval grows if the server wants to be asked less often.
    /// - Returns: nil as long as the user has not decided; ask again after `interval` seconds.
    /// - Throws: `auth` if the user has refused, or the code has expired.
    public func pollDevice(_ code: inout DeviceCode) async throws(VimeoError) -> Grant? {
        let response = try await grantAnswer(
            "/oauth/device/authorize",
            [("user_code", code.userCode), ("device_code", code.deviceCode)]
        )
        // Vimeo answers 400 as long as it waits, whatever its body; only these are an end (RFC 8628 section 3.5).
        let final = ["access_denied", "expired_token", "invalid_grant", "invalid_client", "unauthorized_client"]
        let reason = (try? response.json())?["error"]?.string ?? ""
        if response.status == 400, !final.contains(reason) {
            if reason == "slow_down" { code.interval += 5 }
            return nil
        }
        return try accept(Self.granted(response))
    }
}
