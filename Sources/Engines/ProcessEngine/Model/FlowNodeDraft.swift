import Diagnostics

/// A node while it is being compiled.
struct FlowNodeDraft {
    var index: Int
    var id: String
    var name: String?
    var englishName: String?
    var lane: String?
    var container: Int
    var incoming: [Int] = []
    var outgoing: [Int] = []
    var defaultFlow: Int?
    var boundary: [Int] = []
    var loop: LoopCharacteristics?
    var inputs: [DataMapping] = []
    var outputs: [DataMapping] = []
    var resultVariable: String?
    var offeredTo: String?
    var startQuantity = 1
    var completionQuantity = 1
    var isForCompensation = false
    var compensationHandler: Int?
    var location: SourceLocation
}
