import NIOCore
import Platform

/// What the kernel knows of a connection.
enum TCPProgress {
    /// How many bytes the other side has acknowledged; nil where the system does not tell.
    static func acknowledged(_ channel: any Channel) -> EventLoopFuture<UInt64?> {
        #if os(Linux)
        if let options = channel as? any SocketOptionProvider {
            // The first 128 bytes of the kernel's `struct tcp_info`, whose layout never changes; glibc's own ends before
            // `tcpi_bytes_acked`, which is the last 8 of them. It counts the SYN, too, so 0 means that it is not filled in.
            let info: EventLoopFuture<SIMD16<UInt64>> = options.unsafeGetSocketOption(
                level: .tcp,
                name: .init(rawValue: TCP_INFO)
            )
            return info.map { $0[15] == 0 ? nil : $0[15] }
        }
        #endif
        return channel.eventLoop.makeSucceededFuture(nil)
    }
}
