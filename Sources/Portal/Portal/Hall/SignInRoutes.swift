import DesignSystem
import Diagnostics
import Directory
import Foundation
import HTMLBuilder
import Localisation
import NationalCodes
import Services
import Web

/// Signing in: the province's sign-on, a code from a counter, the demo's one click; officials by password.
struct SignInRoutes {
    let services: PortalServices
    let limits: SignInLimits

    func register(in table: inout RouteTable) {
        table.get("/sign-in", .everyone) { request in .page(try await citizenPage(request)) }
        table.post("/sign-in/code", .everyone) { request in try await redeem(request) }
        table.get("/sign-in/province", .everyone) { request in try province(request) }
        table.get("/sign-in/province/return", .everyone) { request in try await provinceReturned(request) }
        if services.isDemo {
            table.post("/sign-in/demo", .everyone) { request in try await demo(request) }
            table.post("/staff/sign-in/demo", .everyone) { request in try await staffDemo(request) }
        }
        table.get("/staff/sign-in", .everyone) { request in .page(try await staffPage(request)) }
        table.post("/staff/sign-in", .everyone) { request in try await staffSignIn(request) }
        table.post("/sign-out", .signedIn) { request in
            if let token = request.sessionToken { try await services.sessions.close(token: token) }
            return WebResponse.seeOther("/").settingCookie(
                WebShell.sessionCookie, "", maxAge: 0, secure: services.secureCookies)
        }
    }

    private func target(_ request: WebRequest, fallback: String) -> String {
        PortalServices.safePath(request.fields["to"] ?? request.query["to"], fallback: fallback)
    }

    private func opened(_ principal: Session.Principal, _ request: WebRequest, to path: String) async throws
        -> WebResponse
    {
        let token = try await services.sessions.open(principal, now: request.now)
        return WebResponse.seeOther(path).settingCookie(
            WebShell.sessionCookie, token, secure: services.secureCookies)
    }

    private func limit(_ request: WebRequest, name: String) throws(WebError) {
        if let wait = limits.take(address: request.remoteAddress, name: name, now: request.now) {
            throw .tooMany(retryAfter: wait)
        }
    }

    // MARK: - Citizens

    private func citizenPage(_ request: WebRequest, error: DirectoryError? = nil) async throws -> [UInt8] {
        let people = services.isDemo ? try await services.demoPeople() : []
        let to = target(request, fallback: "/me")
        return CitizenPage(
            context: services.hall(request), title: Text(zh: "登录", en: "Sign in"), hasError: error != nil,
            back: BackLink(href: "/", label: Text(zh: "首页", en: "Home"))
        ).document { html in
            if let error { html.add(ErrorSummary(entries: [.init(message: error.message, field: "id_number")])) }
            html.h1(Text(zh: "登录", en: "Sign in"))
            if services.province != nil {
                html.h2(Text(zh: "用省统一身份认证", en: "With the provincial account"))
                html.p(Text(zh: "在省里的应用登录过的，点一下就行，不用新注册。", en: "If you are signed in there, one tap is enough."))
                html.div(class: "buttons") { html in
                    html.add(
                        Button(
                            label: Text(zh: "省统一身份认证登录", en: "Provincial sign-in"),
                            action: .link("/sign-in/province?to=\(PortalServices.encoded(to))")))
                }
            }
            html.h2(Text(zh: "用窗口发的激活码", en: "With a code from a counter"))
            html.p(
                Text(
                    zh: "没有省里的账号，可以带身份证到政务服务中心或乡镇便民中心领一个激活码，三天内有效。",
                    en:
                        "Without a provincial account, bring your ID to the service centre or town office for a code, valid for three days."
                ))
            html.add(
                PostForm(action: "/sign-in/code", token: request.formToken, hidden: [("to", to)]) { html in
                    html.add(
                        TextInput(
                            name: "id_number", label: Text(zh: "身份证号", en: "Identity number"),
                            value: request.fields["id_number"] ?? "", error: error?.message, kind: .identityNumber))
                    html.add(
                        TextInput(
                            name: "code", label: Text(zh: "激活码", en: "Code"),
                            hint: Text(zh: "小票上的 8 位字母和数字", en: "Eight letters and digits on the slip"),
                            kind: .oneTimeCode,
                            width: .characters(10)))
                    html.div(class: "buttons") { html in html.add(Button(label: Text(zh: "登录", en: "Sign in"))) }
                })
            if services.isDemo {
                html.h2(Text(zh: "演示：选一位家长", en: "Demonstration: choose a parent"))
                html.p(Text(zh: "都是虚构的人，点一下就登录。", en: "All invented; one click signs you in."))
                for person in people {
                    html.add(
                        PostForm(
                            action: "/sign-in/demo", token: request.formToken,
                            hidden: [("to", to), ("person", person.idNumber)]
                        ) { html in
                            html.div(class: "card") { html in
                                html.p { html in html.strong(person.name) }
                                html.p(person.situation, class: "source")
                                if let child = person.child {
                                    html.p(
                                        Text(
                                            zh: "孩子 \(child.name)，身份证号 \(child.idNumber)",
                                            en: "Child \(child.name), identity number \(child.idNumber)"),
                                        class: "source")
                                }
                                html.add(
                                    Button(
                                        label: Text(zh: "以\(person.name)的身份进入", en: "Enter as \(person.name)"),
                                        kind: .secondary))
                            }
                        })
                }
            }
        }
    }

    private func redeem(_ request: WebRequest) async throws -> WebResponse {
        let number = request.fields["id_number"] ?? ""
        try limit(request, name: "code \(CitizenID.normalised(number) ?? "")")
        do {
            let person = try await services.directory.redeemActivationCode(
                idNumber: number, code: request.fields["code"] ?? "", now: request.now)
            let citizen = try await services.directory.admit(person, provider: "counter", now: request.now)
            return try await opened(.citizen(citizen), request, to: target(request, fallback: "/me"))
        } catch let error as DirectoryError {
            return .page(try await citizenPage(request, error: error), status: 422)
        }
    }

    private func province(_ request: WebRequest) throws -> WebResponse {
        guard let provider = services.province, let location = provider.signInLocation(state: request.formToken) else {
            throw WebError.notFound
        }
        return WebResponse.seeOther(location).settingCookie(
            "yw_to", PortalServices.encoded(target(request, fallback: "/me")), maxAge: 900,
            secure: services.secureCookies)
    }

    private func provinceReturned(_ request: WebRequest) async throws -> WebResponse {
        guard let provider = services.province else { throw WebError.notFound }
        try limit(request, name: "province \(request.remoteAddress)")
        // The state of a visit without its cookie is the same for all: a link with it could sign somebody in as another.
        guard request.cookies[WebShell.visitCookie] != nil || request.session != nil,
            request.query["state"] == request.formToken
        else { throw WebError.formExpired }
        var answer: [String: String] = [:]
        for pair in request.query.pairs { answer[pair.name] = pair.value }
        do {
            let person = try await provider.person(for: answer, now: request.now)
            let citizen = try await services.directory.admit(person, provider: provider.name, now: request.now)
            let to = PortalServices.safePath(request.cookies["yw_to"]?.removingPercentEncoding, fallback: "/me")
            return try await opened(.citizen(citizen), request, to: to)
        } catch let error as DirectoryError {
            return .page(try await citizenPage(request, error: error), status: 422)
        }
    }

    private func demo(_ request: WebRequest) async throws -> WebResponse {
        let people = try await services.demoPeople()
        guard let person = people.first(where: { $0.idNumber == request.fields["person"] }) else {
            throw WebError.notFound
        }
        let citizen = try await services.directory.admit(
            VerifiedPerson(idNumber: person.idNumber, name: person.name, phone: person.phone, assurance: .verified),
            provider: "demo", now: request.now)
        return try await opened(.citizen(citizen), request, to: target(request, fallback: "/me"))
    }

    // MARK: - Officials

    private func staffPage(_ request: WebRequest, error: DirectoryError? = nil) async throws -> [UInt8] {
        let to = target(request, fallback: "/desk")
        let officials = services.isDemo ? try await services.directory.officials(in: .program("demo sign-in")) : []
        let posts = try await services.directory.posts()
        return CitizenPage(
            context: services.hall(request), title: Text(zh: "工作人员登录", en: "Staff sign-in"), hasError: error != nil,
            back: BackLink(href: "/", label: Text(zh: "首页", en: "Home"))
        ).document { html in
            if let error { html.add(ErrorSummary(entries: [.init(message: error.message, field: "account")])) }
            html.h1(Text(zh: "工作人员登录", en: "Staff sign-in"))
            html.add(
                PostForm(action: "/staff/sign-in", token: request.formToken, hidden: [("to", to)]) { html in
                    html.add(
                        TextInput(
                            name: "account", label: Text(zh: "账号", en: "Account"),
                            value: request.fields["account"] ?? "",
                            error: error?.message, autocomplete: "username"))
                    html.add(
                        TextInput(
                            name: "password", label: Text(zh: "密码", en: "Password"), kind: .password,
                            autocomplete: "current-password"))
                    html.div(class: "buttons") { html in html.add(Button(label: Text(zh: "登录", en: "Sign in"))) }
                })
            if !officials.isEmpty {
                html.h2(Text(zh: "演示：选一位工作人员", en: "Demonstration: choose an official"))
                html.add(
                    PostForm(action: "/staff/sign-in/demo", token: request.formToken) { html in
                        html.add(
                            SelectField(
                                name: "account", id: "demo-account", label: Text(zh: "以谁的身份进入", en: "Enter as"),
                                options: officials.map { official in
                                    let post =
                                        posts.first { $0.code == official.post }?.name ?? .verbatim(official.post)
                                    return Option(
                                        value: official.account,
                                        label: services.words.department(official.department).followed(
                                            by: Text(zh: " · ", en: " · ")
                                        ).followed(by: post).followed(by: .verbatim(" · \(official.name)")))
                                }))
                        html.div(class: "buttons") { html in
                            html.add(Button(label: Text(zh: "进入", en: "Enter"), kind: .secondary))
                        }
                    })
            }
        }
    }

    private func staffSignIn(_ request: WebRequest) async throws -> WebResponse {
        let account = (request.fields["account"] ?? "").filter { $0 != " " }
        try limit(request, name: "staff \(account)")
        do {
            let official = try await services.directory.signIn(
                account: account, password: request.fields["password"] ?? "", journal: services.journal,
                now: request.now)
            return try await opened(
                .official(official), request, to: target(request, fallback: PortalServices.start(of: official)))
        } catch let error as DirectoryError {
            return .page(try await staffPage(request, error: error), status: error.code == .locked ? 429 : 422)
        }
    }

    private func staffDemo(_ request: WebRequest) async throws -> WebResponse {
        let officials = try await services.directory.officials(in: .program("demo sign-in"))
        guard let official = officials.first(where: { $0.account == request.fields["account"] }) else {
            throw WebError.notFound
        }
        return try await opened(.official(official), request, to: PortalServices.start(of: official))
    }
}

extension PortalServices {
    /// The first page of an official's day.
    static func start(of official: Official) -> String {
        if official.permissions.contains(.reviewCases) { return "/desk" }
        if official.permissions.contains(.answerCorrections) { return "/desk/corrections" }
        if official.permissions.contains(.enterForOthers) { return "/desk/counter" }
        if official.permissions.contains(.readCockpit) { return "/cockpit" }
        return "/desk"
    }
}
