// The owner's work, offers and answers.
extension Ticket {
    /// T7 without a manager; where one edits, `taken` has come before.
    mutating func beginWorkOfRobot() {
        if phase == .toDo, activeOrder == nil { beginOwnWork() }
    }

    mutating func take(_ manager: ManagerID) {
        owner = manager
        beginOwnWork()
    }

    mutating func unassign() {
        owner = nil
        returnToQueue()
    }

    mutating func handOver(to manager: ManagerID) {
        owner = manager
        attention = .handedOver
    }

    /// An order that is still active is a lapsed one of the same firm, which this one replaces.
    mutating func offer(_ order: Order, _ task: TicketTask, _ moment: Moment) {
        if let replaced = activeOrder { withdraw(replaced.id, moment) }
        orders.append(order)
        tasks.append(task)
        phase = .toDo
        isReturned = false
        attention = nil
    }

    mutating func lapse(_ id: OrderID) {
        edit(id) { $0.status = .lapsed }
        attention = .lapsed
    }

    mutating func accept(
        _ id: OrderID, _ contact: ContactID?, _ date: Appointment?, _ owed: [TicketTask], _ moment: Moment
    ) {
        answer(id, .accepted, by: contact, moment)
        edit(id) { $0.appointment = date }
        endTasks([.answer], of: id, as: .done, at: moment.now)
        tasks += owed
        phase = .inProgress
        attention = .answered
    }

    mutating func decline(_ id: OrderID, _ contact: ContactID?, _ moment: Moment) {
        answer(id, .declined, by: contact, moment)
        endTasks([.answer], of: id, as: .done, at: moment.now)
        endTasks(nil, of: id, as: .cancelled, at: moment.now)
        phase = .toDo
        attention = .refused
    }

    /// The old deadline counts again (T13).
    mutating func undoAnswer(_ id: OrderID, _ task: TicketTask, _ moment: Moment) {
        edit(id) {
            $0.status = .offered
            $0.answeredAt = nil
            $0.answeredBy = nil
            $0.answerVersion = nil
            $0.appointment = nil
        }
        endTasks(nil, of: id, as: .cancelled, at: moment.now)
        tasks.append(task)
        phase = .toDo
        attention = .undone
    }

    mutating func withdraw(_ id: OrderID, _ moment: Moment) {
        edit(id) { $0.status = .withdrawn }
        endTasks(nil, of: id, as: .cancelled, at: moment.now)
        returnToQueue()
    }

    mutating func giveBack(_ id: OrderID, _ moment: Moment) {
        edit(id) {
            $0.status = .declined
            $0.answerVersion = nil
        }
        endTasks(nil, of: id, as: .cancelled, at: moment.now)
        phase = .toDo
        attention = .refused
    }

    mutating func answer(_ id: OrderID, _ status: Order.Status, by contact: ContactID?, _ moment: Moment) {
        let version = version
        edit(id) {
            $0.status = status
            $0.answeredAt = moment.now
            $0.answeredBy = contact
            $0.answerVersion = version
        }
    }

    private mutating func beginOwnWork() {
        phase = .inProgress
        isReturned = false
        attention = nil
    }

    mutating func returnToQueue() {
        phase = .toDo
        phaseBeforeWait = nil
        isReturned = true
        attention = nil
    }
}
