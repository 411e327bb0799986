package import Domain

/// A secret that signs links.
package struct LinkKey: Hashable, Sendable {
    /// One of `0-9A-Za-z`: the first character of each token that it signed.
    package let id: Character
    package let secret: [UInt8]
    /// False for a key that was replaced and only still checks what it signed.
    package let mints: Bool

    package init(id: Character, secret: [UInt8], mints: Bool) {
        self.id = id
        self.secret = secret
        self.mints = mints
    }
}

/// Makes and checks the tokens of links, without the database. Any thread may use it.
package final class LinkKeyring: Sendable {
    package enum Failure: Error, Hashable {
        /// No key is there to sign with.
        case noMintingKey
        /// A key's id is no letter or digit, its secret is shorter than 128 bits, or two keys share an id.
        case unusableKey(Character)
        /// The id is not of 53 bits.
        case unusableLink
    }

    private struct State {
        var keys: [Character: LinkKey]
        var minting: LinkKey
        var readAt: ContinuousClock.Instant
    }

    /// A forger's invented key ids must not make the folder be read all the time.
    private static let rereadOnUnknown = Duration.seconds(1)
    /// A key made by `relais links rotate` beside a running server is in use after this.
    private static let rereadOnMint = Duration.seconds(60)

    private let load: @Sendable () throws -> [LinkKey]
    private let uptime: @Sendable () -> ContinuousClock.Instant
    private let state: Locked<State>

    /// Reads the keys once. Throws what `load` throws, or a `Failure`.
    package init(
        load: @escaping @Sendable () throws -> [LinkKey],
        uptime: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) throws {
        self.load = load
        self.uptime = uptime
        state = Locked(try Self.read(load, at: uptime()))
    }

    /// 53 random bits, never 0.
    package static func randomLinkID() -> LinkID {
        var generator = SystemRandomNumberGenerator()
        return LinkID(Int64.random(in: LinkToken.ids, using: &generator))
    }

    /// The token of a link, 32 characters. Throws `Failure.unusableLink` for an id that `randomLinkID()` cannot give.
    package func mint(_ link: LinkID) throws -> String {
        let key = state.with { state in
            reread(&state, after: Self.rereadOnMint)
            return state.minting
        }
        guard let text = LinkToken.text(link, signedWith: key) else { throw Failure.unusableLink }
        return text
    }

    /// The link that a token names, nil for a forged one. What follows the 32 characters is ignored unless it is
    /// another letter or digit (P31).
    package func verify(_ text: some StringProtocol) -> LinkID? {
        guard let bytes = LinkToken.bytes(in: text) else { return nil }
        let id = Character(Unicode.Scalar(bytes[0]))
        let key = state.with { state in
            if state.keys[id] == nil { reread(&state, after: Self.rereadOnUnknown) }
            return state.keys[id]
        }
        return key.flatMap { LinkToken.link(bytes, signedWith: $0) }
    }

    /// A failed reading keeps the keys that are known: links must not die of a full disk.
    private func reread(_ state: inout State, after age: Duration) {
        let now = uptime()
        guard now - state.readAt >= age else { return }
        state.readAt = now
        if let fresh = try? Self.read(load, at: now) { state = fresh }
    }

    private static func read(
        _ load: @Sendable () throws -> [LinkKey], at now: ContinuousClock.Instant
    ) throws -> State {
        var keys: [Character: LinkKey] = [:]
        let list = try load()
        for key in list {
            guard let id = key.id.asciiValue, Base62.digit(id) != nil, key.secret.count >= 16, keys[key.id] == nil
            else { throw Failure.unusableKey(key.id) }
            keys[key.id] = key
        }
        guard let minting = list.last(where: \.mints) else { throw Failure.noMintingKey }
        return State(keys: keys, minting: minting, readAt: now)
    }
}
