/// What a process is about: an opaque kind and row, which the owning module understands.
package struct Matter: Sendable, Hashable {
    package let kind: String
    package let id: Int64

    package init(kind: String, id: Int64) {
        self.kind = kind
        self.id = id
    }
}
