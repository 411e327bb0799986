import Foundation
package import Logging

/// What the parts of the portal log in tests, at every level, into a file of the folder that `RELAIS_TEST_LOGS` names:
/// `bin/test` then looks through all of it for what must never be logged. Without the folder it goes nowhere.
package struct TestLog: LogHandler {
    package var logLevel = Logger.Level.trace
    package var metadata: Logger.Metadata = [:]
    private let file: FileHandle

    /// One file for each process.
    private static let shared: FileHandle? = {
        guard let folder = ProcessInfo.processInfo.environment["RELAIS_TEST_LOGS"] else { return nil }
        let path = "\(folder)/process-\(ProcessInfo.processInfo.processIdentifier).log"
        guard FileManager.default.createFile(atPath: path, contents: nil) else { return nil }
        return FileHandle(forWritingAtPath: path)
    }()

    package static func logger(_ label: String) -> Logger {
        Logger(label: label) { _ in
            shared.map { TestLog(file: $0) as any LogHandler } ?? SwiftLogNoOpLogHandler()
        }
    }

    private init(file: FileHandle) { self.file = file }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { $1 }
        let facts = all.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
        // One write a line, so that lines of several threads do not mix.
        file.write(Data("\(event.level) \(event.message)\(facts)\n".utf8))
    }
}
