"""A county for measurements: its database, SQLite or a throw-away PostgreSQL, its server, and finished cases heaped up by SQL."""

import contextlib
import http.client
import os
import pathlib
import random
import re
import shutil
import socket
import sqlite3
import subprocess
import time
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
ADDRESS = "127.0.0.1"
TICK = os.sysconf("SC_CLK_TCK")
BYTES_OF_A_COPY = 20_000


class Unusable(Exception):
    """It cannot be measured here; says so in both languages."""

    def __init__(self, chinese, english):
        super().__init__(f"{chinese}\n✗ {english}")


def run(command):
    """What a program of ours prints."""
    command = [str(part) for part in command]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if done.returncode != 0:
        name, said = " ".join(command[:3]), (done.stdout + done.stderr).strip()[-500:]
        raise Unusable(f"没有做成：{name}：{said}", f"It failed: {name}: {said}")
    return done.stdout


class SQLite:
    """A county's folder with the database in it."""

    empty = "DELETE FROM"

    def __init__(self, work):
        self.work, self.data = work, work / "county"
        self.arguments, self.filler = [], None

    def rows(self, sql):
        if self.filler:
            return self.filler.execute(sql).fetchall()
        with contextlib.closing(sqlite3.connect(f"file:{self.data}/yiwang.db?mode=ro", uri=True, timeout=60)) as database:
            return database.execute(sql).fetchall()

    @contextlib.contextmanager
    def filling(self):
        """Until the end statements run as fast as the disk does; a power cut now would lose a county nobody needs."""
        self.filler = sqlite3.connect(self.data / "yiwang.db", isolation_level=None)
        try:
            for pragma in ("journal_mode = OFF", "synchronous = OFF", "locking_mode = EXCLUSIVE", "cache_size = -1000000", "threads = 2"):
                self.rows(f"PRAGMA {pragma}")
            yield
            self.rows("PRAGMA locking_mode = NORMAL")
            self.rows("PRAGMA journal_mode = WAL")
        finally:
            self.filler.close()
            self.filler = None

    def columns(self, table):
        return [name for (name,) in self.rows(f"SELECT name FROM pragma_table_info('{table}') ORDER BY cid")]

    def indexes(self, table):
        """Those that can be dropped and made again, each with the statement that makes it."""
        return self.rows(f"SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = '{table}' AND sql IS NOT NULL")

    def tables_with(self, column):
        return [name for (name,) in self.rows(
            f"SELECT m.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c ON c.name = '{column}' WHERE m.type = 'table'")]

    def keep(self):
        """Keeps the county as it is, so that it can be had again."""
        shutil.copytree(self.data, self.work / "kept")

    def renew(self):
        shutil.rmtree(self.data)
        shutil.copytree(self.work / "kept", self.data)

    def size(self):
        return (self.data / "yiwang.db").stat().st_size

    def processes(self):
        """Those that work for the database, beside the program."""
        return []

    def close(self):
        pass


class Postgres(SQLite):
    """The same on a server of its own, by the script that the tests use."""

    empty = "TRUNCATE"

    def __init__(self, work):
        super().__init__(work)
        self.folder, self.programs, self.owner = "", "", ""
        said = self.library('postgres_start || exit 1; printf "%s\\n" "$postgres_folder" "$postgres_bin" "$postgres_owner"')
        self.folder, self.programs, self.owner = (said.split("\n") + ["", ""])[:3]
        self.arguments = ["--database", self.address("county")]
        try:
            self.rows("CREATE DATABASE county", "postgres")
        except BaseException:
            self.close()
            raise

    def library(self, command):
        sets = f"postgres_folder={self.folder!r}; postgres_bin={self.programs!r}; postgres_owner={self.owner!r}; "
        return run(["sh", "-c", f". {str(ROOT / 'script/lib/postgres')!r}; {sets if self.folder else ''}{command}"])

    def address(self, database):
        return f"host={self.folder}/socket user=yiwang dbname={database}"

    def rows(self, sql, database="county"):
        """Rows of texts and whole numbers."""
        said = run([f"{self.programs}/psql", "-XAtq", "-F", "\t", "-v", "ON_ERROR_STOP=1", "-d", self.address(database), "-c", sql])
        return [
            tuple(int(part) if part.lstrip("-").isdigit() else part for part in line.split("\t"))
            for line in said.splitlines() if line
        ]

    @contextlib.contextmanager
    def filling(self):
        for setting in ("fsync = off", "full_page_writes = off", "max_wal_size = '4GB'", "maintenance_work_mem = '1GB'", "autovacuum = off"):
            self.rows(f"ALTER SYSTEM SET {setting}", "postgres")
        self.rows("SELECT pg_reload_conf()", "postgres")
        yield
        self.rows("ALTER SYSTEM RESET ALL", "postgres")
        self.rows("SELECT pg_reload_conf()", "postgres")
        # What the server does by itself in a quiet hour.
        self.rows("VACUUM ANALYZE")
        self.rows("CHECKPOINT")

    def columns(self, table):
        return [name for (name,) in self.rows(
            f"SELECT column_name FROM information_schema.columns WHERE table_name = '{table}' ORDER BY ordinal_position")]

    def indexes(self, table):
        return self.rows(f"""SELECT indexname, indexdef FROM pg_indexes WHERE tablename = '{table}'
            AND indexname NOT IN (SELECT conname FROM pg_constraint)""")

    def tables_with(self, column):
        return [name for (name,) in self.rows(f"""SELECT c.table_name FROM information_schema.columns c
            JOIN information_schema.tables t USING (table_schema, table_name)
            WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.column_name = '{column}'""")]

    def keep(self):
        self.rows("CREATE DATABASE kept TEMPLATE county", "postgres")

    def renew(self):
        self.rows("DROP DATABASE county WITH (FORCE)", "postgres")
        self.rows("CREATE DATABASE county TEMPLATE kept", "postgres")

    def size(self):
        return self.rows("SELECT pg_database_size('county')")[0][0]

    def processes(self):
        first = pathlib.Path(self.folder, "data/postmaster.pid").read_text().split()[0]
        return [first, *pathlib.Path(f"/proc/{first}/task/{first}/children").read_text().split()]

    def close(self):
        self.library("postgres_stop")


class Server:
    """One of the program's servers, and what it costs the processor."""

    def __init__(self, program, store, *arguments):
        with socket.socket() as probe:
            probe.bind((ADDRESS, 0))
            self.port = probe.getsockname()[1]
        self.store, self.log, began = store, store.work / "serve.log", time.monotonic()
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [program, *map(str, arguments), "--listen", f"{ADDRESS}:{self.port}"], cwd=ROOT, stdin=subprocess.DEVNULL,
                stdout=log, stderr=subprocess.STDOUT, start_new_session=True)
        try:
            while not self.answers():
                if self.process.poll() is not None or time.monotonic() > began + 120:
                    raise Unusable("服务没有启动", "The server did not start")
                time.sleep(0.02)
        except BaseException:
            self.stop()
            raise
        self.start_ms = round((time.monotonic() - began) * 1000)

    def answers(self):
        try:
            return self.ask("GET", "/")[0] == 200
        except OSError:
            return False

    def ask(self, method, path, cookie="", body=""):
        line = http.client.HTTPConnection(ADDRESS, self.port, timeout=120)
        try:
            line.request(method, path, body or None, {"Cookie": cookie, **({"Content-Type": "application/x-www-form-urlencoded"} if body else {})})
            answer = line.getresponse()
            return answer.status, answer.headers, answer.read().decode("utf-8", "replace")
        except http.client.HTTPException as error:
            raise OSError(str(error)) from error
        finally:
            line.close()

    def sign_in(self, account):
        """The cookie of an official's session."""
        _, headers, page = self.ask("GET", "/staff/sign-in")
        token = re.search(r'name="csrf_token" value="([^"]*)"', page)
        fields = urllib.parse.urlencode({"csrf_token": token[1] if token else "", "account": account})
        status, headers, _ = self.ask("POST", "/staff/sign-in/demo", cookies(headers), fields)
        if status != 303 or "yw_session=" not in cookies(headers):
            raise Unusable(f"{account} 登录不了：{status}", f"{account} cannot sign in: {status}")
        return cookies(headers)

    def processor(self):
        """Seconds of processor time so far, the database's included."""
        ticks = 0
        for process in [self.process.pid, *self.store.processes()]:
            with contextlib.suppress(OSError):
                # Own time, and that of children that have ended: a connection's process counts with the database's first.
                ticks += sum(map(int, pathlib.Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[11:15]))
        return ticks / TICK

    def settle(self):
        """Waits until nothing is left to do."""
        for _ in range(240):
            before = self.processor()
            time.sleep(0.5)
            if self.processor() - before < 0.05:
                break

    def memory(self):
        found = re.search(r"RssAnon:\s+(\d+)", pathlib.Path(f"/proc/{self.process.pid}/status").read_text())
        return int(found[1]) // 1024 if found else 0

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
        self.process.wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()


def cookies(headers):
    return "; ".join(cookie.partition(";")[0] for cookie in headers.get_all("Set-Cookie", []))


# The cases whose process has ended.
FINISHED = """SELECT c.id FROM service_case c JOIN process_instance i ON i.matter = c.id
    WHERE c.closed_at IS NOT NULL AND i.status = 'completed'"""

# How a copy's column is made of its original's, `t.{c}`. Copy `g.k` of case `o.j` is number (g.k - 1) * {cases} + o.j; its
# rows are the older the larger `k` is. `{c}_rank` says which of the originals' people a column names.
ROW = "t.{c} - g.k * {span}"
NUMBER = "replace(t.{c}, o.number, n.number)"
PERSON = "(SELECT p.key FROM grow_person p WHERE p.i = (t.{c}_rank + g.k * {subjects}) % {people})"
CITIZEN = "1 + (o.rank + g.k * {subjects}) % {people}"
# A person has one case a season.
SEASON = "CAST(CAST(t.{c} AS INTEGER) - 1 - (t.subject_rank + g.k * {subjects}) / {people} AS TEXT)"
YEAR, SEQUENCE = "t.{c} - 1 - g.k % 10", "t.{c} + g.k * 1000000"
SHORT = "substr(t.{c}, 1, 64)"
# Both databases keep the facts apart from the row's other columns, with 2 000 bytes as with 6 000.
FACTS = "substr(t.{c}, 1, 2000)"

# The tables in which a finished case has rows: how they are found, and the columns that a copy has of its own.
COPIED = {
    "service_case": ("t.id = o.id", {
        "id": ROW, "number": NUMBER, "season": SEASON, "applicant": PERSON, "subject": PERSON, "agent": CITIZEN, "facts": FACTS}),
    "case_event": ("t.case_id = o.id", {"id": ROW, "case_id": ROW}),
    "case_consent": ("t.case_id = o.id", {"id": ROW, "case_id": ROW, "subject": PERSON}),
    "case_document": ("t.case_id = o.id", {"id": ROW, "case_id": ROW, "year": YEAR, "sequence": SEQUENCE, "content": SHORT}),
    "notice": ("t.case_number = o.number", {
        "id": ROW, "message_key": NUMBER, "case_number": NUMBER, "recipient": PERSON, "content": SHORT}),
    "outbox": ("substr(t.message_key, 1, 14) = o.number", {"id": ROW, "message_key": NUMBER, "payload": SHORT}),
    "receipt": ("t.case_id = o.id", {"leaf_id": ROW, "case_id": ROW, "subject": PERSON, "details": NUMBER, "salts": SHORT}),
    "process_instance": ("t.id = o.instance", {"id": ROW, "matter": ROW}),
    "process_row": ("t.instance = o.instance", {"instance": ROW, "body": NUMBER}),
    "process_log": ("t.instance = o.instance", {"id": ROW, "instance": ROW}),
    "workflow_task": ("t.instance = o.instance", {"id": ROW, "instance": ROW, "matter": ROW}),
    "delegation": ("t.proof_reference = o.number", {"id": ROW, "principal": PERSON, "agent": CITIZEN, "proof_reference": NUMBER}),
}
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def fill(store, wanted):
    """Brings the number of finished cases up to what is wanted, with the service stopped."""
    cases = store.rows(f"SELECT count(*) FROM ({FINISHED}) AS f")[0][0]
    more = wanted - cases
    if not 0 <= more or cases == 0:
        raise Unusable(f"种子已有 {cases} 件办结，不能变成 {wanted} 件", f"The seed has {cases} finished cases, which cannot become {wanted}")
    if shutil.disk_usage(store.work).free < more * BYTES_OF_A_COPY:
        raise Unusable(f"{store.work} 的磁盘空间不够 {more * BYTES_OF_A_COPY >> 30} GB", f"{store.work} has no {more * BYTES_OF_A_COPY >> 30} GB left")
    with store.filling():
        facts = prepare(store, cases, more)
        for column, named in (("case_id", "id"), ("instance", "instance"), ("matter", "id"), ("case_number", "number")):
            for table in set(store.tables_with(column)) - set(COPIED) - {"grow_case"}:
                if store.rows(f"SELECT count(*) FROM {table} WHERE {column} IN (SELECT {named} FROM grow_case)")[0][0]:
                    raise Unusable(f"办结的事在 {table} 里也有行，{__name__} 还不认识", f"Finished cases have rows in {table}, unknown to {__name__}")
        for table, (belongs, own) in COPIED.items():
            copy(store, table, belongs, own, facts)
        store.rows("""INSERT INTO journal_subject (subject, sequence) SELECT subject, count(*) FROM receipt
            WHERE subject IS NOT NULL AND subject NOT IN (SELECT subject FROM journal_subject) GROUP BY subject ORDER BY subject""")
        store.rows("""INSERT INTO citizen (id, subject, id_number, name, phone, assurance, provider, created_at, seen_at)
            SELECT 1 + p.i, p.key, c.id_number, c.name, c.phone, c.assurance, c.provider, c.created_at, c.seen_at
            FROM grow_person p CROSS JOIN (SELECT * FROM citizen LIMIT 1) AS c""")
        for table in ("subject", "person", "case", "copy", "number"):
            store.rows(f"DROP TABLE grow_{table}")
    found = store.rows(f"SELECT count(*) FROM ({FINISHED}) AS f")[0][0]
    if found != wanted:
        raise Unusable(f"有 {found} 件办结，应为 {wanted} 件", f"{found} finished cases, and not {wanted}")


def prepare(store, cases, more):
    """Lays out who and what is copied; returns the numbers that the copies' columns are made with."""
    store.rows(f"""CREATE TABLE grow_subject AS SELECT key, row_number() OVER (ORDER BY key) AS rank FROM (
        SELECT applicant AS key FROM service_case WHERE id IN ({FINISHED})
        UNION SELECT subject FROM service_case WHERE id IN ({FINISHED})
        UNION SELECT subject FROM receipt WHERE case_id IN ({FINISHED})
        UNION SELECT subject FROM case_consent WHERE case_id IN ({FINISHED})
        UNION SELECT recipient FROM notice) AS s WHERE key IS NOT NULL""")
    store.rows("CREATE UNIQUE INDEX grow_subject_key ON grow_subject (key, rank)")
    # Who is in the journal already keeps the own history, so that the pages that are measured stay the same pages.
    store.rows("""CREATE TABLE grow_person AS SELECT row_number() OVER (ORDER BY id_number_bidx) - 1 AS i, id_number_bidx AS key
        FROM reg_base_person WHERE id_number_bidx NOT IN (SELECT subject FROM journal_subject)""")
    store.rows("CREATE UNIQUE INDEX grow_person_i ON grow_person (i, key)")
    store.rows(f"""CREATE TABLE grow_case AS
        SELECT row_number() OVER (ORDER BY c.id) - 1 AS j, c.id, c.number, i.id AS instance, s.rank FROM service_case c
        JOIN process_instance i ON i.matter = c.id JOIN grow_subject s ON s.key = c.applicant WHERE c.id IN ({FINISHED})""")
    store.rows("CREATE UNIQUE INDEX grow_case_j ON grow_case (j)")
    store.rows(f"""CREATE TABLE grow_copy AS WITH RECURSIVE s (k) AS (
        SELECT CAST({-(-more // cases)} AS BIGINT) UNION ALL SELECT k - 1 FROM s WHERE k > 1) SELECT k FROM s""")
    # Eight characters that nobody guesses, and no number twice: multiplying by an odd number modulo 2^40 can be undone.
    factor, start = random.SystemRandom().randrange(1 << 39, 1 << 40) | 1, random.SystemRandom().randrange(1 << 40)
    letters = [f"substr('{LETTERS}', CAST(1 + (v >> {5 * place}) % 32 AS INTEGER), 1)" for place in range(8)]
    store.rows(f"""CREATE TABLE grow_number AS
        SELECT x, substr(number, 1, 5) || {' || '.join(letters[:4])} || '-' || {' || '.join(letters[4:])} AS number FROM (
            SELECT x, number, ({start} + x * {factor}) % {1 << 40} AS v FROM (
                SELECT (g.k - 1) * {cases} + o.j AS x, o.number FROM grow_copy g CROSS JOIN grow_case o) AS y WHERE x < {more}) AS w""")
    store.rows("CREATE UNIQUE INDEX grow_number_x ON grow_number (x, number)")
    ends = [
        store.rows(f"SELECT min({column}), max({column}) FROM {table}")[0]
        for table, column in (("service_case", "id"), ("receipt", "leaf_id"), ("outbox", "id"), ("notice", "id"), ("process_log", "id"))]
    return {
        "cases": cases, "span": (max(high for _, high in ends) - min(low for low, _ in ends) + 256) // 256 * 256,
        "people": store.rows("SELECT count(*) FROM grow_person")[0][0], "subjects": store.rows("SELECT count(*) FROM grow_subject")[0][0]}


def copy(store, table, belongs, own, facts):
    columns, indexes = store.columns(table), store.indexes(table)
    names, values = ", ".join(columns), ", ".join(own.get(column, "t.{c}").format(c=column, **facts) for column in columns)
    people = [column for column in columns if own.get(column) == PERSON]
    ranks = "".join(f", r_{column}.rank AS {column}_rank" for column in people)
    joins = "".join(f" LEFT JOIN grow_subject r_{column} ON r_{column}.key = t.{column}" for column in people)
    store.rows(f"CREATE TABLE grow_from AS SELECT o.j, t.*{ranks} FROM grow_case o JOIN {table} t ON {belongs}{joins} ORDER BY 2, 3, 4")
    # Row ids only grow while a table is written, which keeps its pages full: the copies, then what was there.
    store.rows(f"CREATE TABLE grow_rest AS SELECT * FROM {table}")
    for name, _ in indexes:
        store.rows(f"DROP INDEX {name}")
    store.rows(f"{store.empty} {table}")
    store.rows(f"""INSERT INTO {table} ({names}) SELECT {values} FROM grow_copy g CROSS JOIN grow_from t
        CROSS JOIN grow_case o CROSS JOIN grow_number n WHERE o.j = t.j AND n.x = (g.k - 1) * {facts['cases']} + t.j""")
    store.rows(f"INSERT INTO {table} ({names}) SELECT {names} FROM grow_rest ORDER BY 1, 2, 3")
    store.rows("DROP TABLE grow_from")
    store.rows("DROP TABLE grow_rest")
    for _, made in indexes:
        store.rows(made)
