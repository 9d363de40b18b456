/// One step of data mapping: a variable's name and the expression of its value.
struct DataMapping: Sendable {
    let name: String
    let value: any ProcessExpression
}
