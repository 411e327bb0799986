import CConfinement
import CVips
import Glibc

/// The way into the dark: libvips is started, the file is mapped, and only then everything but computing is given up.
enum Darkening {
    /// Formats that somebody's telephone makes. libvips knows dozens more, and each is a parser to attack.
    private static let loaders = [
        "VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadWebp", "VipsForeignLoadHeif",
    ]

    static func decode() -> Ending {
        guard let bytes = input() else { return Output.complain("the file cannot be read", errno) }
        guard !bytes.isEmpty else { return .unreadable }
        if let ending = darken() { return ending }
        let ending = Decoder(bytes: bytes).run()
        // libvips' own words, for whoever runs this by hand.
        if ending != .done { Output.complain(String(cString: vips_error_buffer())) }
        return ending
    }

    /// Tries, in the dark, what must not be possible; `relais check` asks for it on the machine where it counts.
    static func check() -> Ending {
        if let ending = darken() { return ending }
        let attempts = [
            ("socket", socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0) >= 0),
            ("open", open("/etc/passwd", O_RDONLY) >= 0),
            ("create", open("relais-media-check", O_CREAT | O_WRONLY, 0o600) >= 0),
            ("kill", kill(getppid(), 0) == 0), ("program", startsAnother()),
            ("code", isMapped(4096, PROT_READ | PROT_EXEC)), ("memory", isMapped(2 << 30, PROT_READ | PROT_WRITE)),
        ]
        let possible = attempts.filter(\.1).map(\.0)
        guard possible.isEmpty else { return Output.complain("still possible: \(possible)") }
        return Output.say("refused: \(attempts.map(\.0).joined(separator: " "))") ? .done : .internal
    }

    private static func startsAnother() -> Bool {
        var child: pid_t = 0
        var words: [UnsafeMutablePointer<CChar>?] = [strdup("true"), nil]
        return posix_spawn(&child, "/usr/bin/true", nil, nil, &words, nil) == 0
    }

    private static func isMapped(_ size: Int, _ protection: Int32) -> Bool {
        mmap(nil, size, protection, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED
    }

    /// Nil when all is well.
    private static func darken() -> Ending? {
        // Neither code made at run time, nor a line on standard error for each HEIC.
        setenv("VIPS_NOVECTOR", "1", 1)
        setenv("VIPS_WARNING", "0", 1)
        guard relais_vips_start("relais-media") == 0 else {
            return Output.complain("libvips does not start", ending: .unavailable)
        }
        vips_concurrency_set(1)
        vips_cache_set_max(0)
        vips_block_untrusted_set(1)
        vips_operation_block_set("VipsForeignLoad", 1)
        for loader in loaders { vips_operation_block_set(loader, 0) }
        let problem = confinement_only_compute()
        guard problem == 0 else { return Output.complain("the system calls cannot be limited", problem) }
        return nil
    }

    /// Standard input, mapped: it is a file, never a pipe.
    private static func input() -> UnsafeRawBufferPointer? {
        var facts = stat()
        guard fstat(0, &facts) == 0 else { return nil }
        guard facts.st_size > 0 else { return UnsafeRawBufferPointer(start: nil, count: 0) }
        guard let start = mmap(nil, facts.st_size, PROT_READ, MAP_PRIVATE, 0, 0), start != MAP_FAILED else {
            return nil
        }
        return UnsafeRawBufferPointer(start: start, count: facts.st_size)
    }
}
