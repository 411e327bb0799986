import Domain
import Store

/// Something that somebody owes.
struct TaskJSON: Encodable, Sendable {
    struct Assignee: Encodable, Sendable {
        /// `manager` or `contractor`.
        let kind: String
        @OrNull var id: String?
        @OrNull var name: String?
    }

    let id: String
    let kind: String
    /// Of a task that somebody thought up; the others say by their kind what they are.
    @OrNull var title: String?
    @OrNull var order: String?
    let status: TicketTask.Status
    let assignee: Assignee
    @OrNull var due: String?
    /// When it was done or cancelled.
    @OrNull var endedAt: String?

    init(_ task: TicketTask, in reader: Reader) throws {
        id = task.id.description
        kind = task.kind.name
        title = try task.kind.title.flatMap { try reader.text($0) }
        order = task.order?.description
        status = task.status
        switch task.assignee {
        case .manager(let id):
            let manager = try id.flatMap { try reader.manager($0) }
            assignee = Assignee(kind: "manager", id: id?.description, name: manager?.name)
        case .contractor(let id):
            assignee = Assignee(kind: "contractor", id: id.description, name: try reader.contractor(id)?.name)
        }
        due = task.due?.rfc3339
        endedAt = task.endedAt?.rfc3339
    }
}
