extension VimeoError {
    /// The message without the request it begins with, for places that are narrow.
    var reason: String {
        guard let method, let url else { return message }
        let request = "\(method) \(url): "
        return message.hasPrefix(request) ? String(message.dropFirst(request.count)) : message
    }
}
