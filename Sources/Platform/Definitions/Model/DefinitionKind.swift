/// What a definition declares; the raw value is stored, so it never changes.
package enum DefinitionKind: String, Sendable, Hashable, CaseIterable {
    /// `scenario.yaml`: the package itself.
    case scenario
    /// `directory.yaml`: departments and posts.
    case directory
    /// `elements.yaml`: data elements and code tables.
    case elements
    /// `registers/*.yaml`
    case register
    /// `contracts/*.yaml`
    case contract
    /// `services/*.yaml`
    case service
    /// `orders/*.yaml`
    case order
    /// `forms/*.yaml`
    case form
    /// `decisions/*.dmn`
    case decision
    /// `processes/*.bpmn`
    case process
    /// `notices/*.yaml`
    case notice
    /// `documents/*.yaml`
    case document
    /// `parameters/*.yaml`
    case parameters
    /// `indicators/*.yaml`
    case indicator
    /// `boards/*.yaml`
    case board
    /// `certificates/*.yaml`
    case certificate
}
