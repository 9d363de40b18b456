package import Diagnostics
import Directory

/// Why a request was not answered as asked: a stable code, and the words for the person.
///
/// Texts never hold what the person typed, or anything about another person.
package struct WebError: Error, Sendable, Hashable {
    /// Who has to sign in.
    package enum Audience: Sendable, Hashable {
        case citizen
        case official
    }

    /// The stable code.
    package let code: String
    /// The HTTP status.
    package let status: Int
    /// What happened.
    package let title: Text
    /// Why, and what to do.
    package let detail: Text
    /// Set when signing in would help.
    package let signIn: Audience?
    /// Seconds to wait, for `429` and `503`.
    package let retryAfter: Int?
    /// The methods that the address answers, for `405`.
    package let allowed: String?
    /// What is wrong with the parts of what a program sent, each with its place in it.
    package let parts: [Part]

    /// One thing wrong with what a program sent.
    package struct Part: Sendable, Hashable {
        /// A JSON Pointer into the body (RFC 6901), or the name of a parameter.
        package let place: String
        package let code: String
        package let message: Text

        package init(place: String, code: String, message: Text) {
            self.place = place
            self.code = code
            self.message = message
        }
    }

    package init(
        code: String, status: Int, title: Text, detail: Text, signIn: Audience? = nil, retryAfter: Int? = nil,
        allowed: String? = nil, parts: [Part] = []
    ) {
        self.code = code
        self.status = status
        self.title = title
        self.detail = detail
        self.signIn = signIn
        self.retryAfter = retryAfter
        self.allowed = allowed
        self.parts = parts
    }

    package static let notFound = WebError(
        code: "request.not-found", status: 404,
        title: Text(zh: "没有找到这个页面", en: "There is no such page"),
        detail: Text(
            zh: "网址可能写错了，或者这件事不归您查看。请从首页重新进入，或拨打页面下方的电话。",
            en:
                "The address may be mistyped, or this is not yours to see. Start from the home page, or call the number below."
        ))

    package static let malformed = WebError(
        code: "request.malformed", status: 400,
        title: Text(zh: "这次提交没有收完整", en: "This submission did not arrive whole"),
        detail: Text(
            zh: "网络中断或浏览器出错时会这样。您填的内容没有保存，请返回上一页再提交一次。",
            en: "This happens when the network or the browser fails. Nothing was saved; go back and submit again."))

    package static let tooLarge = WebError(
        code: "request.too-large", status: 413,
        title: Text(zh: "文件太大", en: "The file is too large"),
        detail: Text(
            zh: "它超过了上一页写明的大小。照片请换小一点的；表格请分几次传，或请信息员导入。",
            en:
                "It is larger than the page before allows. Use a smaller photo; send a table in parts, or ask the IT staff to import it."
        ))

    package static let formExpired = WebError(
        code: "request.form-expired", status: 403,
        title: Text(zh: "页面放得太久了", en: "This page was open for too long"),
        detail: Text(
            zh: "为了您的安全，这次没有提交。请返回上一页刷新后再提交，已经保存的内容还在。",
            en:
                "To keep you safe nothing was submitted. Go back, reload and submit again; what you saved is still there."
        ))

    package static let forbidden = WebError(
        code: "request.forbidden", status: 403,
        title: Text(zh: "您的岗位没有这项权限", en: "Your post does not allow this"),
        detail: Text(
            zh: "如果工作需要，请找本单位管理员调整岗位。", en: "If your work needs it, ask your office's administrator."))

    package static func signInNeeded(as audience: Audience) -> WebError {
        WebError(
            code: "session.needed", status: 401,
            title: Text(zh: "请先登录", en: "Please sign in first"),
            detail: Text(
                zh: "您还没有登录，或者离开太久已自动退出。登录后会回到这里，已经保存的内容还在。",
                en:
                    "You are not signed in, or were signed out after a long pause. You will come back here; what you saved is still there."
            ),
            signIn: audience)
    }

    package static func tooMany(retryAfter: Int) -> WebError {
        WebError(
            code: "request.too-many", status: 429,
            title: Text(zh: "操作太频繁了", en: "Too many tries"),
            detail: Text(
                zh: "请等 \(retryAfter) 秒再试。", en: "Please wait \(retryAfter) seconds and try again."),
            retryAfter: retryAfter)
    }

    package static let unavailable = WebError(
        code: "service.unavailable", status: 503,
        title: Text(zh: "系统暂时不能办理", en: "The service cannot act right now"),
        detail: Text(
            zh: "这一次没有受理。之前已经提交的不受影响，也不会重复办理。请过几分钟再试；着急的话请拨打页面下方的电话。",
            en:
                "This attempt was not taken. What you submitted before stands, and nothing is done twice. Try again in a few minutes, or call the number below."
        ), retryAfter: 60)

    package static let outcomeUnknown = WebError(
        code: "service.outcome-unknown", status: 503,
        title: Text(zh: "还不知道办成没有", en: "It is not known yet whether this was done"),
        detail: Text(
            zh: "提交的一刻数据库断开了，可能已经办成。过一分钟看“我的办件”，没有的话再提交一次，不会重复办理。",
            en:
                "The database went away at the moment of your submission; it may have been done. Look at your applications in a minute, and submit again if it is not there: nothing is done twice."
        ), retryAfter: 60)

    package static let unexpected = WebError(
        code: "service.unexpected", status: 500,
        title: Text(zh: "系统出了问题", en: "Something went wrong on our side"),
        detail: Text(
            zh: "不是您的错。请过一会儿再试；打电话时请报页面下方的编号，工作人员能查到原因。",
            en:
                "It is not your fault. Try again later; if you call, tell the number below and staff can find the cause."
        ))

    package static let storageFull = WebError(
        code: "storage.full", status: 507,
        title: Text(zh: "系统存储已满，暂时不能提交", en: "Storage is full; nothing can be submitted now"),
        detail: Text(
            zh: "您提交的内容没有办成。信息员已经收到告警，请稍后再试。",
            en: "What you submitted was not done. The IT office has been alerted; try again later."))
}

// What only programs are told.
extension WebError {
    /// The same for somebody with a browser: it most often comes of an address that only takes what forms send.
    package static func notToBeOpened(_ allowed: String) -> WebError {
        WebError(
            code: "request.method", status: 405,
            title: Text(zh: "这一页不能这样打开", en: "This page cannot be opened like this"),
            detail: Text(
                zh: "请从首页，或者刚才那一页的按钮、链接进来。",
                en: "Come from the home page, or by the buttons and links of the page before."),
            allowed: allowed)
    }

    package static func methodNotAllowed(_ allowed: String) -> WebError {
        WebError(
            code: "request.method", status: 405,
            title: Text(zh: "这个地址不支持这种请求方法", en: "This address does not answer this method"),
            detail: Text(zh: "可用的方法：\(allowed)。", en: "It answers \(allowed)."), allowed: allowed)
    }

    package static let mediaType = WebError(
        code: "request.media-type", status: 415,
        title: Text(zh: "请求内容不是 JSON", en: "The body is not JSON"),
        detail: Text(
            zh: "请用 Content-Type: application/json 发送 UTF-8 编码的 JSON。",
            en: "Send JSON in UTF-8 with Content-Type: application/json."))

    package static let notJSON = WebError(
        code: "request.not-json", status: 400,
        title: Text(zh: "请求内容不是完整的 JSON", en: "The body is no well-formed JSON"),
        detail: Text(
            zh: "请按 RFC 8259 发送一个完整的 JSON 值；没有任何内容被保存。",
            en: "Send one JSON value by RFC 8259. Nothing was saved."))

    package static func invalid(_ parts: [Part]) -> WebError {
        WebError(
            code: "request.invalid", status: 422,
            title: Text(zh: "请求内容不符合接口说明", en: "The request does not fit the interface's description"),
            detail: Text(
                zh: "errors 里列出了每一处；没有任何内容被保存。", en: "Each place is listed in errors. Nothing was saved."),
            parts: parts)
    }
}
