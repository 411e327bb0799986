package import Hummingbird
import NIOCore

/// What a request carries through the routes: Hummingbird's own part and the peer's address, for rate limits.
package struct SiteContext: RequestContext, RemoteAddressRequestContext {
    package var coreContext: CoreRequestContextStorage
    package let remoteAddress: SocketAddress?
    private let loop: any EventLoop

    package init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        remoteAddress = source.channel.remoteAddress
        loop = source.channel.eventLoop
    }

    /// Returns when the connection's loop has done what was asked of it so far.
    func turn() async throws { try await loop.submit {}.get() }
}
