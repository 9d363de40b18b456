extension UploadRule {
    /// The media types of the accepted files, as browsers name them.
    package var mediaTypes: [String] {
        types.map { type in
            switch type {
            case .pdf: FileSignature.pdf.rawValue
            case .jpg: FileSignature.jpeg.rawValue
            case .png: FileSignature.png.rawValue
            }
        }
    }
}
