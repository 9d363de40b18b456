import Diagnostics
import HTMLBuilder
import Localisation

/// The head of citizens' pages: the county, the switches, the main places.
struct CitizenHeader {
    let context: PageContext
    let showsNavigation: Bool

    func render(into html: inout HTML) {
        html.header(class: "site-header") { html in
            html.div(class: "site-header-row") { html in
                Brand(context: context).render(into: &html)
                html.div(class: "switches") { html in
                    themeSwitch(into: &html)
                    html.a(
                        class: "switch", .href(context.languageSwitch), .lang(context.language.other.tag),
                        .attribute("hreflang", context.language.other.tag)
                    ) { html in
                        html.add(Icon.globe)
                        html.span(context.language.other.name)
                    }
                    account(into: &html)
                }
            }
        }
        if showsNavigation, !context.navigation.isEmpty {
            html.nav(class: "tabs", .aria("label", Text(zh: "主要栏目", en: "Main"))) { html in
                html.ul { html in
                    for place in context.navigation {
                        html.li { html in
                            html.a(.href(place.href), .aria("current", place.isCurrent ? "page" : nil)) { html in
                                html.add(place.icon)
                                html.span(place.label)
                                if let count = place.count, count > 0 {
                                    html.span(Text.verbatim(count), class: "count")
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    private func themeSwitch(into html: inout HTML) {
        html.a(class: "switch", .href(context.themeSwitch)) { html in
            html.add(Icon.textSize)
            html.span(
                context.theme == .large ? Text(zh: "标准版", en: "Standard") : Text(zh: "长辈版", en: "Larger text"))
        }
    }

    private func account(into html: inout HTML) {
        if let account = context.account {
            html.a(class: "switch switch-account", .href(account.href)) { html in
                html.add(Icon.person)
                html.span(account.name)
            }
        } else if let signIn = context.signIn {
            html.a(class: "switch switch-account", .href(signIn)) { html in
                html.add(Icon.person)
                html.span(Text(zh: "登录", en: "Sign in"))
            }
        }
    }
}
