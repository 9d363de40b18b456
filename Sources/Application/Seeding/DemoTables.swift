import Storage

/// What a seed leaves behind beside the registers.
enum DemoTables {
    static let migrations = ModuleMigrations(
        module: "demo",
        [
            Migration(number: 1, name: "create-demo-stories") { _ in
                ["CREATE TABLE demo_story (position BIGINT NOT NULL PRIMARY KEY, body TEXT NOT NULL)"]
            },
            Migration(number: 2, name: "create-demo-plan") { _ in
                ["CREATE TABLE demo_plan (position BIGINT NOT NULL PRIMARY KEY, body TEXT NOT NULL)"]
            },
        ])
}
