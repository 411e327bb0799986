import Domain
package import Intake
package import Rendering
package import Store
package import Workflow

/// What every route is handed: the parts of the portal and what the operator decided.
package struct Portal: Sendable {
    package let store: Store
    package let workflow: Workflow
    package let files: FileStore
    package let renderer: Renderer
    package let links: LinkKeyring
    package let configuration: SiteConfiguration
    /// What a gateway's callback is handed to; the site itself knows no gateway.
    package let hooks: HookHandler
    /// Everything that is counted, in Prometheus' text format; nil where nothing counts.
    package let metrics: MetricsHandler?
    let limits = RequestLimits()
    let crowd: Crowd

    package typealias MetricsHandler = @Sendable () async throws -> String

    package init(
        store: Store, files: FileStore, renderer: Renderer, links: LinkKeyring, configuration: SiteConfiguration,
        hooks: @escaping HookHandler, metrics: MetricsHandler? = nil
    ) {
        self.store = store
        workflow = Workflow(store: store)
        self.files = files
        self.renderer = renderer
        self.links = links
        self.configuration = configuration
        self.hooks = hooks
        self.metrics = metrics
        crowd = Crowd(configuration.crowd)
    }

    var now: Instant { store.clock.now() }
}

package struct SiteConfiguration: Sendable {
    /// What links begin with, without a final slash.
    package let publicURL: String
    /// The demo shows `/phone` and a start page.
    package let isDemo: Bool
    package let uploads: UploadLimits
    package let crowd: CrowdLimits
    /// Opens `/metrics` to other machines; without one only this machine may look.
    package let metricsToken: String?

    package init(
        publicURL: String, isDemo: Bool, uploads: UploadLimits = UploadLimits(), crowd: CrowdLimits = CrowdLimits(),
        metricsToken: String? = nil
    ) {
        self.publicURL = publicURL
        self.isDemo = isDemo
        self.uploads = uploads
        self.crowd = crowd
        self.metricsToken = metricsToken
    }

    var metricsTokenHash: String? { metricsToken.map { Digest.hex(of: $0) } }

    var isHTTPS: Bool { publicURL.hasPrefix("https://") }
}

/// How much may be sent with one form.
package struct UploadLimits: Sendable {
    /// Bytes of one file.
    package var file = 25 * 1024 * 1024
    package var files = 20
    /// False: files are read past, and nothing is said of them.
    var keepsFiles = true

    package init() {}

    /// For forms that have no file to choose.
    static let noFiles = {
        var limits = UploadLimits()
        limits.files = 0
        limits.file = 64 * 1024
        return limits
    }()

    /// What pages say of `file`, in bytes: round, and never more than what is taken.
    var announced: Int64 { file < 1_048_576 ? Int64(file) : Int64(file / 1_048_576) * 1_000_000 }
}
