import Diagnostics

extension Button {
    package static let specimen = Specimen(
        of: "button", title: Text(zh: "按钮", en: "Button"),
        purpose: Text(
            zh: "提交或开始一件事。一页只有一个主按钮，文字写明要做的事。",
            en: "Sends or begins something. One primary button a page; its words name the act."),
        parameters: [
            .init("label", zh: "文字，用动词", en: "The words: a verb"),
            .init("action", zh: "按下后做什么：提交、转到、打印", en: "What happens: submit, link or print"),
            .init("kind", zh: "轻重：主要、次要、安静、危险", en: "Weight: primary, secondary, quiet, danger"),
            .init("icon", zh: "文字旁的图标", en: "A picture beside the words"),
            .init("shortcut", zh: "桌面端的快捷键，显示在按钮上", en: "A key at the desk, shown on the button"),
        ],
        accessibility: [
            Text(zh: "触摸目标不小于44像素，长辈版不小于60像素。", en: "Targets are at least 44 pixels, 60 in large type."),
            Text(zh: "不使用禁用的按钮；缺什么在提交后说明。", en: "Never disabled; what is missing is said after submitting."),
        ],
        examples: [
            (Text(zh: "主要", en: "Primary"), Button(label: Text(zh: "提交申请", en: "Submit application"))),
            (
                Text(zh: "开始", en: "Start"),
                Button(label: Text(zh: "现在办理", en: "Start now"), action: .link("#button"), icon: .arrowRight)
            ),
            (
                Text(zh: "次要", en: "Secondary"),
                Button(label: Text(zh: "保存，下次再填", en: "Save and finish later"), kind: .secondary)
            ),
            (Text(zh: "安静", en: "Quiet"), Button(label: Text(zh: "清除筛选", en: "Clear filters"), kind: .quiet)),
            (Text(zh: "危险", en: "Danger"), Button(label: Text(zh: "撤回申请", en: "Withdraw"), kind: .danger)),
            (
                Text(zh: "带快捷键", en: "With a shortcut"),
                Button(label: Text(zh: "受理", en: "Accept"), kind: .secondary, icon: .check, shortcut: "F8")
            ),
        ])
}
