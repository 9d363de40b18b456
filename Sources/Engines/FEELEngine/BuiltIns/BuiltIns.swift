/// All built-in functions.
enum BuiltIns {
    static let all: [BuiltIn] =
        conversions + logic + strings + lists + aggregates + numbers + calendar + ranges + contexts

    /// The functions by name.
    static let names: NameTable = {
        var table = NameTable()
        for builtIn in all { table.insert(builtIn.name, .constant(.function(FEELFunction(builtIn: builtIn)))) }
        return table
    }()
}
