import Domain
import Logging
import ServiceLifecycle
import Store

/// Sweeps files that nothing refers to: what was uploaded with a form that was then refused or given up, and what a
/// phone sent ahead of a form that never came.
struct Housekeeping: Service {
    private static let pause = Duration.seconds(6 * 3600)
    let store: Store
    let files: FileStore
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await sweep()
                try? await Task.sleep(for: Self.pause)
            }
        }
    }

    private func sweep() async {
        do {
            let weekAgo = store.clock.now() - .days(7)
            try await store.write { try $0.forgetStagedFiles(before: weekAgo) }
            // A day is time enough for the slowest upload's transaction.
            let moment = store.clock.now() - .days(1)
            let count = try await store.read { [files] reader in
                try files.sweep(olderThan: moment) { try reader.isFileKnown(sha256: $0) }
            }
            if count > 0 { logger.info("unused files removed", metadata: ["count": "\(count)"]) }
        } catch {
            logger.error("unused files could not be swept: \(type(of: error))")
        }
    }
}
