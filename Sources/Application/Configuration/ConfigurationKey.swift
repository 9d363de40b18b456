package import Diagnostics

/// One setting: its name in the file, its environment variable, its default, and what it is for.
package struct ConfigurationKey: Sendable, Hashable {
    /// Dotted, as in the file: `database.url`.
    package let name: String
    package let fallback: String
    package let purpose: Text
    /// Whether its value is shown to nobody.
    package var isSecret = false

    /// `YIWANG_DATABASE_URL` for `database.url`.
    package var environment: String {
        "YIWANG_" + name.uppercased().replacing(".", with: "_").replacing("-", with: "_")
    }

    /// All settings, in the order of the documents. A test holds `docs/configuration.md` to this list.
    package static let all: [ConfigurationKey] = [
        ConfigurationKey(
            name: "data", fallback: "data",
            purpose: Text(zh: "数据文件夹：数据库、密钥、锁文件", en: "The data folder: database, keys, lock file")),
        ConfigurationKey(
            name: "share", fallback: ".",
            purpose: Text(zh: "程序文件夹：场景包、县配置、页面资源", en: "The folder with packages, counties and page assets")),
        ConfigurationKey(
            name: "county", fallback: "songhe",
            purpose: Text(zh: "使用 Counties 下的哪个县", en: "Which folder of Counties is in force")),
        ConfigurationKey(
            name: "listen", fallback: "127.0.0.1:8080",
            purpose: Text(zh: "监听地址和端口", en: "Address and port to listen on")),
        ConfigurationKey(
            name: "database.url", fallback: "sqlite",
            purpose: Text(
                zh: "数据库：sqlite（数据文件夹内），或 postgres 连接串",
                en: "`sqlite` in the data folder, or a PostgreSQL connection string")),
        ConfigurationKey(
            name: "seal.suite", fallback: "aes-256-gcm",
            purpose: Text(
                zh: "敏感字段的加密套件：aes-256-gcm 或 sm4-ctr-hmac-sm3（新密钥生效）",
                en: "Suite of sealed fields for a new key file: aes-256-gcm or sm4-ctr-hmac-sm3")),
        ConfigurationKey(
            name: "demo", fallback: "false",
            purpose: Text(zh: "演示：一键登录、报名时间常开", en: "Demo: one-click sign-in, window always open")),
        ConfigurationKey(
            name: "public-origin", fallback: "",
            purpose: Text(zh: "群众访问的网址，如 https://zwfw.example.cn", en: "The origin that browsers use")),
        ConfigurationKey(
            name: "secure-cookies", fallback: "false",
            purpose: Text(zh: "只在 HTTPS 下发送登录凭据", en: "Send cookies over TLS only")),
        ConfigurationKey(
            name: "trust-proxy", fallback: "false",
            purpose: Text(zh: "前面有反向代理，取其转发的来源地址", en: "A reverse proxy in front tells the caller's address")),
        ConfigurationKey(
            name: "device-origins", fallback: "",
            purpose: Text(
                zh: "窗口设备的本机地址，逗号分隔，如 ws://127.0.0.1:30089",
                en: "Loopback origins of counter devices, separated by commas")),
        ConfigurationKey(
            name: "log.level", fallback: "info",
            purpose: Text(zh: "日志级别：debug、info、warning、error", en: "Log level: debug, info, warning or error")),
        ConfigurationKey(
            name: "connectors", fallback: "",
            purpose: Text(
                zh: "连接文件：流程可以调用的其他系统接口", en: "The file of interfaces of other systems that processes may call")),
        ConfigurationKey(
            name: "province.sign-in", fallback: "",
            purpose: Text(zh: "省统一身份认证登录页", en: "The province's sign-in page")),
        ConfigurationKey(
            name: "province.token", fallback: "",
            purpose: Text(zh: "省统一身份认证：凭票据换令牌的接口", en: "The province's interface from ticket to token")),
        ConfigurationKey(
            name: "province.person", fallback: "",
            purpose: Text(zh: "省统一身份认证：凭令牌取人员的接口", en: "The province's interface from token to person")),
        ConfigurationKey(
            name: "province.application", fallback: "",
            purpose: Text(zh: "省里分配的应用编号", en: "The application id that the province gave"), isSecret: true),
        ConfigurationKey(
            name: "province.secret", fallback: "",
            purpose: Text(zh: "省里分配的密钥（建议放环境变量）", en: "The secret that the province gave (better in the environment)"),
            isSecret: true),
    ]
}
