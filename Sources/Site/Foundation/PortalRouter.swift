package import Hummingbird

extension Portal {
    /// Every address that the portal answers, by area; each area's routes stand on one screen of their own.
    package func router() -> Router<SiteContext> {
        let router = Router(context: SiteContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: MetricsMiddleware())
        router.add(middleware: SecurityHeaders(isHTTPS: configuration.isHTTPS))
        router.add(middleware: CrowdControl(portal: self))
        router.add(middleware: LastResort(portal: self))
        WebRoutes(portal: self).add(to: router)
        ContractorRoutes(portal: self).add(to: router)
        HelpRoutes(portal: self).add(to: router)
        DeskRoutes(portal: self).add(to: router)
        APIRoutes(portal: self).add(to: router)
        HookRoutes(portal: self).add(to: router)
        if configuration.isDemo { PreviewRoutes(portal: self).add(to: router) }
        return router
    }
}
