import Domain
import Foundation
import Intake
import Store
import Workflow

/// A job that waits for its contractor's answer, and the link that opens it.
struct SampleJob: Sendable {
    let ticket: TicketID
    let link: LinkID
    let token: String

    var path: String { "/t/\(token)" }
}

extension SamplePortal {
    /// Makes so many offered jobs, each with an SMS that waits to be sent.
    func offerJobs(_ count: Int) async throws -> [SampleJob] {
        let jobs = Collected<SampleJob>()
        try await concurrently(Array(0..<count), callers: 64) { number in jobs.add(try await offerJob(number)) }
        return jobs.all
    }

    private func offerJob(_ number: Int) async throws -> SampleJob {
        let contractor = contractors[number % contractors.count]
        let created = try await workflow.perform(
            CreateTicket(
                Self.form, submits: true, offer: OfferForm(.existing(contractor)), origin: .manager(manager)))
        let ticket = created.outcome.id
        guard let link = try await store.read({ try $0.links(of: ticket).first }) else {
            throw BenchProblem("an offer has no link")
        }
        return SampleJob(ticket: ticket, link: link.id, token: try links.mint(link.id))
    }

    /// Both sides in turn write ten messages into each job's thread.
    func writeThreads(_ jobs: [SampleJob]) async throws {
        try await concurrently(jobs, callers: 32) { job in
            for (number, text) in Self.thread.enumerated() {
                let sender: WriteMessage.Sender =
                    number.isMultiple(of: 2)
                    ? .office(.manager(manager), ticket: job.ticket, isInternal: false) : .link(job.link)
                _ = try await workflow.perform(WriteMessage(sender, text: text, files: []))
            }
        }
    }

    private static var form: TicketForm {
        var form = TicketForm(
            source: .phone, kind: .order, title: "Fuite sous l’évier de la cuisine",
            description: """
                Eau au sol depuis ce matin, le robinet d’arrêt sous l’évier est grippé. La locataire a coupé l’eau \
                au compteur. Le siphon semble fendu ; prévoir aussi le joint du mitigeur, qui goutte depuis un mois. \
                Accès par la cour, interphone 12, ascenseur jusqu’au troisième étage.
                """)
        form.category = "Plomberie"
        form.site = .described(
            externalID: "lilas-12", name: "Résidence Les Lilas", address: "12 rue des Lilas, 69003 Lyon",
            phone: "+33199000002", timeZone: timeZone)
        form.requester = PersonForm(name: "Odile Garrigue", phone: "+33199000003")
        form.mainContact = PersonForm(name: "Marc Teyssier", phone: "+33199000004")
        form.notToExceed = Money(amount: 45000, currency: "EUR")
        return form
    }

    /// What both write.
    static let thread = [
        "Bonjour, pouvez-vous passer cette semaine ? La locataire est chez elle tous les matins jusqu’à onze heures.",
        "Bonjour, oui, jeudi ou vendredi matin. Faut-il prévoir une échelle pour le robinet d’arrêt de la colonne ?",
        "Non, le robinet est dans la gaine du palier, à hauteur d’homme. La clé est chez la gardienne, loge A.",
        "Parfait. De quel diamètre est l’évacuation ? Sur la photo je lis 40, mais le siphon paraît être en 32.",
        "C’est bien du 40, refait il y a deux ans avec la colonne. Le siphon, lui, est d’origine.",
        "Alors je prends un siphon neuf et deux joints. Le mitigeur est un modèle à cartouche céramique ?",
        "Je ne sais pas ; la locataire dit qu’il goutte surtout la nuit, quand la pression monte dans l’immeuble.",
        "Cela ressemble à la cartouche. J’en apporte une, et je contrôle la pression à l’arrivée de l’appartement.",
        "Merci. Si elle dépasse quatre bars, ne posez pas de réducteur sans m’appeler : il faut l’accord du conseil.",
        "Entendu. Je vous appelle du chantier et je vous envoie les photos avant de refermer la trappe.",
    ]
}

/// What many tasks bring together.
/// Unchecked: `items` is touched only under `lock`.
private final class Collected<Item: Sendable>: @unchecked Sendable {
    private let lock = NSLock()
    private var items: [Item] = []

    func add(_ item: Item) { lock.withLock { items.append(item) } }
    var all: [Item] { lock.withLock { items } }
}
