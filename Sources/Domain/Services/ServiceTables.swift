package import Storage

/// The module's namespace.
package enum ServiceTables {
    /// The tables of cases and what belongs to them.
    package static let migrations = ModuleMigrations(
        module: "services",
        [
            Migration(number: 1, name: "create-cases") { _ in
                [
                    """
                    CREATE TABLE service_case (
                        id BIGINT NOT NULL PRIMARY KEY, number TEXT NOT NULL, package TEXT NOT NULL,
                        service TEXT NOT NULL, season TEXT NOT NULL, state TEXT NOT NULL, outcome TEXT, category TEXT,
                        place TEXT, rules TEXT NOT NULL, missing TEXT NOT NULL, applicant BYTES NOT NULL,
                        subject BYTES, division TEXT NOT NULL, channel TEXT NOT NULL, agent_kind TEXT NOT NULL,
                        agent BIGINT NOT NULL, answers BYTES NOT NULL, facts BYTES, definitions TEXT NOT NULL,
                        opened_at BIGINT NOT NULL, submitted_at BIGINT, decided_at BIGINT, due_on TEXT,
                        closed_at BIGINT, decision_microseconds BIGINT, papers_avoided BIGINT NOT NULL,
                        papers_asked BIGINT NOT NULL, owed_by TEXT, version BIGINT NOT NULL)
                    """,
                    "CREATE UNIQUE INDEX service_case_number ON service_case (number)",
                    """
                    CREATE UNIQUE INDEX service_case_once ON service_case (subject, service, season)
                    WHERE submitted_at IS NOT NULL AND state <> 'withdrawn'
                    """,
                    "CREATE INDEX service_case_applicant ON service_case (applicant, id)",
                    "CREATE INDEX service_case_open ON service_case (service, state, id)",
                    """
                    CREATE TABLE case_event (
                        id BIGINT NOT NULL PRIMARY KEY, case_id BIGINT NOT NULL, code TEXT NOT NULL, at BIGINT NOT NULL,
                        office TEXT NOT NULL, post TEXT NOT NULL, data TEXT NOT NULL)
                    """,
                    "CREATE INDEX case_event_case ON case_event (case_id, id)",
                    """
                    CREATE TABLE case_file (
                        id BIGINT NOT NULL PRIMARY KEY, case_id BIGINT NOT NULL, material TEXT NOT NULL,
                        name BYTES NOT NULL, media_type TEXT NOT NULL, size BIGINT NOT NULL, digest TEXT NOT NULL,
                        grade TEXT NOT NULL, content BYTES NOT NULL, added_at BIGINT NOT NULL)
                    """,
                    "CREATE INDEX case_file_case ON case_file (case_id, id)",
                    """
                    CREATE TABLE case_consent (
                        id BIGINT NOT NULL PRIMARY KEY, case_id BIGINT NOT NULL, subject BYTES NOT NULL,
                        scope TEXT NOT NULL, state TEXT NOT NULL, asked_at BIGINT NOT NULL, answered_at BIGINT)
                    """,
                    "CREATE UNIQUE INDEX case_consent_once ON case_consent (case_id, subject, scope)",
                    "CREATE INDEX case_consent_subject ON case_consent (subject, id)",
                    """
                    CREATE TABLE case_finding (
                        id BIGINT NOT NULL PRIMARY KEY, case_id BIGINT NOT NULL, variable TEXT NOT NULL,
                        rows BYTES NOT NULL, source TEXT NOT NULL, official BIGINT NOT NULL, at BIGINT NOT NULL)
                    """,
                    "CREATE UNIQUE INDEX case_finding_once ON case_finding (case_id, variable)",
                    """
                    CREATE TABLE appointment (
                        id BIGINT NOT NULL PRIMARY KEY, case_id BIGINT NOT NULL, place TEXT NOT NULL, day TEXT NOT NULL,
                        slot TEXT NOT NULL, seat BIGINT NOT NULL, cancelled_at BIGINT)
                    """,
                    """
                    CREATE UNIQUE INDEX appointment_seat ON appointment (place, day, slot, seat)
                    WHERE cancelled_at IS NULL
                    """,
                    "CREATE INDEX appointment_case ON appointment (case_id, id)",
                    """
                    CREATE TABLE correction (
                        id BIGINT NOT NULL PRIMARY KEY, number TEXT NOT NULL, case_id BIGINT NOT NULL,
                        subject BYTES NOT NULL, applicant BYTES NOT NULL, contract TEXT NOT NULL,
                        register TEXT NOT NULL, provider TEXT NOT NULL, field TEXT NOT NULL, statement BYTES NOT NULL,
                        state TEXT NOT NULL, answer BYTES, asked_at BIGINT NOT NULL, due_on TEXT NOT NULL,
                        answered_at BIGINT, answered_by BIGINT, version BIGINT NOT NULL)
                    """,
                    "CREATE UNIQUE INDEX correction_number ON correction (number)",
                    "CREATE INDEX correction_case ON correction (case_id, id)",
                    "CREATE INDEX correction_provider ON correction (provider, state, due_on)",
                    """
                    CREATE TABLE quota (
                        pool TEXT NOT NULL, season TEXT NOT NULL, item TEXT NOT NULL, capacity BIGINT NOT NULL,
                        taken BIGINT NOT NULL, PRIMARY KEY (pool, season, item))
                    """,
                    """
                    CREATE VIEW v_case AS
                    SELECT id, number, package, service, season, state, outcome, category, place, division, channel,
                        opened_at, submitted_at, decided_at, due_on, closed_at, decision_microseconds, papers_avoided,
                        papers_asked, owed_by
                    FROM service_case WHERE submitted_at IS NOT NULL
                    """,
                ]
            },
            Migration(number: 2, name: "create-documents") { _ in
                [
                    "ALTER TABLE correction ADD COLUMN late_at BIGINT",
                    "ALTER TABLE correction ADD COLUMN woken_at BIGINT",
                    "ALTER TABLE correction ADD COLUMN assigned_at BIGINT",
                    "ALTER TABLE service_case ADD COLUMN due_from TEXT",
                    """
                    CREATE UNIQUE INDEX correction_once ON correction (case_id, contract, field)
                    WHERE state IN ('open', 'misdirected')
                    """,
                    """
                    CREATE TABLE case_document (
                        id BIGINT NOT NULL PRIMARY KEY, case_id BIGINT NOT NULL, template TEXT NOT NULL,
                        year BIGINT NOT NULL, sequence BIGINT, number TEXT, content BYTES NOT NULL,
                        issued_at BIGINT NOT NULL)
                    """,
                    "CREATE INDEX case_document_case ON case_document (case_id, id)",
                    "CREATE UNIQUE INDEX case_document_number ON case_document (template, year, sequence)",
                    "CREATE INDEX case_document_waiting ON case_document (id) WHERE sequence IS NULL",
                ]
            },
            Migration(number: 3, name: "keep-lists-short") { _ in
                [
                    // The background looks for them each second; without this it went through all there ever were.
                    "CREATE INDEX case_consent_asked ON case_consent (subject) WHERE state = 'asked'",
                    // Lists and figures of one season are read from this alone, whatever lies in the years before.
                    """
                    CREATE INDEX service_case_season ON service_case (service, season, state, outcome, category, place,
                        owed_by, division, due_on, decision_microseconds, papers_avoided, papers_asked, id)
                    WHERE submitted_at IS NOT NULL
                    """,
                    "CREATE INDEX service_case_draft ON service_case (service, agent, id) WHERE state = 'draft'",
                    "DROP INDEX service_case_open",
                ]
            },
            Migration(number: 4, name: "find-late-corrections") { _ in
                [
                    """
                    CREATE INDEX correction_late ON correction (due_on, id)
                    WHERE state = 'open' AND late_at IS NOT NULL
                    """
                ]
            },
            Migration(number: 5, name: "create-hand-overs") { _ in
                [
                    """
                    CREATE TABLE hand_over (
                        id BIGINT NOT NULL PRIMARY KEY, official BIGINT NOT NULL, made_by BIGINT NOT NULL,
                        made_at BIGINT NOT NULL, has_left BOOLEAN NOT NULL, items TEXT NOT NULL)
                    """
                ]
            },
            Migration(number: 6, name: "keep-what-officials-write") { _ in
                ["ALTER TABLE case_event ADD COLUMN note BYTES"]
            },
            Migration(number: 7, name: "keep-changes-of-rules") { _ in
                [
                    """
                    CREATE TABLE rule_change (
                        id BIGINT NOT NULL PRIMARY KEY, service TEXT NOT NULL, hash TEXT NOT NULL, body BYTES NOT NULL,
                        state TEXT NOT NULL, note TEXT NOT NULL, number TEXT NOT NULL, effective TEXT,
                        drafted_by BIGINT NOT NULL, drafted_at BIGINT NOT NULL, file_by BIGINT NOT NULL,
                        proposed_by BIGINT, proposed_at BIGINT, decided_by BIGINT,
                        decided_at BIGINT, withdrawn_by BIGINT, withdrawn_at BIGINT, reason TEXT NOT NULL,
                        rehearsal BIGINT, touched BIGINT, sequence BIGINT, packaged TEXT NOT NULL, version BIGINT NOT NULL)
                    """,
                    "CREATE INDEX rule_change_service ON rule_change (service, id)",
                    // Of two who publish at a time the second meets the first here.
                    """
                    CREATE UNIQUE INDEX rule_change_sequence ON rule_change (service, sequence)
                    WHERE sequence IS NOT NULL
                    """,
                    """
                    CREATE TABLE rule_rehearsal (
                        id BIGINT NOT NULL PRIMARY KEY, change BIGINT NOT NULL, hash TEXT NOT NULL, base TEXT NOT NULL,
                        made_by BIGINT NOT NULL, made_at BIGINT NOT NULL, first_day TEXT NOT NULL,
                        last_day TEXT NOT NULL, microseconds BIGINT NOT NULL, figures TEXT NOT NULL)
                    """,
                    "CREATE INDEX rule_rehearsal_change ON rule_rehearsal (change, id)",
                ]
            },
            // What a draft said before, so that two who edit it at a time can be told apart; gone when it is decided.
            Migration(number: 8, name: "keep-earlier-drafts-of-rules") { _ in
                [
                    """
                    CREATE TABLE rule_draft (
                        change BIGINT NOT NULL, version BIGINT NOT NULL, body BYTES NOT NULL, PRIMARY KEY (change, version))
                    """,
                    """
                    INSERT INTO rule_draft (change, version, body)
                    SELECT id, version, body FROM rule_change WHERE state IN ('draft', 'proposed')
                    """,
                    // What is looked at each second, without going through the files.
                    "CREATE INDEX rule_change_open ON rule_change (id) WHERE state IN ('draft', 'proposed')",
                    "CREATE INDEX rule_change_decided ON rule_change (version) WHERE state IN ('published', 'withdrawn')",
                ]
            },
        ])
}
