import Definitions
package import Diagnostics

/// A counter where a service can be had on site.
package struct ServicePlace: Sendable, Hashable {
    package let name: Text
    package let address: Text
    package let hours: Text
    package let phone: String?
    /// The division it serves, when not all.
    package let division: String?

    init?(_ reader: DescriptorReader) {
        guard reader.expectObject(keys: ["name", "address", "hours", "phone", "division"]) else { return nil }
        let name = reader.text("name")
        let address = reader.text("address")
        let hours = reader.text("hours")
        phone = reader.string("phone", required: false)
        division = reader.string("division", required: false)
        guard let name, let address, let hours else { return nil }
        self.name = name
        self.address = address
        self.hours = hours
    }
}
