import Domain
import Foundation

@testable import Intake

extension Fuzzers {
    private static let keys = [
        LinkKey(id: "A", secret: [UInt8](repeating: 7, count: 32), mints: false),
        LinkKey(id: "b", secret: [UInt8](repeating: 9, count: 32), mints: true),
    ]
    private static let keyring = must("two keys") { try LinkKeyring(load: { keys }) }

    /// A token that is taken is one that we sign; ours are taken, and none that differs from them in one character.
    static func link(_ input: Input) {
        var input = input
        let text = input.text
        if let link = keyring.verify(text) {
            expect(signed(link).contains(String(decoding: text.utf8.prefix(32), as: UTF8.self)), text)
        }
        if let secret = SecretToken(text) {
            expect(secret.text == text && (32...128).contains(text.utf8.count), "a secret as it came: \(text)")
        }
        if let number = Base62.decode(text.utf8.prefix(11)) {
            expect(
                Base62.encode(UInt128(number), width: min(11, text.utf8.count)).elementsEqual(text.utf8.prefix(11)),
                "the same digits again: \(text)")
        }

        let link = LinkID(Int64(max(1, input.number() & (1 << 53 - 1))))
        let token = must("an id of 53 bits") { try keyring.mint(link) }
        expect(keyring.verify(token) == link, "\(token) is ours")
        var forged = Array(token.utf8)
        let place = Int(input.byte() % 32)
        forged[place] = input.byte()
        let word = String(decoding: forged, as: UTF8.self)
        expect(keyring.verify(word) == (word == token ? link : nil), "\(word) is not ours")

        // What a phone glues on (P31).
        let glued = input.text
        let isWord = glued.utf8.first.map { Base62.digit($0) != nil } ?? false
        expect(keyring.verify(token + glued) == (isWord ? nil : link), token + glued)
    }

    private static func signed(_ link: LinkID) -> [String] {
        keys.compactMap { LinkToken.text(link, signedWith: $0) }
    }
}
