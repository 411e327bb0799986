import Foundation
import NIOCore

/// How many connections are open at a time, and for how long one that says nothing.
enum Doors {
    /// Without a request, or with one whose head or body does not go on. Longer than a proxy in front keeps its own
    /// (deploy/Caddyfile), so that it never sends into a connection that is just being closed.
    static let idleTimeout = TimeAmount.seconds(75)
    /// For the database, uploads, gateways and whatever else the program opens.
    private static let spared = 512
    private static let most = 12_000

    /// Takes what the system allows, which is often more than what a process starts with, and returns how many
    /// connections that is good for. More wait until one is closed.
    static func widen() -> Int {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        let wanted = min(limit.rlim_max, rlim_t(most + spared))
        if limit.rlim_cur < wanted {
            limit.rlim_cur = wanted
            setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
            getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        }
        let files = Int(min(limit.rlim_cur, rlim_t(most + spared)))
        return max(files / 2, files - spared)
    }
}
