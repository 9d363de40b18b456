/// The addresses of what every page loads.
package struct AssetLinks: Sendable {
    /// The style sheet.
    package let style: String
    /// Our script; `nil` serves pages without.
    package let script: String?
    /// htmx, when it has been installed.
    package let htmx: String?
    /// The script of the page on which tables are edited.
    package let sheet: String?
    /// The picture for browser tabs.
    package let icon: String?

    /// Makes one.
    package init(style: String, script: String? = nil, htmx: String? = nil, sheet: String? = nil, icon: String? = nil) {
        self.style = style
        self.script = script
        self.htmx = htmx
        self.sheet = sheet
        self.icon = icon
    }
}
