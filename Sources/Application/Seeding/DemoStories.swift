import DemoCounty
import Diagnostics
import JSONTree
import Storage

/// The stories of the invented county, kept for the demo's sign-in page. All of their people are invented.
struct DemoStories: Sendable {
    let applicant: String
    let applicantName: String
    let child: String
    let childName: String
    /// Others of the family who have a part in it.
    let others: [String]
    let title: Text
    let situation: Text

    /// The statements that keep the stories of a seed.
    static func keeping(_ stories: [DemoStory]) -> [Statement] {
        stories.enumerated().map { index, story in
            let body: JSON = [
                "applicant": .string(story.applicant), "applicant_name": .string(story.applicantName),
                "child": .string(story.child), "child_name": .string(story.childName),
                "title_zh": .string(story.title.zh), "title_en": .string(story.title.en),
                "others": .array(story.others.map { .string($0) }),
                "situation_zh": .string(story.situation.zh), "situation_en": .string(story.situation.en),
            ]
            return Statement(
                "INSERT INTO demo_story (position, body) VALUES (?, ?)", [.integer(Int64(index)), .text(body.text)])
        }
    }

    /// The stories that a seed has kept.
    static func kept(in storage: any Storage) async throws -> [DemoStories] {
        try await storage.few("SELECT body FROM demo_story ORDER BY position", [], limit: 100) { row in
            let json = try JSON(parsing: try row.text(0))
            func text(_ name: String) -> String { json[name]?.string ?? "" }
            return DemoStories(
                applicant: text("applicant"), applicantName: text("applicant_name"), child: text("child"),
                childName: text("child_name"), others: json["others"]?.elements.compactMap(\.string) ?? [],
                title: Text(zh: text("title_zh"), en: text("title_en")),
                situation: Text(zh: text("situation_zh"), en: text("situation_en")))
        }
    }
}
