import ArgumentParser
import Domain
import Foundation
import Gateways
import Intake
import Media
import Rendering
import Store

struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Looks at the configuration, the gateways, the keys and every page and message in every language.",
        discussion: "Ends with status 1 and sentences on standard error when something has to be mended.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        var problems: [String] = []
        do {
            let configuration = try common.load()
            problems += configuration.sandboxProblems()
            problems += Self.templates(configuration)
            problems += await Self.data(configuration)
            problems += await Self.gateways(configuration)
            problems += await Self.pictures()
        } catch let error as ConfigurationError {
            problems += error.problems
        }
        problems.forEach(Terminal.complain)
        try output.show(
            problems.isEmpty ? ["Everything is in order."] : [], ["ok": problems.isEmpty, "problems": problems])
        if !problems.isEmpty { throw ExitCode.failure }
    }

    private static func templates(_ configuration: Configuration) -> [String] {
        do {
            let renderer = try Renderer(root: URL(fileURLWithPath: configuration.root))
            try renderer.readAll()
            PreviewCatalog(renderer).renderAll()
            return renderer.misses.all.map { "\(configuration.root): \($0)." }
        } catch {
            return ["\(configuration.root): \(error)"]
        }
    }

    private static func data(_ configuration: Configuration) async -> [String] {
        var problems: [String] = []
        let folders = configuration.folders
        do {
            _ = try LinkKeyring(load: { try KeyFolder(folders.keys).load() })
        } catch {
            problems.append("The link keys in \(folders.keys) cannot be used: \(error).")
        }
        guard folders.hasDatabase else { return problems }
        do {
            let store = try configuration.openStore()
            problems += try await store.read { try $0.organizations() }.flatMap(Self.senders(of:))
            try store.close()
        } catch {
            problems.append("The database \(folders.database) cannot be opened: \(error).")
        }
        return problems
    }

    private static func senders(of organization: Organization) -> [String] {
        let name = organization.smsSender.flatMap { name in
            SenderRules.flaw(in: name, country: organization.region).map {
                "The SMS sender \"\(name)\" of \(organization.name) \($0.sentence(in: organization.region))."
            }
        }
        let byCountry = organization.rules.senders.sorted { $0.key < $1.key }.compactMap { country, choice in
            SenderRules.flaw(in: choice, country: country).map {
                "sender.\(country) \"\(choice)\" of \(organization.name) \($0.sentence(in: country))."
            }
        }
        return [name].compactMap(\.self) + byCountry
    }

    /// Whether what decodes pictures can be shut in on this machine.
    private static func pictures() async -> [String] {
        do {
            try await Developer.check()
            return []
        } catch {
            return ["Pictures cannot be made fit to be shown: \(error)."]
        }
    }

    private static func gateways(_ configuration: Configuration) async -> [String] {
        var addresses = ["RELAIS_SMTP_URL": configuration.settings["RELAIS_SMTP_URL"] ?? ""]
        if case .described(let gateway) = configuration.sms {
            let setting = configuration.settings["RELAIS_SMS_URL"] == nil ? "RELAIS_SMS_GATEWAY" : "RELAIS_SMS_URL"
            addresses[setting] = gateway.address
        }
        return await addresses.sorted { $0.key < $1.key }.asyncFlatMap { name, url in
            guard let parts = URLComponents(string: url), let host = parts.host, !host.isEmpty
            else { return [] }
            let usual = ["https": 443, "http": 80, "smtps": 465, "smtp": 587][parts.scheme ?? ""] ?? 443
            let port = parts.port ?? usual
            let isReached = await Reachability.connects(to: host, port: port)
            return isReached ? [] : ["Nothing answers at \(host):\(port), which \(name) names."]
        }
    }
}

extension Array {
    fileprivate func asyncFlatMap<Value>(_ transform: (Element) async -> [Value]) async -> [Value] {
        var result: [Value] = []
        for element in self { result += await transform(element) }
        return result
    }
}

/// Whether somebody listens there; nothing is said to him.
enum Reachability {
    static func connects(to host: String, port: Int, within seconds: Int = 5) async -> Bool {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread { continuation.resume(returning: connect(host, port, seconds)) }
        }
    }

    private static func connect(_ host: String, _ port: Int, _ seconds: Int) -> Bool {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, String(port), &hints, &list) == 0 else { return false }
        defer { freeaddrinfo(list) }
        var next = list
        while let address = next?.pointee {
            defer { next = address.ai_next }
            let socket = socket(address.ai_family, address.ai_socktype, address.ai_protocol)
            guard socket >= 0 else { continue }
            defer { close(socket) }
            var limit = timeval(tv_sec: seconds, tv_usec: 0)
            setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
            if Glibc.connect(socket, address.ai_addr, address.ai_addrlen) == 0 { return true }
        }
        return false
    }
}
