import Services

/// The code that an act is refused with; `nil` when it is not.
func refusal(_ body: () async throws -> Void) async -> ServiceError.Code? {
    do {
        try await body()
        return nil
    } catch {
        return (error as? ServiceError)?.code
    }
}
