import CConfinement
import Glibc

/// The first page of a PDF, by poppler's program in this one's place: it inherits the limits, and what was given up.
/// Scripts in a PDF are nothing to it: it draws.
enum Poppler {
    private static let program = "/usr/bin/pdftoppm"

    static func firstPage() -> Ending {
        let problem = confinement_only_read_system()
        guard problem == 0 else { return Output.complain("the system calls cannot be limited", problem) }
        let arguments = [
            "pdftoppm", "-q", "-f", "1", "-l", "1", "-singlefile", "-scale-to", "1024", "-jpeg", "-jpegopt",
            "quality=85", "-",
        ]
        // Nothing of the server's environment.
        let environment = ["LANG=C.UTF-8", "HOME=/nonexistent"]
        var words = arguments.map { strdup($0) } + [nil]
        var settings = environment.map { strdup($0) } + [nil]
        execve(program, &words, &settings)
        return Output.complain("\(program) cannot be started", errno, ending: .unavailable)
    }
}
