package import Diagnostics
package import Foundation

/// A file or folder that a command cannot use, and why.
package struct PathFailure: Error, Sendable, Hashable {
    package enum Code: String, Sendable, Hashable, CaseIterable {
        case missing = "path.missing"
        case notPermitted = "path.not-permitted"
        case occupied = "path.occupied"
        case full = "path.disk-full"
        case unreadable = "path.unreadable"
        case unwritable = "path.unwritable"
    }

    package let code: Code
    package let path: String

    package init(_ code: Code, _ path: String) {
        self.code = code
        self.path = path
    }

    /// What Foundation says of a file. One that it does not name is named by `path`.
    package init(_ error: CocoaError, path: String = "–") {
        let code: Code =
            switch error.code {
            case .fileNoSuchFile, .fileReadNoSuchFile: .missing
            case .fileReadNoPermission, .fileWriteNoPermission: .notPermitted
            case .fileWriteFileExists: .occupied
            case .fileWriteOutOfSpace: .full
            case .fileReadUnknown, .fileReadCorruptFile, .fileReadTooLarge, .fileReadInvalidFileName,
                .fileReadInapplicableStringEncoding, .fileReadUnknownStringEncoding, .fileReadUnsupportedScheme:
                .unreadable
            default: .unwritable
            }
        self.init(code, error.filePath ?? path)
    }

    /// What the system says of a file by its number.
    package init(errno number: Int32, path: String) {
        let code: Code =
            switch number {
            case ENOENT: .missing
            case EACCES, EPERM, EROFS: .notPermitted
            case EEXIST, EADDRINUSE: .occupied
            case ENOSPC, EDQUOT: .full
            default: .unwritable
            }
        self.init(code, path)
    }

    package var message: Text {
        switch code {
        case .missing:
            Text(
                zh: "没有 \(path) 这个文件或文件夹。请检查路径有没有写错。",
                en: "There is no file or folder \(path). Check how the path is written.")
        case .notPermitted:
            Text(
                zh: "没有权限使用 \(path)。请让运行程序的用户有权读写它，或换一个位置。",
                en:
                    "\(path) may not be used. Let the user that runs the program read and write it, or choose another place."
            )
        case .occupied:
            Text(
                zh: "\(path) 建立不了：那里已有同名的文件。请先移走它，或换一个位置。",
                en: "\(path) cannot be made: a file of this name is there. Move it away first, or choose another place."
            )
        case .full:
            Text(
                zh: "磁盘已满，\(path) 没有写成。请腾出空间后再试。",
                en: "The disk is full, \(path) was not written. Free some space and try again.")
        case .unreadable:
            Text(
                zh: "\(path) 读不出来。请检查它是不是一个文件、有没有损坏。",
                en: "\(path) cannot be read. See whether it is a file, and not a damaged one.")
        case .unwritable:
            Text(
                zh: "\(path) 写不进去。请检查它的上级文件夹和磁盘，或换一个位置。",
                en: "\(path) cannot be written. Check the folder it lies in and the disk, or choose another place.")
        }
    }
}
