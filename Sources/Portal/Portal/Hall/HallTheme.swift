import DesignSystem
import Diagnostics

/// The themes of the home page, in the order of a life.
struct HallTheme: Sendable {
    let id: String
    let title: Text
    let summary: Text
    let icon: Icon

    static let all: [HallTheme] = [
        HallTheme(
            id: "education", title: Text(zh: "上学", en: "School"),
            summary: Text(zh: "入学、转学、资助", en: "Enrolment, transfer, aid"), icon: .school),
        HallTheme(
            id: "family", title: Text(zh: "一家人", en: "Family"),
            summary: Text(zh: "出生、结婚、户口", en: "Birth, marriage, household"), icon: .people),
        HallTheme(
            id: "health", title: Text(zh: "看病", en: "Health"), summary: Text(zh: "医保、接种", en: "Insurance, vaccination"),
            icon: .health),
        HallTheme(
            id: "housing", title: Text(zh: "住房", en: "Housing"),
            summary: Text(zh: "不动产、公积金", en: "Property, provident fund"), icon: .house),
        HallTheme(
            id: "land", title: Text(zh: "种地", en: "Farming"),
            summary: Text(zh: "补贴、宅基地", en: "Subsidies, homesteads"), icon: .field),
        HallTheme(
            id: "work", title: Text(zh: "工作", en: "Work"), summary: Text(zh: "社保、就业", en: "Insurance, jobs"),
            icon: .briefcase),
        HallTheme(
            id: "business", title: Text(zh: "开店办企业", en: "Business"),
            summary: Text(zh: "执照、许可", en: "Licences, permits"), icon: .store),
    ]
}
