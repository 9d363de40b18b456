/// All components in the order of the gallery.
package enum ComponentCatalogue {
    /// What each component says about itself.
    package static var specimens: [Specimen] {
        navigation + forms + answers + lists + figures
    }

    private static var navigation: [Specimen] {
        [
            Link.specimen, BackLink.specimen, Breadcrumbs.specimen, Button.specimen, SearchBox.specimen,
            LinkCards.specimen, Contents.specimen, FilterTabs.specimen, Pagination.specimen,
        ]
    }

    private static var forms: [Specimen] {
        [
            PostForm.specimen, StepIndicator.specimen, ErrorSummary.specimen, TextInput.specimen, TextArea.specimen,
            Radios.specimen, Checkboxes.specimen, DateInput.specimen, SelectField.specimen, FileUpload.specimen,
            Fieldset.specimen,
        ]
    }

    private static var answers: [Specimen] {
        [
            AnswerPanel.specimen, ReasonList.specimen, ConfirmationPanel.specimen, Banner.specimen,
            WarningText.specimen, Disclosure.specimen, EmptyState.specimen, LiveRegion.specimen, StatusTag.specimen,
        ]
    }

    private static var lists: [Specimen] {
        [
            SummaryList.specimen, KnownFacts.specimen, TaskList.specimen, Timeline.specimen, DataTable.specimen,
            KeyFacts.specimen, ProgressBar.specimen,
        ]
    }

    private static var figures: [Specimen] {
        [
            FigureTile.specimen, BarChart.specimen, LineChart.specimen, DonutChart.specimen, FlowPicture.specimen,
            QRCode.specimen,
            IconSheet.specimen, WriteInBox.specimen,
        ]
    }
}
