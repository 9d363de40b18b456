import Definitions
package import Diagnostics

/// The human way for a case that the data cannot decide: who does it, and by when.
package struct ServiceException: Sendable, Hashable {
    package let id: String
    package let title: Text
    /// The post that decides.
    package let post: String
    package let limit: TimeLimit

    init?(_ reader: DescriptorReader) {
        guard reader.expectObject(keys: ["id", "title", "post", "limit"]) else { return nil }
        let id = reader.required("id")?.identifier()
        let title = reader.text("title")
        let post = reader.string("post")
        let limit = reader.required("limit")?.timeLimit()
        guard let id, let title, let post, let limit else { return nil }
        self.id = id
        self.title = title
        self.post = post
        self.limit = limit
    }
}
