package import Diagnostics
package import Localisation

/// What every page of a site knows, whoever it is for.
package struct PageContext: Sendable {
    /// Who is signed in.
    package struct Account: Sendable {
        /// The name shown, masked for citizens.
        package let name: Text
        /// The post or role, for staff.
        package let role: Text?
        /// The account's own page.
        package let href: String
        /// Where signing out is posted.
        package let signOut: String
        /// The session's token against forged requests.
        package let token: String

        /// Makes one.
        package init(name: Text, role: Text? = nil, href: String, signOut: String, token: String) {
            self.name = name
            self.role = role
            self.href = href
            self.signOut = signOut
            self.token = token
        }
    }

    /// An entry of the navigation.
    package struct Destination: Sendable {
        /// The words.
        package let label: Text
        /// Where it leads.
        package let href: String
        /// The picture.
        package let icon: Icon
        /// The page lies here.
        package let isCurrent: Bool
        /// How much waits there.
        package let count: Int?

        /// Makes one.
        package init(label: Text, href: String, icon: Icon, isCurrent: Bool = false, count: Int? = nil) {
            self.label = label
            self.href = href
            self.icon = icon
            self.isCurrent = isCurrent
            self.count = count
        }
    }

    /// The language of the page.
    package let language: Language
    /// How it looks.
    package let theme: Theme
    /// The county.
    package let county: Text
    /// The site, such as 一网通办.
    package let site: Text
    /// The number to call.
    package let hotline: String
    /// Addresses of style sheet and script.
    package let assets: AssetLinks
    /// The site's own entrance.
    package let home: String
    /// The main places.
    package let navigation: [Destination]
    /// Who is signed in.
    package let account: Account?
    /// Where one signs in; `nil` where nobody does.
    package let signIn: String?
    /// The same page in the other language.
    package let languageSwitch: String
    /// The same page in large type, or back in standard.
    package let themeSwitch: String
    /// Said on every page, such as that the data is invented.
    package let notice: Text?
    /// Links at the foot.
    package let footer: [Link]

    /// Makes one.
    package init(
        language: Language, theme: Theme = .standard, county: Text, site: Text, hotline: String = "12345",
        assets: AssetLinks, home: String = "/", navigation: [Destination] = [], account: Account? = nil,
        signIn: String? = nil, languageSwitch: String, themeSwitch: String, notice: Text? = nil,
        footer: [Link] = []
    ) {
        self.language = language
        self.theme = theme
        self.county = county
        self.site = site
        self.hotline = hotline
        self.assets = assets
        self.home = home
        self.navigation = navigation
        self.account = account
        self.signIn = signIn
        self.languageSwitch = languageSwitch
        self.themeSwitch = themeSwitch
        self.notice = notice
        self.footer = footer
    }
}
