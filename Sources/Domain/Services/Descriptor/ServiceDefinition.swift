package import Definitions
package import Diagnostics

/// A service (事项) as a package declares it: guide, materials, limits, channels, and the declarations that run it.
package struct ServiceDefinition: Sendable, Hashable {
    /// Whom it is for.
    package enum Audience: String, Sendable, Hashable, CaseIterable {
        case person, firm
    }

    /// A way to apply.
    package enum Channel: String, Sendable, Hashable, CaseIterable {
        case online, counter, village, paper, phone
    }

    /// When one may apply: two parameters with dates.
    package struct Window: Sendable, Hashable {
        package let opens: String
        package let closes: String
        package let alwaysOpenInDemo: Bool

        package init(opens: String, closes: String, alwaysOpenInDemo: Bool) {
            self.opens = opens
            self.closes = closes
            self.alwaysOpenInDemo = alwaysOpenInDemo
        }
    }

    /// Places that are given together, once registration has closed.
    package struct Allotment: Sendable, Hashable {
        /// The signal for which the processes of the cases wait.
        package let signal: String
        /// The parameter that lists the categories in their published order.
        package let order: String

        package init(signal: String, order: String) {
            self.signal = signal
            self.order = order
        }
    }

    /// Appointments on site.
    package struct Appointment: Sendable, Hashable {
        /// The Chinese names of the places that give them; empty for all places of the service.
        package let places: [String]
        package let slotsPerDay: Int
        package let minutes: Int

        package init(places: [String], slotsPerDay: Int, minutes: Int) {
            self.places = places
            self.slotsPerDay = slotsPerDay
            self.minutes = minutes
        }
    }

    /// Words in both languages.
    package struct Keywords: Sendable, Hashable {
        package let zh: [String]
        package let en: [String]

        package init(zh: [String], en: [String]) {
            self.zh = zh
            self.en = en
        }
    }

    /// Who gives the answer.
    package enum Decider: String, Sendable, Hashable, CaseIterable {
        /// The rules, at once.
        case rules
        /// The offices that take part; the rules say who they are and what each has to do.
        case offices
    }

    /// A decision in a DMN file.
    package struct DecisionReference: Sendable, Hashable {
        package let file: DefinitionReference
        package let name: String
        /// The decision of the same file whose value is what questions are asked for; without one all are asked.
        package let asksFor: String?

        package init(file: DefinitionReference, name: String, asksFor: String? = nil) {
            self.file = file
            self.name = name
            self.asksFor = asksFor
        }
    }

    package let package: String
    package let id: String
    package let title: Text
    package let summary: Text
    /// Words by which people look for it, Chinese and English.
    package let keywords: Keywords
    package let themes: [String]
    package let audience: Audience
    package let department: String
    package let ownerPost: String?
    package let item: ServiceItem
    package let roles: [ServiceRole]
    /// The role the case is about; `applicant` where it is about nobody else.
    package let subject: String
    /// What one case is unique by, such as `[child, season]`; empty when several are allowed.
    package let oneCasePer: [String]
    package let guide: ServiceGuide
    package let materials: [ServiceMaterial]
    /// The statutory limit; `nil` when the law sets none.
    package let statutoryLimit: TimeLimit?
    package let promisedLimit: TimeLimit
    /// Whether most cases are decided at once (秒批).
    package let isInstant: Bool
    package let limitText: Text?
    /// The limits that run as clocks; the first that begins with the application says when a case is due.
    package let clocks: [ServiceClock]
    package let channels: [Channel]
    package let form: DefinitionReference
    package let process: DefinitionReference
    /// How a correction of a datum runs (校核纠错); without one it is a row with a due day and no more.
    package let correctionProcess: DefinitionReference?
    package let decision: DecisionReference
    package let decidedBy: Decider
    /// Departments that take part without a matter of their own, such as the one that approves more time.
    package let takingPart: [String]
    /// The matters of several departments that are one for whoever applies (一件事); empty where there is one alone.
    package let parts: [ServicePart]
    /// The contracts in the order of asking.
    package let contracts: [DefinitionReference]
    /// Statutory documents by event.
    package let documents: [String: DefinitionReference]
    /// Notices by event.
    package let notices: [String: DefinitionReference]
    /// The parameter whose value is the season's id; without one, cases are counted by the year.
    package let season: String?
    package let window: Window?
    package let phone: String
    package let places: [ServicePlace]
    package let appointment: Appointment?
    package let allotment: Allotment?
    package let basis: [LegalBasis]
    package let retention: RetentionRule
    package let exceptions: [ServiceException]

    /// The clock that says when a case is due.
    package var leadingClock: ServiceClock? { clocks.first { $0.starts == .submitted } }

    /// Whether a case is about the applicant and nobody else.
    package var isAboutApplicant: Bool { subject == ServiceRole.applicant }

    /// The departments that take part.
    package var offices: Set<String> { Set([department] + takingPart + parts.map(\.department)) }

    /// A part by its id.
    package func part(_ id: String) -> ServicePart? { parts.first { $0.id == id } }

    /// What a role is called; `nil` where the service has no such role.
    package func roleTitle(_ name: String) -> Text? { roles.first { $0.name == name }?.title }

    /// `package.id`.
    package var qualifiedID: String { "\(package).\(id)" }
}
