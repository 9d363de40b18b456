package import Diagnostics

/// Why an act on a register was refused.
package struct RegisterError: Error, Sendable, Hashable {
    package enum Code: String, Sendable, Hashable, CaseIterable {
        case unknownRegister = "register.unknown"
        case changedElsewhere = "register.changed-elsewhere"
    }

    package let code: Code

    package init(_ code: Code) { self.code = code }

    package var message: Text {
        switch code {
        case .unknownRegister:
            Text(
                zh: "没有这个登记簿。请检查名称，或先发布它所在的场景包。",
                en: "There is no such register. Check the name, or publish its package first.")
        case .changedElsewhere:
            Text(
                zh: "这一行刚被别人改过。请刷新后再改。", en: "Somebody else just changed this row. Reload and try again.")
        }
    }
}
