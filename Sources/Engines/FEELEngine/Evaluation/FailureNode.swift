public import Diagnostics

/// A part that can only be `null`, for a reason known when compiling.
public final class FailureNode: FEELNode, @unchecked Sendable {
    private let code: FEELWarning.Code

    /// A part that is `null` with this warning.
    public init(_ code: FEELWarning.Code, location: SourceLocation? = nil) {
        self.code = code
        super.init(location: location)
    }

    public override func evaluate(_ frame: FEELFrame) -> FEELValue { frame.run.fail(code, at: location) }
}
