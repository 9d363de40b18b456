import Diagnostics
import HTMLBuilder
import Localisation

/// The foot of citizens' pages: help by telephone, always in the same place (WCAG 2.2, 3.2.6).
struct CitizenFooter {
    let context: PageContext

    func render(into html: inout HTML) {
        html.footer(class: "site-footer") { html in
            html.div(class: "site-footer-row") { html in
                html.div(class: "hotline") { html in
                    html.add(Icon.phone)
                    html.p { html in
                        html.span(Text(zh: "不会办、找不到，打这个电话", en: "Need help? Call us"))
                        html.a(context.hotline, class: "hotline-number", .href("tel:\(context.hotline)"))
                    }
                }
                if !context.footer.isEmpty {
                    html.nav(.aria("label", Text(zh: "页脚", en: "Footer"))) { html in
                        html.ul(class: "footer-links") { html in
                            for link in context.footer {
                                html.li { html in html.a(link.label, .href(link.href)) }
                            }
                        }
                    }
                }
                if let account = context.account {
                    html.form(class: "sign-out", .method(.post), .action(account.signOut)) { html in
                        html.input(.type("hidden"), .name("csrf_token"), .value(account.token))
                        html.button(class: "footer-button", .type("submit")) { html in
                            html.add(Icon.signOut)
                            html.span(Text(zh: "退出登录", en: "Sign out"))
                        }
                    }
                }
            }
            html.p(class: "imprint") { html in
                html.text(
                    Text(
                        zh: "\(context.county.zh)人民政府主办",
                        en: "Published by the People's Government of \(context.county.en)"))
            }
        }
    }
}
