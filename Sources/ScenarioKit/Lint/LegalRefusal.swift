import Diagnostics

/// What the law forbids and the linter refuses, each with the rule it rests on.
enum LegalRefusal: String, CaseIterable {
    case points = "law.points"
    case ranking = "law.ranking"
    case checkIn = "law.check-in"
    case track = "law.track"
    case photo = "law.photo"
    case admission = "law.form.admission"
    case admissionExpired = "law.form.admission-expired"
    case countyCode = "law.item.county-code"
    case forbiddenQuestion = "law.forbidden-question"

    /// What is wrong.
    var message: Text {
        switch self {
        case .points: Text(zh: "不得用积分、打分考核个人", en: "Persons may not be given points or scores")
        case .ranking: Text(zh: "不得给个人或村排名", en: "Persons and villages may not be ranked")
        case .checkIn: Text(zh: "不得要求打卡、签到", en: "Check-ins may not be asked for")
        case .track: Text(zh: "不得记录行动轨迹或在线时长", en: "Movements and time online may not be recorded")
        case .photo: Text(zh: "没有办结规则需要的照片不得要求上传", en: "A photo may not be asked for unless a rule of closing needs it")
        case .admission: Text(zh: "村里填的表要有准入编号", en: "A form that villages fill in needs an admission number")
        case .admissionExpired: Text(zh: "表单的准入已过期", en: "The form's admission has expired")
        case .countyCode:
            Text(zh: "事项编码应是省里统一赋的码，不能用县里自编的", en: "An item bears the province's code, not one of the county's own")
        case .forbiddenQuestion:
            Text(
                zh: "入学不得收集家长职务、收入，不得要求学前教育和计划生育证明",
                en: "Enrolment may not ask for parents' posts or income, nor kindergarten or birth-control papers")
        }
    }

    /// What it rests on.
    var basis: Text {
        switch self {
        case .points, .ranking, .checkIn, .track, .photo:
            Text(
                zh: "依据：国办函〔2026〕12号；《整治形式主义为基层减负若干规定》（2024年）",
                en:
                    "Basis: State Council Office Letter 〔2026〕12; Provisions on Relieving the Grassroots of Formalism (2024)"
            )
        case .admission, .admissionExpired:
            Text(
                zh: "依据：《整治形式主义为基层减负若干规定》（2024年），报表实行准入",
                en: "Basis: Provisions on Relieving the Grassroots of Formalism (2024): reports need admission")
        case .countyCode:
            Text(
                zh: "依据：政务服务事项基本目录及实施清单统一赋码规则",
                en: "Basis: the unified coding rules of the catalogue of government service items")
        case .forbiddenQuestion:
            Text(
                zh: "依据：教育部关于义务教育招生入学工作的通知",
                en: "Basis: Ministry of Education notices on enrolment in compulsory education")
        }
    }
}
