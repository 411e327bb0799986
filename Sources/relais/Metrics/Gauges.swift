import Courier
import Domain
import Foundation
import Metrics
import Store

/// What is looked up when somebody asks, and not counted as it happens: queues, the process, the disk.
struct Gauges: Sendable {
    let store: Store
    let folder: String
    private let started = Date()

    init(store: Store, folder: String) {
        self.store = store
        self.folder = folder
    }

    func take() async throws {
        let now = store.clock.now()
        let queue = try await store.read { try $0.queueState(at: now) }
        for way in Contact.Way.allCases {
            let state = queue.notices[way] ?? .init(waiting: 0, oldestDue: nil)
            let dimensions = [("way", way.rawValue)]
            set("relais_messages_waiting", Double(state.waiting), dimensions)
            set("relais_messages_late_seconds", state.oldestDue.map { max(0, (now - $0).seconds) } ?? 0, dimensions)
        }
        set("relais_timers_late_seconds", queue.nextTimer.map { max(0, (now - $0).seconds) } ?? 0)
        set("relais_commits_total", Double(store.commitCount))
        if let free = try? URL(fileURLWithPath: folder).resourceValues(
            forKeys: [.volumeAvailableCapacityKey]
        ).volumeAvailableCapacity {
            set("relais_disk_free_bytes", Double(free))
        }
        process()
    }

    /// As Prometheus' own clients name them.
    private func process() {
        set("process_start_time_seconds", started.timeIntervalSince1970.rounded())
        let page = Double(sysconf(Int32(_SC_PAGESIZE)))
        if let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .ascii),
            let pages = text.split(separator: " ").dropFirst().first.flatMap({ Double($0) })
        {
            set("process_resident_memory_bytes", pages * page)
        }
        if let open = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count {
            set("process_open_fds", Double(open))
        }
        var usage = rusage()
        if getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 {
            let seconds = Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
            let rest = Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1_000_000
            set("process_cpu_seconds_total", seconds + rest)
        }
    }

    private func set(_ label: String, _ value: Double, _ dimensions: [(String, String)] = []) {
        Meter(label: label, dimensions: dimensions).set(value)
    }
}
