import Definitions
package import Diagnostics

/// The government item (政务服务事项) that a service carries out.
package struct ServiceItem: Sendable, Hashable {
    /// The kind of item.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        /// 公共服务
        case publicService = "public-service"
        /// 行政确认
        case confirmation
        /// 行政许可
        case permit
        /// 行政给付
        case payment
        /// 行政奖励
        case reward
        /// 行政裁决
        case ruling
        /// 其他行政权力
        case other
    }

    /// The province's code (实施编码或业务办理项编码).
    package let code: String
    /// The item's name in the province's catalogue.
    package let name: Text
    package let kind: Kind
    /// The scheme of the code, when it is not the national one.
    package let scheme: String?
    package let version: String?

    init?(_ reader: DescriptorReader) {
        guard reader.expectObject(keys: ["code", "name", "kind", "scheme", "version"]) else { return nil }
        let code = reader.string("code")
        let name = reader.text("name")
        let kind = reader.choice("kind", Kind.self)
        scheme = reader.string("scheme", required: false)
        version = reader.string("version", required: false)
        guard let code, let name, let kind else { return nil }
        self.code = code
        self.name = name
        self.kind = kind
    }
}
