import JSONCore
import NIOHTTP1

/// The pages where a user agrees: of the authorization code grant (RFC 6749 section 4.1) and of devices (RFC 8628).
extension Store {
    /// What an app asks for.
    private struct Authorization {
        let redirectURI: String
        let scopes: [Scope]
        let state: String?

        /// Where the browser goes with the answer.
        func location(_ answer: String) -> Answer {
            var location = redirectURI + (redirectURI.contains("?") ? "&" : "?") + answer
            if let state { location += "&state=\(Percent.encode(state))" }
            return Answer(status: .found, headers: ["Location": location])
        }
    }

    private func authorization(_ parameter: (String) -> String?) throws(APIError) -> Authorization {
        guard parameter("client_id") == identity.clientID else {
            throw .grant("invalid_client", "There is no app with this client_id.")
        }
        guard let redirectURI = parameter("redirect_uri"), isRegistered(redirectURI) else {
            throw .grant("invalid_request", "redirect_uri is not registered for this app.")
        }
        guard parameter("response_type") == "code" else {
            throw .grant("unsupported_response_type", "response_type must be code.")
        }
        let scopes = try Endpoint.scopes(parameter("scope"))
        return Authorization(redirectURI: redirectURI, scopes: scopes, state: parameter("state"))
    }

    /// The page where a user of the sandbox agrees; for what is not a browser, the first one agrees at once.
    mutating func askToAuthorize(_ call: Call) throws(APIError) -> Answer {
        let request = call.request
        let asked = try authorization(request.parameter)
        guard request.wantsHTML else {
            let code = issueCode(
                redirectURI: asked.redirectURI,
                scopes: asked.scopes,
                user: Self.owner,
                now: call.now
            )
            return asked.location("code=\(code)")
        }
        let kept: [HTML] = ["client_id", "redirect_uri", "response_type", "scope", "state"].compactMap { name in
            request.parameter(name).map { "<input type=\"hidden\" name=\"\(name)\" value=\"\($0)\">" }
        }
        let body: HTML = """
            <h1>Sandbox wants to use an account</h1>
            <form method="post" action="/oauth/authorize">\(kept)\(choices(asked.scopes))</form>
            <p class="dim">The browser then goes to \(asked.redirectURI)</p>
            """
        return Answer(content: .html(HTML(title: "Sign in to the sandbox", body)))
    }

    /// What the page sends.
    mutating func authorize(_ call: Call) throws(APIError) -> Answer {
        let form = try call.request.fields()
        let asked = try authorization { form[$0]?.string }
        guard form["decision"] == "allow" else {
            return asked.location("error=access_denied&error_description=The%20user%20has%20refused.")
        }
        let (scopes, user) = chosen(form, of: asked.scopes)
        let code = issueCode(redirectURI: asked.redirectURI, scopes: scopes, user: user, now: call.now)
        return asked.location("code=\(code)")
    }

    /// The accounts, the scopes and the buttons of a form.
    private func choices(_ scopes: [Scope]) -> HTML {
        let users: [HTML] = [Self.owner, Self.other].compactMap { resources[$0] }.enumerated().map { place, user in
            """
            <label><input type="radio" name="user" value="\(user.uri)"\(place == 0 ? " checked" : "" as HTML)>
            <bdi>\(user.title)</bdi></label><br>
            """
        }
        let boxes: [HTML] = scopes.map { scope in
            """
            <label><input type="checkbox" name="grant.\(scope.rawValue)" checked> \(scope.rawValue)</label><br>
            """
        }
        return """
            <p>\(users)</p><p>\(boxes)</p>
            <button name="decision" value="allow">Allow</button> <button name="decision" value="deny">Deny</button>
            """
    }

    /// What was chosen: not more than was asked for, and what is public in any case.
    private func chosen(_ form: JSONObject, of asked: [Scope]) -> (scopes: [Scope], user: String) {
        let scopes = asked.filter { form["grant"]?[$0.rawValue] != nil }
        return (scopes.isEmpty ? [.public] : scopes, form["user"] == .string(Self.other) ? Self.other : Self.owner)
    }

    // MARK: Devices

    private func device(_ userCode: String?, now: Instant) -> (code: String, device: Device)? {
        let wanted = userCode?.uppercased()
        return devices.first { $0.value.userCode == wanted && now < $0.value.expires }.map { ($0.key, $0.value) }
    }

    /// The page where a user types the code that a device shows, and then agrees.
    func askToActivate(_ call: Call) throws(APIError) -> Answer {
        let typed = call.request.parameter("user_code")
        let body: HTML
        if let (_, device) = device(typed, now: call.now) {
            body = """
                <h1>A device wants to use an account</h1><form method="post" action="/activate">
                <input type="hidden" name="user_code" value="\(device.userCode)">\(choices(device.scopes))</form>
                """
        } else {
            let note: HTML = typed == nil ? "" : "<p>The code is unknown or has expired.</p>"
            body = """
                <h1>Activate a device</h1>\(note)<form action="/activate">
                <label>The code that it shows: <input name="user_code" autofocus></label> <button>Continue</button></form>
                """
        }
        return Answer(content: .html(HTML(title: "Activate a device", body)))
    }

    mutating func activate(_ call: Call) throws(APIError) -> Answer {
        let form = try call.request.fields()
        guard let (code, found) = device(form["user_code"]?.string, now: call.now) else {
            throw .grant("invalid_grant", "The code is unknown or has expired.")
        }
        var device = found
        if form["decision"] == "allow" {
            (device.scopes, device.user) = chosen(form, of: device.scopes)
            device.agrees = call.now
        } else {
            device.isRefused = true
        }
        set(device, code)
        let result: HTML = device.isRefused ? "<p>The device gets nothing.</p>" : "<p>The device is signed in.</p>"
        return Answer(content: .html(HTML(title: "Activate a device", result)))
    }
}
