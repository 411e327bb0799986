import CoreMetrics

/// The one place that counts are kept in, for the whole process.
enum Metrics {
    static let shared = PrometheusMetrics()
    private static let bootstrap: Void = MetricsSystem.bootstrap(shared)

    /// Before anything counts; what counts earlier is not kept.
    static func begin() { bootstrap }
}
