package import Diagnostics
import Foundation
import NIOCore

/// Why nobody can be served at the address of the setting `listen`.
package struct AddressFailure: Error, Sendable, Hashable {
    package enum Code: String, Sendable, Hashable, CaseIterable {
        case inUse = "listen.in-use"
        case notHere = "listen.not-here"
        case notPermitted = "listen.not-permitted"
        case refused = "listen.refused"
    }

    package let code: Code
    /// Host and port.
    package let address: String
    /// The system's number of the error; 0 where there is none.
    package let number: Int32

    package init(_ code: Code, address: String, number: Int32 = 0) {
        self.code = code
        self.address = address
        self.number = number
    }

    /// The failure that an error of the server means; `nil` when it is not about the address.
    init?(_ error: any Error, host: String, port: Int) {
        let address = "\(host):\(port)"
        switch error {
        case is SocketAddressError.UnknownHost: self.init(.notHere, address: address)
        case let error as IOError:
            let code: Code =
                switch error.errnoCode {
                case EADDRINUSE: .inUse
                case EADDRNOTAVAIL, EAFNOSUPPORT: .notHere
                case EACCES, EPERM: .notPermitted
                default: .refused
                }
            self.init(code, address: address, number: error.errnoCode)
        default: return nil
        }
    }

    package var message: Text {
        switch code {
        case .inUse:
            Text(
                zh: "地址 \(address) 已被另一个程序占用，服务没有启动。请停掉那个程序，或在设置 listen（--listen）里换一个端口。",
                en:
                    "Another program has the address \(address), so the service did not start. Stop that program, or choose another port in the setting listen (--listen)."
            )
        case .notHere:
            Text(
                zh: "这台机器没有地址 \(address)，服务没有启动。请检查设置 listen（--listen），例如写 127.0.0.1:8080。",
                en:
                    "This machine does not have the address \(address), so the service did not start. Check the setting listen (--listen), for example 127.0.0.1:8080."
            )
        case .notPermitted:
            Text(
                zh: "没有权限使用地址 \(address)，服务没有启动。1024 以下的端口留给管理员：请在设置 listen（--listen）里换一个端口。",
                en:
                    "The address \(address) may not be used, so the service did not start. Ports below 1024 are the administrator's: choose another in the setting listen (--listen)."
            )
        case .refused:
            Text(
                zh: "地址 \(address) 不能用（系统错误 \(number)），服务没有启动。请检查设置 listen（--listen）。",
                en:
                    "The address \(address) cannot be used (system error \(number)), so the service did not start. Check the setting listen (--listen)."
            )
        }
    }
}
