import Gateways
import Logging

/// What could be read of the settings, and all that is wrong with them: `relais check` looks at as much as there is.
struct ConfigurationDraft {
    let folders: DataFolder
    let sms: Configuration.SMSChoice?
    let smtp: SMTPServer?
    /// As given.
    let settings: [String: String]
    /// Each in a sentence that names the setting.
    let problems: [String]
    /// Nil where there are problems.
    let configuration: Configuration?

    /// With `sends` a way out that leads nowhere is a problem too: for what serves, not for the demo and other commands.
    init(_ settings: Settings, sends: Bool) {
        var reader = SettingsReader(settings)
        let listen = reader.listen()
        let publicURL = reader.publicURL(listen: listen)
        let root = reader.root()
        let folders = DataFolder(path: reader.dataFolder())
        let sms = reader.sms(root: root)
        let (smtp, mailFrom) = reader.mail()
        let level = reader.choice("RELAIS_LOG_LEVEL", Logger.Level.self) ?? .info
        let format = reader.choice("RELAIS_LOG_FORMAT", Configuration.LogFormat.self) ?? .text
        let metricsToken = reader.metricsToken()
        if sends { reader.refuseSandbox(publicURL: publicURL) }
        reader.refuseWhatIsNotBuilt()
        self.folders = folders
        self.sms = sms
        self.smtp = smtp
        self.settings = settings.values
        problems = reader.problems
        guard reader.problems.isEmpty, let listen, let publicURL, let root, let sms else {
            configuration = nil
            return
        }
        configuration = Configuration(
            listen: listen, publicURL: publicURL, folders: folders, root: root, sms: sms, smtp: smtp,
            mailFrom: mailFrom, logLevel: level, logFormat: format, metricsToken: metricsToken)
    }
}
