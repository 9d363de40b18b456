import Diagnostics

/// One change of an overlay: what is done to which place of which file.
struct OverlayChange: Sendable {
    /// What is done.
    enum Operation: Sendable {
        /// The value at a pointer is set; `was` is what the author of the overlay saw there.
        case set(pointer: String, to: LocatedNode, was: LocatedNode?)
        /// An item is put behind the list at a pointer.
        case append(pointer: String, item: LocatedNode)
        /// The item with an id is replaced in the list at a pointer, or taken out (`nil`).
        case replace(pointer: String, id: String, item: LocatedNode?)
        /// Entries of a decision table's rule are set.
        case setRule(id: String, edit: DecisionRuleEdit)
        /// A rule is added to the table of a decision.
        case addRule(id: String, table: String, position: RulePosition, edit: DecisionRuleEdit)
        /// A rule is taken out.
        case removeRule(id: String)
        /// The whole file is replaced.
        case replaceFile(bytes: [UInt8], name: String)
        /// A file is added that the package has not.
        case addFile(bytes: [UInt8], name: String)
        /// The file is taken out.
        case removeFile
    }

    /// The file in the package.
    let file: String
    let operation: Operation
    /// Where the change stands in the overlay.
    let location: SourceLocation

    /// The places that are touched; two changes of one overlay may not touch one place, or one inside the other.
    var target: String {
        switch operation {
        case .set(let pointer, _, _): "\(file)#\(pointer)"
        case .append(let pointer, let item): "\(file)#\(pointer)/+\(item.itemName ?? "")"
        case .replace(let pointer, let id, _): "\(file)#\(pointer)/[\(id)]"
        case .setRule(let id, _), .removeRule(let id), .addRule(let id, _, _, _): "\(file)#rule:\(id)"
        case .replaceFile, .addFile, .removeFile: file
        }
    }

    /// Whether two changes touch one place.
    func conflicts(with other: OverlayChange) -> Bool {
        let (mine, theirs) = (target, other.target)
        if mine == theirs { return true }
        func isInside(_ inner: String, _ outer: String) -> Bool {
            inner.hasPrefix(outer + "/") || inner.hasPrefix(outer + "#")
        }
        return isInside(mine, theirs) || isInside(theirs, mine)
    }
}

/// Where a rule is added to a table.
enum RulePosition: Sendable, Hashable {
    case first
    case last
    case before(String)
    case after(String)
}
