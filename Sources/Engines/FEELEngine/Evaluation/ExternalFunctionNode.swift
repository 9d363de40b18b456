public import Diagnostics

/// A function that is written in another language (DMN 1.5, 10.3.2.13.3).
///
/// Of Java's, the arithmetic and conversion functions that models commonly name are known; all others are `null`.
public final class ExternalFunctionNode: FEELNode, @unchecked Sendable {
    private let parameters: [FEELFunction.Parameter]
    private let result: FEELType
    private let description: FEELNode
    private let captures: [FEELScope.Capture]
    private let frameSize: Int

    /// An external function; `description` is the context `{java: {class: …, method signature: …}}`, compiled in the
    /// scope of the function's body.
    public init(
        parameters: [FEELFunction.Parameter], result: FEELType, description: FEELNode,
        captures: [FEELScope.Capture], frameSize: Int, location: SourceLocation? = nil
    ) {
        self.parameters = parameters
        self.result = result
        self.description = description
        self.captures = captures
        self.frameSize = frameSize
        super.init(location: location)
    }

    public override func evaluate(_ frame: FEELFrame) -> FEELValue {
        let value = frame.run.withFrame(frameSize) { inner in
            for capture in captures { inner[capture.inner] = frame[capture.outer] }
            return description.evaluate(inner)
        }
        let java = value["java"].isNull ? value : value["java"]
        guard case .string(let owner) = java["class"], case .string(let signature) = java["method signature"] else {
            return frame.run.fail(.notAFunction, at: location)
        }
        let callable = ExternalFunctions.callable(owner, signature) ?? NativeCallable { _ in .null }
        return .function(FEELFunction(name: nil, parameters: parameters, result: result, body: callable))
    }

    public override var children: [FEELNode] { [description] }
}
