/// What expressions may use from outside: zones, extension functions, limits.
public struct FEELEnvironment: Sendable {
    /// Where offsets of named zones come from.
    public let zones: any ZoneOffsets
    /// Functions known by name in every expression, beside the built-in ones.
    public let functions: [FEELFunction]
    /// What an evaluation may use at most.
    public let limits: FEELLimits
    /// Names that follow a point or stand in a filter and contain spaces or signs, such as `dept num`.
    public let propertyNames: [String]
    /// Named types for `instance of` and parameters.
    public let types: [String: FEELType]

    let baseNames: NameTable
    /// The property names, and those of FEEL's own properties that take more than one word.
    let properties: NameTable

    /// Makes an environment.
    public init(
        zones: any ZoneOffsets = FoundationZones(), functions: [FEELFunction] = [], limits: FEELLimits = .standard,
        propertyNames: [String] = [], types: [String: FEELType] = [:]
    ) {
        self.zones = zones
        self.functions = functions
        self.limits = limits
        self.propertyNames = propertyNames
        self.types = types
        var names = BuiltIns.names
        for function in functions {
            if let name = function.name { names.insert(name, .constant(.function(function))) }
        }
        baseNames = names
        var properties = NameTable()
        for name in ["time offset", "start included", "end included"] + propertyNames {
            properties.insert(name, .constant(.null))
        }
        self.properties = properties
    }

    /// The same with further property names and types.
    public func adding(propertyNames: [String], types: [String: FEELType]) -> FEELEnvironment {
        FEELEnvironment(
            zones: zones, functions: functions, limits: limits, propertyNames: self.propertyNames + propertyNames,
            types: self.types.merging(types) { _, new in new })
    }

    /// Foundation's zones, no extension functions, standard limits.
    public static let standard = FEELEnvironment()
}
