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
        let files = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        var limit = rlimit()
        guard getrlimit(files, &limit) == 0 else { return spared }
        let wanted = min(limit.rlim_max, rlim_t(most + spared))
        var wider = limit
        wider.rlim_cur = max(limit.rlim_cur, wanted)
        if wider.rlim_cur > limit.rlim_cur, setrlimit(files, &wider) == 0 { limit = wider }
        let known = Int(min(limit.rlim_cur, rlim_t(most + spared)))
        return max(known / 2, known - spared)
    }
}
