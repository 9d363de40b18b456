import DesignSystem
import Diagnostics
import Directory
import Localisation
import Services
import Web
import WorkOrders

extension PortalServices {
    /// Which part of the citizens' hall a page belongs to.
    enum HallPlace {
        case home, cases, notices, dataUse, elsewhere
    }

    /// Which part of the staff's desk a page belongs to.
    enum DeskPlace {
        case queue, cases, orders, supervision, bulletin, corrections, counter, registers, cockpit, rules, people,
            incidents, elsewhere
    }

    /// The shell of citizens' pages.
    func hall(_ request: WebRequest, _ place: HallPlace = .elsewhere, unread: Int = 0) -> PageContext {
        var account: PageContext.Account?
        if case .citizen(let citizen) = request.session?.principal {
            account = PageContext.Account(
                name: .verbatim(Mask.name(citizen.name)), href: "/me", signOut: "/sign-out", token: request.formToken)
        }
        return PageContext(
            language: request.language, theme: request.theme == .large ? .large : .standard, county: county.name,
            site: Text(zh: "一网通办", en: "Online Services"), hotline: county.hotline, assets: assets.links, home: "/",
            navigation: [
                .init(label: Text(zh: "首页", en: "Home"), href: "/", icon: .home, isCurrent: place == .home),
                .init(
                    label: Text(zh: "我的事项", en: "My cases"), href: "/me", icon: .list, isCurrent: place == .cases,
                    count: unread > 0 ? unread : nil),
                .init(
                    label: Text(zh: "谁看了我的数据", en: "Who looked"), href: "/me/data-use", icon: .eye,
                    isCurrent: place == .dataUse),
            ], account: account, signIn: account == nil ? "/sign-in?to=\(PortalServices.encoded(request.path))" : nil,
            languageSwitch:
                "/preferences?lang=\(request.language.other.tag)&to=\(PortalServices.encoded(request.path))",
            themeSwitch:
                "/preferences?theme=\(request.theme == .large ? "standard" : "large")&to=\(PortalServices.encoded(request.path))",
            notice: demoNotice, footer: footer)
    }

    /// The shell of staff pages.
    func staff(_ request: WebRequest, _ place: DeskPlace) throws -> PageContext {
        let official = try request.official()
        let here = PortalServices.encoded(PortalServices.page(request))
        let may = official.permissions
        var navigation: [PageContext.Destination] = []
        if !may.isDisjoint(with: [.reviewCases, .enterForOthers, .readCases, .handleOrders]) {
            navigation.append(
                .init(label: Text(zh: "我的待办", en: "My tasks"), href: "/desk", icon: .inbox, isCurrent: place == .queue))
        }
        if may.contains(.readCases) {
            navigation.append(
                .init(
                    label: Text(zh: "全部办件", en: "All cases"), href: "/desk/cases", icon: .list,
                    isCurrent: place == .cases))
        }
        if may.contains(.handleOrders) {
            navigation += [
                .init(
                    label: Text(zh: "热线工单", en: "Hotline orders"), href: "/desk/orders", icon: .phone,
                    isCurrent: place == .orders),
                .init(
                    label: Text(zh: "督查督办", en: "Supervision"), href: "/desk/orders?kind=supervision", icon: .flag,
                    isCurrent: place == .supervision),
                .init(
                    label: Text(zh: "工单通报", en: "Bulletin"), href: "/desk/orders/bulletin", icon: .chart,
                    isCurrent: place == .bulletin),
            ]
        }
        if may.contains(.enterForOthers) {
            navigation.append(
                .init(
                    label: Text(zh: "代办录入", en: "Enter for somebody"), href: "/desk/counter", icon: .people,
                    isCurrent: place == .counter))
        }
        if may.contains(.answerCorrections) {
            navigation.append(
                .init(
                    label: Text(zh: "数据校核", en: "Corrections"), href: "/desk/corrections", icon: .database,
                    isCurrent: place == .corrections))
        }
        if may.contains(.importRegisters) {
            navigation.append(
                .init(
                    label: Text(zh: "导入数据", en: "Import data"), href: "/desk/imports", icon: .upload,
                    isCurrent: place == .registers))
        }
        if may.contains(.readCockpit) {
            navigation.append(
                .init(
                    label: Text(zh: "驾驶舱", en: "Cockpit"), href: "/cockpit", icon: .chart, isCurrent: place == .cockpit)
            )
        }
        if !may.isDisjoint(with: [.draftRules, .publishDefinitions]) {
            let waiting = rules.waiting(for: official).count
            navigation.append(
                .init(
                    label: Text(zh: "规则", en: "Rules"), href: "/desk/rules", icon: .paper, isCurrent: place == .rules,
                    count: waiting == 0 ? nil : waiting))
        }
        if may.contains(.manageDirectory) {
            navigation.append(
                .init(
                    label: Text(zh: "人员交接", en: "People"), href: "/admin/people", icon: .people,
                    isCurrent: place == .people))
        }
        if may.contains(.operateProcesses) {
            navigation.append(
                .init(
                    label: Text(zh: "待处理故障", en: "What stands still"), href: "/admin/incidents", icon: .flag,
                    isCurrent: place == .incidents))
        }
        return PageContext(
            language: request.language, theme: request.theme == .large ? .large : .standard, county: county.name,
            site: place == .cockpit ? Text(zh: "驾驶舱", en: "Cockpit") : Text(zh: "一网协同", en: "Desk"),
            hotline: county.hotline, assets: assets.links, home: "/desk", navigation: navigation,
            account: PageContext.Account(
                name: .verbatim(official.name), role: words.department(official.department), href: "/desk",
                signOut: "/sign-out", token: request.formToken),
            languageSwitch: "/preferences?lang=\(request.language.other.tag)&to=\(here)",
            themeSwitch: "/preferences?theme=\(request.theme == .large ? "standard" : "large")&to=\(here)",
            notice: demoNotice, footer: supervising(request, official))
    }

    /// Where the page that answers can be asked for again: what is sent to an address of its own is answered with the page
    /// of the case, order or rule that it was about.
    private static func page(_ request: WebRequest) -> String {
        let parts = request.path.split(separator: "/")
        guard request.method != .get, parts.count > 3, parts[0] == "desk" else { return request.path }
        let depth: Int? =
            switch parts[1] {
            case "cases", "rules": 3
            case "rule-changes": parts[3] == "file" ? 3 : nil
            case "orders": parts.count > 4 ? 4 : nil
            case "absence": 2
            default: nil
            }
        guard let depth else { return request.path }
        return "/" + parts.prefix(depth).joined(separator: "/")
    }

    /// A leader's two words on whatever the page shows.
    private func supervising(_ request: WebRequest, _ official: Official) -> [Link] {
        guard official.permissions.contains(.overseeOrders),
            let record = SupervisedRecord(path: request.path, orderKinds: orders.kinds.map(\.kind.id))
        else { return [] }
        return [
            Link(
                label: Text(zh: "就这件事批示督办", en: "Put this under supervision"),
                href: "/desk/orders/supervise?about=\(PortalServices.encoded(record.id))")
        ]
    }

    private var demoNotice: Text? {
        isDemo
            ? Text(zh: "演示环境：县、人和数据都是虚构的。", en: "Demonstration: the county, its people and all data are invented.")
            : nil
    }

    private var footer: [Link] {
        let staff = Link(label: Text(zh: "工作人员入口", en: "Staff"), href: "/staff/sign-in")
        // The parts that pages are made of interest developers, not parents.
        return isDemo ? [staff, Link(label: Text(zh: "组件一览", en: "Components"), href: "/design")] : [staff]
    }

    /// A value for a query.
    static func encoded(_ text: String) -> String {
        var encoded = ""
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x2F, 0x5F, 0x7E:
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = Array("0123456789ABCDEF".unicodeScalars)
                encoded.unicodeScalars.append("%")
                encoded.unicodeScalars.append(digits[Int(byte >> 4)])
                encoded.unicodeScalars.append(digits[Int(byte & 15)])
            }
        }
        return encoded
    }

    /// A path of this site that a person asked to come back to; anything else leads home.
    static func safePath(_ text: String?, fallback: String = "/") -> String {
        // Browsers drop tabs and line ends, so that `/<tab>/elsewhere` would lead to another site.
        guard let text, text.hasPrefix("/"), !text.hasPrefix("//"),
            text.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value != 0x7F && $0 != "\\" })
        else { return fallback }
        return text
    }
}
