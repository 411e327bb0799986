import Foundation

// glibc has both since 2.34, behind a macro that Swift's view of it does not set.
@_silgen_name("posix_spawn_file_actions_addclosefrom_np")
private func closeFrom(_ actions: UnsafeMutablePointer<posix_spawn_file_actions_t>, _ first: Int32) -> Int32
@_silgen_name("posix_spawn_file_actions_addchdir_np")
private func changeFolder(
    _ actions: UnsafeMutablePointer<posix_spawn_file_actions_t>, _ path: UnsafePointer<CChar>
) -> Int32

/// Starts a program with what it is handed and nothing else: these files, these settings, and no signal blocked.
/// Swift's threads block some, and a child inherits what its parent's thread blocks.
package struct ChildStart: Sendable {
    package let path: String
    package let arguments: [String]
    /// All of it, each as `NAME=value`: nothing of ours is passed on by itself.
    package let environment: [String]
    /// Nil is the one that we are in.
    package let folder: String?

    package init(_ path: String, _ arguments: [String], environment: [String], folder: String? = nil) {
        (self.path, self.arguments, self.environment, self.folder) = (path, arguments, environment, folder)
    }

    /// The process's number. `files` become its descriptors 0, 1, 2 and so on; it has no other.
    package func callAsFunction(files: [Int32]) throws(ChildNotStarted) -> Int32 {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (number, file) in files.enumerated() {
            posix_spawn_file_actions_adddup2(&actions, file, Int32(number))
        }
        _ = closeFrom(&actions, Int32(files.count))
        if let folder { _ = changeFolder(&actions, folder) }

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))

        var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) }
        var settings: [UnsafeMutablePointer<CChar>?] = environment.map { strdup($0) }
        defer { (words + settings).forEach { free($0) } }
        words.append(nil)
        settings.append(nil)
        var child: pid_t = 0
        let problem = posix_spawn(&child, path, &actions, &attributes, words, settings)
        guard problem == 0 else {
            throw ChildNotStarted(description: "\(path) cannot be started: \(String(cString: strerror(problem)))")
        }
        return child
    }
}

package struct ChildNotStarted: Error, CustomStringConvertible {
    package let description: String
}
