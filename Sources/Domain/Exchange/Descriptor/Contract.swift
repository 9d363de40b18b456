package import Definitions
package import Diagnostics
import FEELEngine
package import Registers

/// A contract (数据共享约定): which fields of which register one purpose may see, on what basis, for which posts, and
/// what its answer means.
package final class Contract: Sendable {
    /// Whom a look-up concerns.
    package enum Subject: String, Sendable, Hashable, CaseIterable {
        case child, applicant, spouse, firm, household
    }

    /// How many rows an answer holds.
    package enum Cardinality: String, Sendable, Hashable, CaseIterable {
        /// A context, or null.
        case one
        /// A list, or null.
        case many
    }

    /// What no row means.
    package enum Absence: String, Sendable, Hashable, CaseIterable {
        /// Not found: nothing can be said.
        case unknown
        /// The register is complete: there is none.
        case complete = "none"
    }

    /// Whose consent in the case is needed.
    package enum Consent: String, Sendable, Hashable, CaseIterable {
        case spouse, applicant
    }

    /// The rungs by which the datum can be had, the best first.
    package enum Rung: String, Sendable, Hashable, CaseIterable {
        case api, table, file, excel, typed
    }

    /// The value a register's field must equal.
    package struct Match: Sendable, Hashable {
        package let field: String
        package let path: ContractPath

        package init(field: String, path: ContractPath) {
            self.field = field
            self.path = path
        }
    }

    /// The constants a register's field may have.
    package struct Condition: Sendable, Hashable {
        package let field: String
        package let values: [FieldValue]

        package init(field: String, values: [FieldValue]) {
            self.field = field
            self.values = values
        }
    }

    /// One key of the order of many rows.
    package struct Order: Sendable, Hashable {
        package let field: String
        package let descending: Bool

        package init(field: String, descending: Bool) {
            self.field = field
            self.descending = descending
        }
    }

    /// The package that declares it.
    package let package: String
    /// Its id in the package.
    package let id: String
    package let title: Text
    /// The register's `package.id`.
    package let register: String
    package let provider: String
    package let consumer: String
    package let purpose: Text
    package let basis: [LegalBasis]
    /// The posts whose holders may look.
    package let posts: [String]
    package let subject: Subject
    package let match: [Match]
    package let `where`: [Condition]
    /// The fields that are seen.
    package let fields: [RegisterField]
    /// The FEEL variable that holds the answer.
    package let variable: String
    package let answer: Cardinality
    package let absence: Absence
    package let consent: Consent?
    package let ladder: [Rung]
    package let order: [Order]
    /// The most rows of an answer; more are contradictory.
    package let limit: Int
    /// A FEEL condition on the case; the contract is asked only when it is true.
    package let condition: String?
    package let retention: RetentionRule?
    /// The register's fields that a source has to give for each row: those compared, seen and sorted by, each once.
    package let columns: [String]
    /// The names of the fields that are seen.
    package let names: [String]
    /// `package.id`.
    package let qualifiedID: String
    /// The form of one row as FEEL sees it; a complete register's single row also says that it was found.
    let rowShape: FEELShape

    /// Makes a contract.
    package init(
        package: String, id: String, title: Text, register: String, provider: String, consumer: String, purpose: Text,
        basis: [LegalBasis], posts: [String], subject: Subject, match: [Match], where conditions: [Condition] = [],
        fields: [RegisterField], variable: String, answer: Cardinality, absence: Absence, consent: Consent? = nil,
        ladder: [Rung], order: [Order] = [], limit: Int = 50, condition: String? = nil, retention: RetentionRule? = nil
    ) {
        self.package = package
        self.id = id
        self.title = title
        self.register = register
        self.provider = provider
        self.consumer = consumer
        self.purpose = purpose
        self.basis = basis
        self.posts = posts
        self.subject = subject
        self.match = match
        self.where = conditions
        self.fields = fields
        self.variable = variable
        self.answer = answer
        self.absence = absence
        self.consent = consent
        self.ladder = ladder
        self.order = order
        self.limit = limit
        self.condition = condition
        self.retention = retention
        qualifiedID = "\(package).\(id)"
        let names = fields.map(\.name)
        self.names = names
        rowShape = FEELShape(answer == .one && absence == .complete ? names + ["found"] : names)
        var seen: Set<String> = []
        columns = (match.map(\.field) + conditions.map(\.field) + names + order.map(\.field))
            .filter { seen.insert($0).inserted }
    }

    /// The `as` of the contracts whose answers this one needs.
    package var needs: [String] { match.map(\.path).filter(\.isChained).map(\.root) }
}
