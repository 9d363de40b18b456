package import Diagnostics

/// Why the files that pages load could not be read.
package struct AssetError: Error, Sendable {
    /// What is wrong.
    package enum Code: String, Sendable {
        /// The folder does not exist.
        case folderMissing = "assets.folder-missing"
        /// A file could not be read.
        case unreadable = "assets.unreadable"
        /// A style sheet names a file that does not exist.
        case reference = "assets.reference-missing"
        /// There is no style sheet.
        case styleMissing = "assets.style-missing"
    }

    /// What is wrong.
    package let code: Code
    /// The file or folder, below the asset folder.
    package let name: String

    /// What is wrong in words.
    package var message: Text {
        switch code {
        case .folderMissing: Text(zh: "找不到页面资源文件夹：\(name)", en: "The folder of page assets does not exist: \(name)")
        case .unreadable: Text(zh: "读不了页面资源：\(name)", en: "A page asset cannot be read: \(name)")
        case .reference: Text(zh: "样式表引用的文件不存在：\(name)", en: "A style sheet names a file that does not exist: \(name)")
        case .styleMissing: Text(zh: "没有样式表：\(name)", en: "There is no style sheet: \(name)")
        }
    }
}
