import CMagic

/// libmagic. A handle serves one thread at a time, and loading one takes milliseconds: so they are lent and returned.
final class MagicDatabase: Sendable {
    static let shared = MagicDatabase()

    /// `@unchecked Sendable`: a handle is owned by whoever took it out of the pool.
    private struct Handle: @unchecked Sendable {
        let magic: OpaquePointer
    }

    private static let idleHandles = 4
    private let idle = Locked<[Handle]>([])

    /// The media type that libmagic sees in a file's beginning; nil when libmagic itself fails.
    func mediaType(of head: [UInt8]) -> String? {
        guard let handle = idle.with({ $0.popLast() }) ?? Self.open() else { return nil }
        defer { giveBack(handle) }
        return head.withUnsafeBytes { bytes in
            magic_buffer(handle.magic, bytes.baseAddress, bytes.count).map { String(cString: $0) }
        }
    }

    private func giveBack(_ handle: Handle) {
        let isKept = idle.with { idle in
            guard idle.count < Self.idleHandles else { return false }
            idle.append(handle)
            return true
        }
        if !isKept { magic_close(handle.magic) }
    }

    private static func open() -> Handle? {
        // What unpacks or walks through a file is switched off: nothing that is allowed needs it.
        let unneeded =
            MAGIC_NO_CHECK_COMPRESS | MAGIC_NO_CHECK_TAR | MAGIC_NO_CHECK_ELF | MAGIC_NO_CHECK_CDF
            | MAGIC_NO_CHECK_APPTYPE
        guard let magic = magic_open(MAGIC_MIME_TYPE | unneeded) else { return nil }
        guard magic_load(magic, nil) == 0 else {
            magic_close(magic)
            return nil
        }
        return Handle(magic: magic)
    }
}
