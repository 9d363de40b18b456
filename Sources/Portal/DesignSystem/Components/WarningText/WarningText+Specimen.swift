import Diagnostics

extension WarningText {
    package static let specimen = Specimen(
        of: "warning", title: Text(zh: "请注意", en: "Warning"),
        purpose: Text(zh: "有后果的一句话，放在要做决定的地方。", en: "A sentence with consequences, where the decision is made."),
        parameters: [.init("text", zh: "这句话", en: "The sentence")],
        accessibility: [Text(zh: "读屏软件会先读“请注意”。", en: "Screen readers say “Please note” first.")],
        examples: [
            (
                Text(zh: "普通", en: "Plain"),
                WarningText(
                    text: Text(
                        zh: "提交后孩子的信息由学校核对，不能再换孩子。", en: "After submitting, another child can no longer be chosen."))
            )
        ])
}
