import Domain
import Foundation
import Intake
import Testing

@Suite struct LinkKeyringTests {
    private static let secret = [UInt8](repeating: 7, count: 32)
    private let keyring: LinkKeyring

    init() throws {
        keyring = try LinkKeyring(load: { [LinkKey(id: "A", secret: Self.secret, mints: true)] })
    }

    @Test("P16 a token is 32 letters and digits and names its link again")
    func roundTrip() throws {
        for _ in 0..<200 {
            let link = LinkKeyring.randomLinkID()
            let token = try keyring.mint(link)
            #expect(token.utf8.count == 32)
            #expect(token.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) })
            #expect(keyring.verify(token) == link)
        }
    }

    @Test("P16 link ids have 53 bits and do not repeat")
    func linkIDs() {
        let ids = (0..<1000).map { _ in LinkKeyring.randomLinkID().rawValue }
        #expect(Set(ids).count == 1000)
        #expect(ids.allSatisfy { (1..<(1 << 53)).contains($0) })
        #expect(ids.contains { $0 > 1 << 50 })
    }

    @Test("P16 the smallest and the largest id survive, one beyond is refused")
    func edges() throws {
        for id in [1, 61, 62, (1 << 53) - 1] as [Int64] {
            #expect(keyring.verify(try keyring.mint(LinkID(id))) == LinkID(id))
        }
        for id in [0, -1, 1 << 53, .max, .min] as [Int64] {
            #expect(throws: LinkKeyring.Failure.unusableLink) { try keyring.mint(LinkID(id)) }
        }
    }

    @Test("P16 changing any one character forges the token")
    func forged() throws {
        let token = Array(try keyring.mint(LinkID(123_456_789)))
        for index in token.indices {
            for other in ["0", "z", "B"] as [Character] where other != token[index] {
                var forged = token
                forged[index] = other
                #expect(keyring.verify(String(forged)) == nil)
            }
        }
    }

    @Test("P16 another secret under the same key id makes other tokens")
    func otherSecret() throws {
        let other = try LinkKeyring(load: {
            [LinkKey(id: "A", secret: [UInt8](repeating: 8, count: 32), mints: true)]
        })
        #expect(keyring.verify(try other.mint(LinkID(5))) == nil)
    }

    @Test(
        "P31 what a phone glues on is ignored",
        arguments: [".", ",", ")", ">", "\"", "...", "/", "?x=1", "%20", " and more", "…", "\n", "_", "-", "é", "\0"])
    func trailingJunk(junk: String) throws {
        let token = try keyring.mint(LinkID(42))
        #expect(keyring.verify(token + junk) == LinkID(42))
    }

    @Test("P31 a 33rd letter or digit is not ignored", arguments: ["0", "x", "Z", "9."])
    func trailingLetter(junk: String) throws {
        #expect(keyring.verify(try keyring.mint(LinkID(42)) + junk) == nil)
    }

    @Test("P16 cut and hostile texts are no tokens")
    func hostile() throws {
        let token = try keyring.mint(LinkID(42))
        for length in 0..<32 { #expect(keyring.verify(token.prefix(length)) == nil) }
        let texts = [
            "", ".", " " + token, String(repeating: "z", count: 32), String(repeating: "é", count: 32),
            String(repeating: "0", count: 1_000_000), token.uppercased(), token.lowercased(),
        ]
        for text in texts where text != token { #expect(keyring.verify(text) == nil) }
    }

    @Test("an old key checks what it signed and signs nothing more")
    func overlap() throws {
        let old = LinkKey(id: "A", secret: Self.secret, mints: false)
        let new = LinkKey(id: "B", secret: [UInt8](repeating: 9, count: 32), mints: true)
        let both = try LinkKeyring(load: { [old, new] })
        #expect(both.verify(try keyring.mint(LinkID(5))) == LinkID(5))
        #expect(try both.mint(LinkID(5)).first == "B")
    }

    @Test("an unknown key id makes the keys be read again, at most once a second")
    func reread() throws {
        let world = World()
        let keyring = try LinkKeyring(load: { world.read() }, uptime: { world.now })
        let later = try LinkKeyring(load: { [World.key("B")] })
        let token = try later.mint(LinkID(77))
        world.keys = [World.key("A", mints: false), World.key("B")]

        #expect(keyring.verify(token) == nil)
        #expect(world.reads == 1)
        world.now += .seconds(1)
        #expect(keyring.verify(token) == LinkID(77))
        for _ in 0..<50 { #expect(keyring.verify(String(repeating: "q", count: 32)) == nil) }
        #expect(world.reads == 2)
    }

    @Test("a key made by another process signs within a minute")
    func mintingMoves() throws {
        let world = World()
        let keyring = try LinkKeyring(load: { world.read() }, uptime: { world.now })
        world.keys = [World.key("A", mints: false), World.key("B")]
        #expect(try keyring.mint(LinkID(1)).first == "A")
        world.now += .seconds(60)
        #expect(try keyring.mint(LinkID(1)).first == "B")
    }

    @Test("unusable keys stop the start")
    func unusable() {
        #expect(throws: LinkKeyring.Failure.noMintingKey) { try LinkKeyring(load: { [] }) }
        #expect(throws: LinkKeyring.Failure.unusableKey("-")) { try LinkKeyring(load: { [World.key("-")] }) }
        #expect(throws: LinkKeyring.Failure.unusableKey("A")) {
            try LinkKeyring(load: { [World.key("A"), World.key("A")] })
        }
        #expect(throws: LinkKeyring.Failure.unusableKey("A")) {
            try LinkKeyring(load: { [LinkKey(id: "A", secret: [1, 2, 3], mints: true)] })
        }
    }

    @Test("many threads may mint and check at once")
    func threads() async throws {
        let keyring = self.keyring
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for id in 1...200 as ClosedRange<Int64> {
                group.addTask { keyring.verify(try keyring.mint(LinkID(id))) == LinkID(id) }
            }
            for try await same in group { #expect(same) }
        }
    }
}

/// Used by one test on one thread; the closures that it goes into only have to be sendable.
private final class World: @unchecked Sendable {
    var keys = [World.key("A")]
    var now = ContinuousClock.now
    var reads = 0

    func read() -> [LinkKey] {
        reads += 1
        return keys
    }

    static func key(_ id: Character, mints: Bool = true) -> LinkKey {
        LinkKey(id: id, secret: [UInt8](repeating: 1, count: 32), mints: mints)
    }
}
