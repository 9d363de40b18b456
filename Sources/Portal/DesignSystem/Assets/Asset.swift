/// A file that pages load, with the name under which it may be kept for ever.
package struct Asset: Sendable {
    /// Its name below the folder, such as `img/hills.svg`.
    package let name: String
    /// Where it is served; the hash of the content is part of it, so the content at an address never changes.
    package let path: String
    /// Its content.
    package let bytes: [UInt8]
    /// The same compressed with gzip, when that was asked for and is smaller.
    package let gzip: [UInt8]?
    /// The digest of the content, hexadecimal; also an entity tag.
    package let hash: String
    /// The value of the `Content-Type` header.
    package let contentType: String

    /// The value of the `Cache-Control` header.
    package static let cacheControl = "public, max-age=31536000, immutable"
}
