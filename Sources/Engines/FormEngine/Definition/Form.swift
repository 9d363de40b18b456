public import Diagnostics

/// A form as its author declared it, checked and compiled: pages in order, each asking one thing.
///
/// A form holds no state. Where a person is in it is computed from the answers at each request.
public struct Form: Sendable {
    /// Who fills a form in.
    public enum Filler: String, Sendable, Hashable, CaseIterable {
        /// A citizen, for themselves or for someone in their care.
        case citizen
        /// A clerk at a counter.
        case clerk
        /// A village or community, which needs an admission number to be asked at all.
        case village
        /// Another department.
        case department
    }

    /// The number under which a form may be put to villages.
    public struct Admission: Sendable, Hashable {
        /// The number.
        public let number: String
        /// Who gave it.
        public let issuer: String
        /// The last day it holds, as `YYYY-MM-DD`.
        public let validUntil: String
    }

    /// The identifier, unique in its package.
    public let id: String
    /// The title.
    public let title: Text
    /// What is said before the first page.
    public let text: Text?
    /// Who fills it in.
    public let filler: Filler
    /// Under which number villages may be asked.
    public let admission: Admission?
    /// The service it belongs to.
    public let service: String?
    /// The pages in order.
    public let pages: [FormPage]

    /// The page with an identifier.
    public func page(_ id: String) -> FormPage? { pages.first { $0.id == id } }

    /// The page that shows all answers before they are submitted, if the author placed one.
    public var checkPage: FormPage? { pages.first { $0.isCheck } }

    /// The field with a name, in whichever page.
    public func field(_ name: String) -> FormField? {
        for page in pages {
            if let field = page.fields.first(where: { $0.name == name }) { return field }
        }
        return nil
    }
}
