package import Definitions
package import Diagnostics

/// A department's matter within a service that joins several (联办事项): who does it, what it reads of the one form, what
/// it asks for and what it gives.
package struct ServicePart: Sendable, Hashable {
    package let id: String
    package let title: Text
    package let department: String
    package let item: ServiceItem
    /// The fields of the form that this department's own form would ask for.
    package let fields: [String]
    /// The materials that it needs, by id.
    package let materials: [String]
    /// What it gives, such as a licence.
    package let result: Text
    package let basis: [LegalBasis]

    init?(_ reader: DescriptorReader) {
        guard
            reader.expectObject(keys: ["part", "title", "department", "item", "fields", "materials", "result", "basis"])
        else { return nil }
        let id = reader.required("part")?.identifier()
        let title = reader.text("title")
        let department = reader.string("department")
        let item = reader.required("item").flatMap { ServiceItem($0) }
        let result = reader.text("result")
        fields = reader.strings("fields")
        materials = reader.strings("materials", required: false)
        basis = reader.basis()
        guard let id, let title, let department, let item, let result else { return nil }
        self.id = id
        self.title = title
        self.department = department
        self.item = item
        self.result = result
    }
}

/// How far a department's part of a case has come.
package enum PartState: String, Sendable, Hashable, CaseIterable {
    /// Its turn has not come.
    case waiting
    case working
    /// Waits for whoever applied to mend something.
    case mending
    case passed
    case refused
    /// The licence, or what else it gives, has been made out.
    case issued
    /// Not needed in this case.
    case unneeded

    package var title: Text {
        switch self {
        case .waiting: Text(zh: "还没开始", en: "Not begun")
        case .working: Text(zh: "办理中", en: "Being done")
        case .mending: Text(zh: "等您整改或补正", en: "Waits for you")
        case .passed: Text(zh: "已同意", en: "Agreed")
        case .refused: Text(zh: "不同意", en: "Refused")
        case .issued: Text(zh: "已出证", en: "Issued")
        case .unneeded: Text(zh: "不用办", en: "Not needed")
        }
    }
}
