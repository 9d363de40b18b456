import Diagnostics
import HTMLBuilder
import Localisation

/// The rail of staff pages: the places, who is signed in, the switches.
struct StaffRail {
    let context: PageContext

    func render(into html: inout HTML) {
        html.header(class: "rail") { html in
            Brand(context: context).render(into: &html)
            if !context.navigation.isEmpty {
                html.nav(.aria("label", Text(zh: "主要栏目", en: "Main"))) { html in
                    html.ul(class: "rail-places") { html in
                        for place in context.navigation {
                            html.li { html in
                                html.a(.href(place.href), .aria("current", place.isCurrent ? "page" : nil)) { html in
                                    html.add(place.icon)
                                    html.span(place.label)
                                    if let count = place.count { html.span(Text.verbatim(count), class: "count") }
                                }
                            }
                        }
                    }
                }
            }
            html.div(class: "rail-foot") { html in
                if let account = context.account {
                    html.a(class: "rail-account", .href(account.href)) { html in
                        html.add(Icon.person)
                        html.span { html in
                            html.strong(account.name)
                            if let role = account.role { html.small(role) }
                        }
                    }
                    html.form(.method(.post), .action(account.signOut)) { html in
                        html.input(.type("hidden"), .name("csrf_token"), .value(account.token))
                        html.button(class: "rail-button", .type("submit")) { html in
                            html.add(Icon.signOut)
                            html.span(Text(zh: "退出登录", en: "Sign out"))
                        }
                    }
                }
                html.a(class: "rail-button", .href(context.languageSwitch), .lang(context.language.other.tag)) { html in
                    html.add(Icon.globe)
                    html.span(context.language.other.name)
                }
                html.a(class: "rail-button", .href(context.themeSwitch)) { html in
                    html.add(Icon.textSize)
                    html.span(
                        context.theme == .large
                            ? Text(zh: "标准字号", en: "Standard type") : Text(zh: "大字号", en: "Large type"))
                }
            }
        }
    }
}
