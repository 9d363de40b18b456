import Exchange
import Notices
import Registers
import Services

/// A declaration that others refer to by its id.
protocol Declared {
    var id: String { get }
}

extension RegisterDescriptor: Declared {}
extension Contract: Declared {}
extension ServiceDefinition: Declared {}
extension DocumentTemplate: Declared {}
extension NoticeTemplate: Declared {
    package var id: String { code }
}
