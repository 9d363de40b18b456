package import Definitions
package import Diagnostics
package import WorkCalendar

/// A kind of work order (工单) as a package declares it: where its orders come from, who works on them, by which
/// process, under which limits, and in which form the answers go back.
package struct OrderKind: Sendable, Hashable {
    /// What a field of the source register means to an order.
    package enum Role: String, Sendable, Hashable, CaseIterable {
        case number, received, due, kind, `class`, title, content, caller, phone, place, town, urgency, channel, state,
            handler, reply, finished, contacted, solved, satisfied
    }

    /// The register whose rows are the orders as whoever sent them down knows them.
    package struct Source: Sendable, Hashable {
        package let register: DefinitionReference
        /// The register's fields by what they mean.
        package let fields: [Role: String]
        /// The value of the state field that means ended.
        package let done: String
        /// The value that means taken back by whoever sent it.
        package let withdrawn: String
    }

    /// A decision in a file.
    package struct Decision: Sendable, Hashable {
        package let file: DefinitionReference
        package let name: String
    }

    /// The county's own limit beside the one that came with the order.
    package struct Limit: Sendable, Hashable {
        package let title: Text
        /// The parameter that says how many working days before the upper limit ours ends at the latest.
        package let margin: String?
        /// The parameter that says by how many working days it may be lengthened, once, with approval.
        package let lengthening: String?
        /// How long before the end it turns yellow.
        package let warning: ClockPeriod?
        package let basis: [LegalBasis]
    }

    /// A task whose reason is what the caller is told.
    package struct ClosingReply: Sendable, Hashable {
        package let form: String
        package let field: String
        package let results: [String]
    }

    /// One column of the file in which answers go back.
    package struct ReplyColumn: Sendable, Hashable {
        package let heading: String
        package let value: ReplyValue
    }

    /// What can stand in such a column.
    package enum ReplyValue: String, Sendable, Hashable, CaseIterable {
        case number, title, department, assisting, reply, finished, contacted, solved, satisfied, state, reopened
    }

    package let package: String
    package let id: String
    package let title: Text
    /// The office that receives the orders, and the post there.
    package let department: String
    package let ownerPost: String
    /// The post in each office that works on orders; an office without anybody of it is given none.
    package let handlingPost: String?
    package let source: Source?
    /// The form by which an official opens one, where there is no source.
    package let openingForm: DefinitionReference?
    package let process: DefinitionReference
    /// What says whose matter it is, and by when.
    package let decision: Decision?
    /// What says whether an office may be given it.
    package let guarding: Decision?
    package let limit: Limit?
    /// The parameter that says within how many days orders may be one.
    package let mergeDays: String?
    /// The parameters that say within how many working days a task set by hand is usually due, and how long before its day
    /// whoever has it is pressed.
    package let usualDays: String?
    package let yellowDays: String?
    /// The form and field that hold the answer to the caller.
    package let replyForm: String?
    package let replyField: String?
    /// Tasks whose written reason is the answer to the caller, where they end with one of these results.
    package let closingReplies: [ClosingReply]
    /// The forms of tasks that may be done for several orders in one act.
    package let together: [String]
    package let replyColumns: [ReplyColumn]
    package let basis: [LegalBasis]
    package let retention: RetentionRule

    /// `package.id`.
    package var qualifiedID: String { "\(package).\(id)" }
}
