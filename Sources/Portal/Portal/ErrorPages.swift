import DesignSystem
import Diagnostics
import Directory
import HTMLBuilder
import JSONTree
import Localisation
import ProcessEngine
import Registers
import Services
import Storage
package import Web
import WorkOrders
import Workflow

extension PortalServices {
    /// The page for an error: what happened, why, what to do, and the number to tell on the phone.
    package func errorPage(_ error: WebError, _ request: WebRequest) -> WebResponse {
        if request.caller == .program || request.headers["accept"]?.hasPrefix("application/json") == true {
            return .problem(error, for: request)
        }
        if let audience = error.signIn, request.method == .get {
            return .seeOther(door(for: audience, request))
        }
        let number = Text(
            zh: "错误代码 \(error.code)，编号 \(request.id)", en: "Error code \(error.code), number \(request.id)")
        if case .official = request.session?.principal, let context = try? staff(request, .elsewhere) {
            return .page(deskError(error, number, context, request), status: error.status)
        }
        let page = CitizenPage(context: hall(request), title: error.title, hasError: true).document { html in
            html.h1(error.title)
            html.p(error.detail, class: "lead")
            html.div(class: "buttons") { html in
                if let audience = error.signIn {
                    html.add(
                        Button(label: Text(zh: "去登录", en: "Sign in"), action: .link(door(for: audience, request))))
                }
                html.add(Button(label: Text(zh: "回首页", en: "Home"), action: .link("/"), kind: .secondary))
            }
            html.p(number, class: "source")
        }
        return .page(page, status: error.status)
    }

    /// Where one signs in to come back to this address.
    private func door(for audience: WebError.Audience, _ request: WebRequest) -> String {
        let isStaff = audience == .official || request.path.hasPrefix("/desk") || request.path.hasPrefix("/cockpit")
        return "\(isStaff ? "/staff/sign-in" : "/sign-in")?to=\(PortalServices.encoded(request.path))"
    }

    /// An official stays at the desk, with its own ways on.
    private func deskError(
        _ error: WebError, _ number: Text, _ context: PageContext, _ request: WebRequest
    ) -> [UInt8] {
        let parts = request.path.split(separator: "/")
        return StaffPage(context: context, title: error.title, hasError: true, lead: error.detail).document { html in
            html.div(class: "buttons") { html in
                if request.path.hasPrefix("/desk/rule-changes/"), parts.count > 2, error.status != 404 {
                    html.add(
                        Button(
                            label: Text(zh: "打开这项变更", en: "Open the change"),
                            action: .link("/desk/rule-changes/\(parts[2])")))
                }
                if request.path.hasPrefix("/desk/rule") {
                    html.add(
                        Button(label: Text(zh: "规则", en: "Rules"), action: .link("/desk/rules"), kind: .secondary))
                }
                html.add(Button(label: Text(zh: "回工作台", en: "To the desk"), action: .link("/desk"), kind: .secondary))
            }
            html.p(number, class: "source")
        }
    }

    /// The web error of an error that modules throw.
    package static func explain(_ error: any Error) -> WebError? {
        switch error {
        case let error as WebError: return error
        case let error as ServiceError: return WebError(error)
        case let error as RuleChangeError: return WebError(error)
        case let error as DirectoryError:
            return WebError(
                code: error.code.rawValue, status: error.code == .locked ? 429 : 400, title: error.message,
                detail: Text(zh: "请返回上一页。", en: "Please go back."))
        case let error as OrderError:
            let status =
                switch error.code {
                case .notFound, .unknownKind: 404
                case .movedOn, .duplicate: 409
                default: 422
                }
            return WebError(
                code: error.code.rawValue, status: status, title: error.message,
                detail: Text(zh: "请返回工单，看看现在到了哪一步。", en: "Go back to the order and see where it stands now."))
        case let error as WorkflowError:
            let status =
                switch error.code {
                case .taskNotYours, .ownRequest: 403
                case .taskGone: 409
                case .reasonMissing, .noSuchColleague, .standInDays, .nameMissing, .restDay: 422
                case .workLeft: 409
                case .damagedRow, .unknownDefinition, .unknownHandler, .incident, .callsTooDeep: 500
                }
            return WebError(
                code: error.code.rawValue, status: status, title: error.message,
                detail: status == 422
                    ? Text(zh: "请返回上一页补上。", en: "Go back and add it.")
                    : Text(zh: "请返回列表。", en: "Please go back to the list."))
        case let error as ProcessError:
            return WebError(
                code: error.code.rawValue, status: error.code == .damagedRows ? 500 : 409, title: error.message,
                detail: Text(zh: "请返回办件，看看现在到了哪一步。", en: "Go back to the case and see where it stands now."))
        case let error as RegisterError:
            return WebError(
                code: error.code.rawValue, status: error.code == .unknownRegister ? 404 : 409, title: error.message,
                detail: Text(zh: "请返回列表。", en: "Please go back to the list."))
        case let error as FieldValue.Rejection:
            return WebError(
                code: error.rawValue, status: 422, title: Text(zh: "填写的值不合要求", en: "A value does not fit"),
                detail: Text(
                    zh: "请返回上一页，对照提示改正后再提交：日期写成 2026-09-01，代码照列表填。",
                    en: "Go back and correct it: dates as 2026-09-01, codes as listed."))
        case let error as StorageError:
            switch error {
            // Somebody else was first; what was planned on the older state is not done.
            case .guardFailed: return WebError(ServiceError(.movedOn))
            case .full: return .storageFull
            case .outcomeUnknown: return .outcomeUnknown
            case .unavailable, .damaged, .timedOut, .closed: return .unavailable
            default: return nil
            }
        default: return nil
        }
    }
}

extension WebError {
    /// The page of a refused act on a case.
    init(_ error: ServiceError) {
        let status =
            switch error.code {
            case .noSuchCase: 404
            case .alreadyApplied, .movedOn, .noFreeSlot, .noPlaceLeft, .keyReused, .extensionRefused: 409
            case .placeMissing, .incomplete, .malformedIdentity, .fileRefused: 422
            case .closed, .notOffered, .notEntitled: 403
            case .packageBroken: 500
            }
        self.init(
            code: error.code.rawValue, status: status, title: error.title, detail: error.message)
    }
}

extension ServiceError {
    /// The heading above the message.
    var title: Text {
        switch code {
        case .noSuchCase: Text(zh: "没有找到这个办件", en: "No such application")
        case .alreadyApplied: Text(zh: "这个孩子已经报过名", en: "Already registered")
        case .movedOn: Text(zh: "办件有了新变化", en: "The application has moved on")
        case .incomplete: Text(zh: "还没填完", en: "Not complete yet")
        case .malformedIdentity: Text(zh: "身份证号不对", en: "The identity number is wrong")
        case .closed: Text(zh: "现在不在办理时间内", en: "Not open today")
        case .notOffered: Text(zh: "这一步现在不能办", en: "Not possible now")
        case .noFreeSlot: Text(zh: "这个时间约满了", en: "This time is taken")
        case .placeMissing: Text(zh: "还没有选学校", en: "No school chosen")
        case .noPlaceLeft: Text(zh: "没有空余学位", en: "No place left")
        case .fileRefused: Text(zh: "这个文件收不了", en: "The file cannot be taken")
        case .packageBroken: Text(zh: "暂时不能办理", en: "Not possible right now")
        case .extensionRefused: Text(zh: "不能再延长", en: "No further extension")
        case .keyReused: Text(zh: "请求编号用过了", en: "This key was used before")
        case .notEntitled: Text(zh: "不能替这个人办理", en: "Not entitled")
        }
    }
}
