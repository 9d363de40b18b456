import Foundation

/// Reads the files of a folder.
struct AssetFolder {
    let path: String

    /// The files by their names below the folder; hidden files and licences are left out.
    func files() throws(AssetError) -> [String: [UInt8]] {
        let manager = FileManager.default
        guard let names = manager.enumerator(atPath: path) else { throw AssetError(code: .folderMissing, name: path) }
        var files: [String: [UInt8]] = [:]
        for case let name as String in names where MediaType.isServed(name) {
            guard let data = manager.contents(atPath: "\(path)/\(name)") else {
                throw AssetError(code: .unreadable, name: name)
            }
            files[name] = [UInt8](data)
        }
        guard manager.fileExists(atPath: path) else { throw AssetError(code: .folderMissing, name: path) }
        return files
    }
}
