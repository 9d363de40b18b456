extension StorageError {
    /// The error as storage's own; a foreign one, thrown by a closure, becomes a failed read.
    package static func wrapping(_ error: any Error) -> StorageError {
        if let error = error as? StorageError { return error }
        if error is CancellationError { return .cancelled }
        return .malformedRow(String(describing: type(of: error)))
    }
}
