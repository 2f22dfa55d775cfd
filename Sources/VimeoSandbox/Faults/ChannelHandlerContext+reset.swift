import NIOCore
import Platform

extension ChannelHandlerContext {
    /// Ends the connection as a crash of the server does: by a reset, with nothing more said.
    func reset() {
        let channel = channel
        guard let options = channel as? any SocketOptionProvider else { return channel.close(promise: nil) }
        options.setSoLinger(linger(l_onoff: 1, l_linger: 0)).whenComplete { _ in channel.close(promise: nil) }
    }
}
