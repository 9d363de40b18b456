package import Diagnostics

/// What is done when some rows of a file are bad.
package enum ImportMode: String, Sendable, Hashable, CaseIterable {
    /// One bad row, and nothing is imported.
    case allOrNothing = "all-or-nothing"
    /// The good rows are imported, the bad ones handed back.
    case goodRows = "good-rows"

    package var title: Text {
        switch self {
        case .allOrNothing: Text(zh: "有一行不对就都不导入", en: "Nothing if one row is bad")
        case .goodRows: Text(zh: "导入对的行，退回不对的行", en: "The good rows; bad ones are handed back")
        }
    }
}

/// How far an import is.
package enum ImportState: String, Sendable, Hashable, CaseIterable {
    /// The file is here; nobody has said go.
    case uploaded
    /// It begins soon.
    case waiting
    case checking
    case writing
    /// The rows are in the register.
    case done
    /// There were bad rows, and nothing was imported, as asked.
    case refused
    /// The file could not be read to its end; nothing more is imported.
    case failed
    /// Somebody took it back before it began.
    case discarded

    /// Whether work is going on.
    package var isActive: Bool { self == .waiting || self == .checking || self == .writing }

    package var title: Text {
        switch self {
        case .uploaded: Text(zh: "已上传，待确认", en: "Uploaded, to be confirmed")
        case .waiting: Text(zh: "排队中", en: "Waiting")
        case .checking: Text(zh: "正在检查", en: "Checking")
        case .writing: Text(zh: "正在导入", en: "Importing")
        case .done: Text(zh: "已导入", en: "Imported")
        case .refused: Text(zh: "有错误，没有导入", en: "Bad rows; nothing imported")
        case .failed: Text(zh: "没有完成", en: "Not completed")
        case .discarded: Text(zh: "文件已删除", en: "File deleted")
        }
    }
}
