import Diagnostics

extension PostForm {
    package static let specimen = Specimen(
        of: "post-form", title: Text(zh: "表单", en: "Form"),
        purpose: Text(
            zh: "包住会改变数据的字段和按钮，防伪造、防重复提交。",
            en: "Holds what changes data; guards against forged and doubled submissions."),
        parameters: [
            .init("action", zh: "提交的地址", en: "Where it is sent"),
            .init("token", zh: "防伪造的令牌", en: "The token against forged requests"),
            .init("idempotencyKey", zh: "防重复提交的键", en: "The key under which it is answered once"),
            .init("hasFiles", zh: "含文件", en: "Holds files"),
            .init("hidden", zh: "随同提交的隐藏字段", en: "Hidden fields that go along"),
            .init("content", zh: "字段和按钮", en: "The fields and buttons"),
        ],
        accessibility: [
            Text(zh: "由服务器检查，出错时原样带回。", en: "The server checks; what was typed comes back as it was.")
        ],
        examples: [
            (
                Text(zh: "一个问题", en: "One question"),
                PostForm(action: "#post-form", token: "…", idempotencyKey: "…") { html in
                    html.add(
                        TextInput(
                            name: "example-phone", label: Text(zh: "手机号码", en: "Mobile number"), kind: .phone,
                            width: .characters(11)))
                    html.add(Button(label: Text(zh: "继续", en: "Continue")))
                }
            )
        ])
}
