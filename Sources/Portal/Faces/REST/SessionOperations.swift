import Diagnostics
import Directory
import JSONTree
import NationalCodes
import Web

/// Signing in and out. An official signs in with a password, a citizen with the code that a counter handed out.
struct SessionOperations {
    private let dependencies: RESTInterface.Dependencies
    private let show: Representation

    init(_ dependencies: RESTInterface.Dependencies) {
        self.dependencies = dependencies
        show = Representation(dependencies)
    }

    var all: [Operation] {
        [
            Operation(
                id: "signIn", method: .post, path: "/sessions", group: .session,
                summary: Text(zh: "登录", en: "Sign in"),
                detail: Text(
                    zh: "试的次数有限制；令牌请当作密码保管。", en: "Tries are limited. Keep the token as you would a password."),
                access: .everyone, body: "SignIn",
                success: .init(status: 201, description: Text(zh: "已登录", en: "Signed in"), schema: "Session"),
                problems: [401, 429]
            ) { try await signIn($0) },
            Operation(
                id: "getSession", method: .get, path: "/session", group: .session,
                summary: Text(zh: "这个令牌是谁的", en: "Whose token this is"), detail: nil, access: .signedIn,
                success: .init(status: 200, description: Text(zh: "已登录的人", en: "Who is signed in"), schema: "Principal")
            ) { call in
                guard let session = call.request.session else { throw WebError.signInNeeded(as: .citizen) }
                return .json(principal(session.principal))
            },
            Operation(
                id: "signOut", method: .delete, path: "/session", group: .session,
                summary: Text(zh: "退出", en: "Sign out"), detail: nil, access: .signedIn,
                success: .init(status: 204, description: Text(zh: "令牌已失效", en: "The token has ended"), schema: nil)
            ) { call in
                if let token = call.request.sessionToken { try await dependencies.sessions.close(token: token) }
                return WebResponse(status: 204)
            },
        ]
    }

    private func signIn(_ call: Operation.Call) async throws -> WebResponse {
        let request = call.request
        let isOfficial = call.body["kind"]?.string == "official"
        let account = call.body["account"]?.string ?? ""
        let number = call.body["id_number"]?.string ?? ""
        let name = isOfficial ? "staff \(account)" : "code \(CitizenID.normalised(number) ?? "")"
        if let wait = dependencies.limits.take(address: request.remoteAddress, name: name, now: request.now) {
            throw WebError.tooMany(retryAfter: wait)
        }
        do {
            let principal: Session.Principal
            if isOfficial {
                principal = .official(
                    try await dependencies.directory.signIn(
                        account: account, password: call.body["password"]?.string ?? "",
                        journal: dependencies.journal, now: request.now))
            } else {
                let person = try await dependencies.directory.redeemActivationCode(
                    idNumber: number, code: call.body["code"]?.string ?? "", now: request.now)
                principal = .citizen(
                    try await dependencies.directory.admit(person, provider: "counter", now: request.now))
            }
            let token = try await dependencies.sessions.open(principal, now: request.now)
            return .json(["token": .string(token), "principal": self.principal(principal)], status: 201)
        } catch let error as DirectoryError {
            throw WebError(
                code: error.code.rawValue, status: error.code == .locked ? 429 : 401,
                title: Text(zh: "没有登录成功", en: "Not signed in"), detail: error.message,
                retryAfter: error.code == .locked ? 900 : nil)
        }
    }

    private func principal(_ principal: Session.Principal) -> JSON {
        switch principal {
        case .citizen(let citizen): ["kind": "citizen", "name": .string(citizen.name)]
        case .official(let official):
            [
                "kind": "official", "name": .string(official.name), "department": show.department(official.department),
                "post": .string(official.post),
                "permissions": .array(official.permissions.map(\.rawValue).sorted().map { .string($0) }),
            ]
        }
    }
}
