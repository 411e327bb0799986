import Foundation

/// An Exim of one's own that keeps what it gets. It wants STARTTLS and a password on one port, TLS from the start on
/// another, and nothing on the third, as servers on the machine itself do.
/// `refused@…` does not exist there, `later@…` is to come back later.
package final class MailServer: Sendable {
    package let host = "mail.relais.test"
    package let username = "portal"
    package let password = "orage@bleu/42"
    package let securePort: Int
    package let tlsPort: Int
    package let openPort: Int
    /// PEM, self-signed, for `host`.
    package let certificate: String
    private let folder: PeerFolder
    private let exim: PeerProcess

    /// Returns when mail would be taken.
    package init() async throws {
        folder = try PeerFolder()
        let ports = try Ports.free(3)
        (securePort, tlsPort, openPort) = (ports[0], ports[1], ports[2])
        certificate = folder.path("certificate.pem")
        for name in ["spool", "log", "mail"] { try folder.make(name) }
        try Self.makeCertificate(for: host, in: folder)
        try folder.write(Self.settings(folder, ports, username, password), to: "exim.conf")
        exim = try PeerProcess(
            ["/usr/sbin/exim4", "-C", folder.path("exim.conf"), "-bdf"], in: folder, output: "exim.out")
        do {
            try await Ports.wait(for: ports)
        } catch {
            throw PeerProblem("Exim does not start: \(error)\n\(exim.output.suffix(2000))")
        }
    }

    package func stop() { exim.stop() }

    /// Leads `host` to this machine.
    package var resolve: [String] { [securePort, tlsPort].map { "\(host):\($0):127.0.0.1" } }

    /// Whole mails as stored, `Return-path` and `Envelope-to` first, with LF line ends; in no order.
    package var mails: [String] {
        let inbox = folder.path("mail/new")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: inbox)) ?? []
        return names.sorted().compactMap { name in
            FileManager.default.contents(atPath: "\(inbox)/\(name)").map { String(decoding: $0, as: UTF8.self) }
        }
    }

    /// Waits for a mail that holds `piece`.
    package func mail(holding piece: String, within seconds: Double = 60) async throws -> String {
        let end = Date().addingTimeInterval(seconds)
        while true {
            if let found = mails.first(where: { $0.contains(piece) }) { return found }
            guard Date() < end else { throw PeerProblem("No such mail came; \(mails.count) others did.\n\(log)") }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    /// How many connections were made so far.
    package var connectionCount: Int { log.components(separatedBy: "(TCP/IP connection count").count - 1 }

    /// What Exim notes about connections, mails and deliveries.
    package var log: String {
        String(decoding: FileManager.default.contents(atPath: folder.path("log/mainlog")) ?? Data(), as: UTF8.self)
    }

    private static func makeCertificate(for host: String, in folder: PeerFolder) throws {
        guard let nowhere = FileHandle(forUpdatingAtPath: "/dev/null") else {
            throw PeerProblem("There is no /dev/null.")
        }
        let making = try ChildProcess(
            "/usr/bin/openssl",
            [
                "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=\(host)", "-addext",
                "subjectAltName=DNS:\(host)", "-keyout", folder.path("key.pem"), "-out",
                folder.path("certificate.pem"),
            ], input: nowhere, output: nowhere, errors: nowhere)
        guard making.wait() == 0 else { throw PeerProblem("openssl makes no certificate.") }
        try folder.giveAway(folder.path("key.pem"))
    }

    private static func settings(
        _ folder: PeerFolder, _ ports: [Int], _ username: String, _ password: String
    ) -> String {
        let (secure, tls, open) = (ports[0], ports[1], ports[2])
        let user = getuid() == 0 ? "nobody" : NSUserName()
        let group = getgrgid(getpwnam(user)?.pointee.pw_gid ?? 0).map { String(cString: $0.pointee.gr_name) } ?? user
        return """
            primary_hostname = localhost
            exim_user = \(user)
            exim_group = \(group)
            spool_directory = \(folder.path("spool"))
            log_file_path = \(folder.path("log"))/%slog
            log_selector = +smtp_connection
            pid_file_path = \(folder.path("exim.pid"))
            local_interfaces = 127.0.0.1
            daemon_smtp_ports = \(secure) : \(tls) : \(open)
            tls_on_connect_ports = \(tls)
            tls_certificate = \(folder.path("certificate.pem"))
            tls_privatekey = \(folder.path("key.pem"))
            tls_advertise_hosts = ${if eq{$received_port}{\(open)}{}{*}}
            auth_advertise_hosts = ${if eq{$tls_in_cipher}{}{}{*}}
            deliver_drop_privilege = true
            host_lookup =
            rfc1413_query_timeout = 0s
            keep_environment =
            acl_smtp_mail = may_send
            acl_smtp_rcpt = may_receive

            begin acl
            may_send:
              accept authenticated = *
              accept condition = ${if eq{$received_port}{\(open)}}
              deny message = authentication required
            may_receive:
              deny local_parts = refused
                   message = no such person here
              deny local_parts = policy
                   message = 5.7.1 not from you
              defer local_parts = later
                    message = greylisted, come back later
              accept

            begin routers
            keep:
              driver = accept
              transport = maildir

            begin transports
            maildir:
              driver = appendfile
              directory = \(folder.path("mail"))
              maildir_format
              create_directory
              envelope_to_add
              return_path_add
              user = \(user)
              group = \(group)

            begin authenticators
            plain:
              driver = plaintext
              public_name = PLAIN
              server_prompts = :
              server_set_id = $auth2
              server_condition = ${if and{{eq{$auth2}{\(username)}}{eq{$auth3}{\(password)}}}}

            """
    }
}
