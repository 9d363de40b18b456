#!/usr/bin/env python3
"""The engines of rules alone, on one thread, beside their peers (PyPI) on the same inputs in the same run.

    script/bench decisions [--rounds N] [--program FILE] [--children N] [--kit DIR] [--json FILE]

* A table of ten rows: SpiffWorkflow's decision engine beside ours, on the same file and the same inputs; ours explains
  each decision, as it does in a case.
* The enrolment graph of the package: distinct children of a county that is made for it, each with all the data that were
  looked up, decided with its explanation.
* An application of about two kilobytes against its JSON Schema: jsonschema, fastjsonschema and jsonschema-rs beside ours,
  parsed before, and with parsing (theirs by json.loads).
* With --kit, the time that a folder of the decision kit takes, starting the program included.

The median of the rounds counts. Ends with 1 where a goal is missed.
"""

import argparse
import json
import pathlib
import random
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
ENVIRONMENT = ROOT / ".venv-decisions"
PACKAGES = ["SpiffWorkflow==3.2.0", "jsonschema==4.26.0", "fastjsonschema==2.22.3", "jsonschema-rs==0.61.2"]
SECONDS = 2.0

# A table as counties have them: what a bus pass costs, by age, where one lives, and what one is entitled to.
ROWS = [
    ("< 6", "-", "-", 0, "R-01"),
    ("[6..18)", '"town"', "-", 30, "R-02"),
    ("[6..18)", '"village"', "-", 20, "R-03"),
    ("[18..60)", '"town"', "true", 40, "R-04"),
    ("[18..60)", '"town"', "false", 80, "R-05"),
    ("[18..60)", '"village"', "true", 30, "R-06"),
    ("[18..60)", '"village"', "false", 60, "R-07"),
    ("[60..65)", '"town"', "-", 40, "R-08"),
    ("[60..65)", '"village"', "-", 30, "R-09"),
    (">= 65", "-", "-", 0, "R-10"),
]


def enter_environment():
    python, mark = ENVIRONMENT / "bin" / "python", ENVIRONMENT / "installed.txt"
    wanted = "\n".join(PACKAGES)
    if not mark.exists() or mark.read_text(encoding="utf-8") != wanted:
        subprocess.run([sys.executable, "-m", "venv", str(ENVIRONMENT)], check=True)
        install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PACKAGES]
        subprocess.run(install, check=True)
        mark.write_text(wanted, encoding="utf-8")
    if pathlib.Path(sys.prefix).resolve() != ENVIRONMENT.resolve():
        raise SystemExit(subprocess.run([str(python), *sys.argv]).returncode)


def table(spiff):
    """The table as DMN; SpiffWorkflow writes comparisons in Python."""

    def cell(text):
        if not spiff or text == "-":
            return "" if spiff else text
        if text.startswith("["):
            low, high = text[1:-1].split("..")
            return f"{low} &lt;= ? &lt; {high}"
        text = text.replace("true", "True").replace("false", "False")
        return text.replace("<", "&lt;").replace(">", "&gt;")

    def plain(text):
        return text.replace("<", "&lt;").replace(">", "&gt;")

    rows = "".join(
        f'<rule id="{rule}">'
        + "".join(
            f'<inputEntry id="{rule}-{place}"><text>{cell(text) if spiff else plain(text)}</text></inputEntry>'
            for place, text in enumerate((age, home, help))
        )
        + f'<outputEntry id="{rule}-o"><text>{price}</text></outputEntry></rule>'
        for age, home, help, price, rule in ROWS
    )
    inputs = "".join(
        f'<input id="i-{name}" label="{name}"><inputExpression id="e-{name}" typeRef="{kind}"><text>{name}</text></inputExpression></input>'
        for name, kind in (("age", "number"), ("home", "string"), ("assisted", "boolean"))
    )
    requirements = "".join(
        f'<informationRequirement id="r-{name}"><requiredInput href="#d-{name}"/></informationRequirement>'
        for name in ("age", "home", "assisted")
    )
    data = "".join(
        f'<inputData id="d-{name}" name="{name}"><variable id="v-{name}" name="{name}"/></inputData>'
        for name in ("age", "home", "assisted")
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" '
        f'id="bus-pass" name="bus-pass" namespace="urn:bench">{data}<decision id="price" name="price">'
        f'<variable id="v-price" name="price"/>{requirements}<decisionTable id="t" hitPolicy="UNIQUE">{inputs}'
        f'<output id="o-price" label="price" name="price" typeRef="number"/>{rows}</decisionTable></decision></definitions>'
    )


def passengers(count):
    random.seed(12)
    people = []
    for _ in range(count):
        people.append({"age": random.randrange(95), "home": random.choice(["town", "village"]), "assisted": random.random() < 0.2})
    return people


def decide_with_spiff(source, people):
    """Decisions a second of SpiffWorkflow, with the prices by how often they were given."""
    from lxml import etree

    from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine
    from SpiffWorkflow.dmn.engine.DMNEngine import DMNEngine
    from SpiffWorkflow.dmn.parser.DMNParser import DMNParser

    root = etree.fromstring(source.encode())
    parser = DMNParser(None, root, {"dmn": root.nsmap[None]})
    parser.parse()
    engine = DMNEngine(parser.decision.decisionTables[0])

    class Workflow:
        script_engine = PythonScriptEngine()

    class Task:
        workflow = Workflow
        data = {}

    answers, done, start = {}, 0, time.perf_counter()
    while time.perf_counter() - start < SECONDS:
        answers = {}
        for person in people:
            Task.data = dict(person)
            price = str(engine.result(Task)["price"])
            answers[price] = answers.get(price, 0) + 1
        done += len(people)
    return done / (time.perf_counter() - start), answers


SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "https://example.org/application",
    "type": "object",
    "additionalProperties": False,
    "required": ["service", "number", "submitted_on", "channel", "applicant", "child", "guardians", "home", "materials", "consents", "schools"],
    "properties": {
        "service": {"const": "new-pupil-enrolment"},
        "number": {"type": "string", "pattern": "^990121-[0-9]{4}-[0-9]{6}$"},
        "submitted_on": {"type": "string", "minLength": 10, "maxLength": 10},
        "channel": {"enum": ["online", "counter", "helper", "phone"]},
        "applicant": {"$ref": "#/$defs/person"},
        "child": {
            "allOf": [{"$ref": "#/$defs/person"}],
            "type": "object",
            "required": ["born", "sex"],
            "properties": {"born": {"type": "string", "minLength": 10, "maxLength": 10}, "sex": {"enum": ["female", "male"]}, "kindergarten": {"type": "string", "maxLength": 60}},
        },
        "guardians": {"type": "array", "minItems": 1, "maxItems": 4, "items": {"type": "object", "required": ["person", "relation"], "properties": {"person": {"$ref": "#/$defs/person"}, "relation": {"enum": ["father", "mother", "grandparent", "other"]}}}},
        "home": {
            "type": "object",
            "required": ["kind", "division", "address"],
            "properties": {
                "kind": {"enum": ["owned", "village", "rented", "other"]},
                "division": {"type": "string", "minLength": 6, "maxLength": 12},
                "address": {"type": "string", "minLength": 4, "maxLength": 120},
                "area": {"type": "number", "minimum": 0, "maximum": 2000},
                "since": {"type": "string", "minLength": 10, "maxLength": 10},
                "certificate": {"type": "string", "maxLength": 40},
            },
            "if": {"properties": {"kind": {"const": "owned"}}},
            "then": {"required": ["certificate"]},
        },
        "materials": {"type": "array", "maxItems": 20, "items": {"type": "object", "required": ["name", "sm3", "bytes"], "properties": {"name": {"type": "string", "maxLength": 80}, "sm3": {"type": "string", "minLength": 64, "maxLength": 64}, "bytes": {"type": "integer", "minimum": 1, "maximum": 20971520}, "kind": {"enum": ["image/jpeg", "image/png", "application/pdf"]}}}},
        "consents": {"type": "array", "uniqueItems": True, "items": {"type": "string", "maxLength": 40}},
        "schools": {"type": "array", "maxItems": 3, "items": {"type": "object", "required": ["code", "order"], "properties": {"code": {"type": "string", "maxLength": 20}, "order": {"type": "integer", "minimum": 1, "maximum": 3}}}},
        "circumstances": {"type": "array", "items": {"enum": ["sibling", "twin", "disability", "beneficiary"]}},
        "remarks": {"type": "string", "maxLength": 500},
    },
    "$defs": {"person": {"type": "object", "required": ["id_number", "name"], "properties": {"id_number": {"type": "string", "pattern": "^[0-9]{17}[0-9X]$"}, "name": {"type": "string", "minLength": 1, "maxLength": 40}, "phone": {"type": "string", "minLength": 7, "maxLength": 20}, "address": {"type": "string", "maxLength": 120}}}},
}


def applications(count):
    """Applications of about two kilobytes; one in ten breaks a rule."""
    random.seed(7)
    hexadecimal = "0123456789abcdef"
    texts = []
    for place in range(count):

        def person(name, year):
            number = f"990121{year}{random.randrange(1, 13):02}{random.randrange(1, 29):02}{random.randrange(1000):03}{random.choice('0123456789X')}"
            return {"id_number": number, "name": name, "phone": f"138{random.randrange(10**8):08}", "address": f"松禾县东风镇迎春路{random.randrange(1, 400)}号{random.randrange(1, 30)}幢{random.randrange(1, 9)}01室"}

        document = {
            "service": "new-pupil-enrolment",
            "number": f"990121-2026-{place:06}",
            "submitted_on": "2026-06-08",
            "channel": random.choice(["online", "counter", "helper"]),
            "applicant": person("欧阳建国", 1988),
            "child": {**person("欧阳小满", 2020), "born": "2020-03-05", "sex": random.choice(["female", "male"]), "kindergarten": "东风镇中心幼儿园"},
            "guardians": [{"person": person("欧阳建国", 1988), "relation": "father"}, {"person": person("刘玉兰", 1990), "relation": "mother"}],
            "home": {"kind": "owned", "division": "990121001002", "address": f"松禾县东风镇迎春路{random.randrange(1, 400)}号", "area": random.randrange(40, 200) + 0.5, "since": "2015-09-01", "certificate": f"松禾县不动产权第{random.randrange(10**7):07}号"},
            "materials": [{"name": name, "sm3": "".join(random.choice(hexadecimal) for _ in range(64)), "bytes": random.randrange(1, 9_000_000), "kind": "image/jpeg"} for name in ("户口簿.jpg", "不动产权证.jpg", "预防接种证.jpg", "出生医学证明.jpg", "监护人身份证.jpg")],
            "consents": ["household", "property", "vaccination"],
            "schools": [{"code": "990121S001", "order": 1}, {"code": "990121S004", "order": 2}],
            "circumstances": ["sibling"],
            "remarks": "哥哥在本校三年级，希望同校就读，早晚由爷爷一起接送。",
        }
        if place % 10 == 9:
            document["home"]["area"] = -1
        texts.append(json.dumps(document, ensure_ascii=False, separators=(",", ":")))
    return texts


def validate_with(name, texts):
    """Documents a second of a peer: parsed before, and with json.loads; how many were valid."""
    if name == "jsonschema":
        import jsonschema

        is_valid = jsonschema.Draft202012Validator(SCHEMA).is_valid
    elif name == "jsonschema-rs":
        import jsonschema_rs

        is_valid = jsonschema_rs.validator_for(SCHEMA).is_valid
    else:
        import fastjsonschema

        # It knows draft 7, which says the same for the keywords of this schema but for where definitions are written.
        check = fastjsonschema.compile({**SCHEMA, "$schema": "http://json-schema.org/draft-07/schema#"})

        def is_valid(document):
            try:
                check(document)
                return True
            except fastjsonschema.JsonSchemaException:
                return False

    documents = [json.loads(text) for text in texts]

    def rate(once):
        done, start, valid = 0, time.perf_counter(), 0
        while time.perf_counter() - start < SECONDS:
            valid = once()
            done += len(texts)
        return done / (time.perf_counter() - start), valid

    parsed, valid = rate(lambda: sum(map(is_valid, documents)))
    with_parsing, also = rate(lambda: sum(is_valid(json.loads(text)) for text in texts))
    assert valid == also
    return parsed, with_parsing, valid


def run(program, *arguments):
    done = subprocess.run([program, *map(str, arguments)], check=True, capture_output=True, text=True, cwd=ROOT)
    return json.loads(done.stdout[done.stdout.index("{"):])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--children", type=int, default=2_000)
    parser.add_argument("--program", default=str(ROOT / ".build-release/release/yiwang"))
    parser.add_argument("--kit")
    parser.add_argument("--json")
    options = parser.parse_args()
    enter_environment()
    rows = {}

    def note(name, value):
        rows.setdefault(name, []).append(value)

    people, texts = passengers(500), applications(500)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "ten.dmn").write_text(table(False), encoding="utf-8")
        (folder / "people.jsonl").write_text("\n".join(map(json.dumps, people)), encoding="utf-8")
        (folder / "schema.json").write_text(json.dumps(SCHEMA), encoding="utf-8")
        (folder / "applications.jsonl").write_text("\n".join(texts), encoding="utf-8")
        county = ["--data", folder / "county", "--profile", "county", "--people", 300_000]
        if options.children:
            subprocess.run([options.program, "county", "seed", *map(str, county)], check=True, capture_output=True, cwd=ROOT)
        for _ in range(options.rounds):
            ours = run(options.program, "bench", "table", folder / "ten.dmn", "price", folder / "people.jsonl")
            note("ten rows, ours", ours["per_second"])
            speed, answers = decide_with_spiff(table(True), people)
            note("ten rows, SpiffWorkflow", speed)
            if answers != ours["answers"]:
                raise SystemExit(f"The two do not decide alike: {ours['answers']} and {answers}")
            if options.children:
                graph = run(options.program, "bench", "decisions", "--data", folder / "county", "--children", options.children)
                note("enrolment graph, ours", graph["per_second"])
                note("enrolment graph, distinct children", graph["decisions"])
            ours = run(options.program, "bench", "validation", folder / "schema.json", folder / "applications.jsonl")
            note("application parsed before, ours", ours["parsed_per_second"])
            note("application with parsing, ours", ours["with_parsing_per_second"])
            note("parsing alone, ours", ours["parsing_per_second"])
            note("bytes of an application", ours["bytes"] / ours["documents"])
            for peer in ("jsonschema", "fastjsonschema", "jsonschema-rs"):
                parsed, with_parsing, valid = validate_with(peer, texts)
                if valid != ours["valid"]:
                    raise SystemExit(f"{peer} finds {valid} valid, ours {ours['valid']}")
                note(f"application parsed before, {peer}", parsed)
                note(f"application with json.loads, {peer}", with_parsing)
            if options.kit:
                start = time.perf_counter()
                done = subprocess.run([options.program, "conformance", "dmn", options.kit], capture_output=True, text=True, cwd=ROOT)
                note("kit of decisions, ms", (time.perf_counter() - start) * 1000)
                print(done.stdout.strip().splitlines()[-1])
    medians = {name: round(statistics.median(values)) for name, values in rows.items()}
    for name, value in medians.items():
        print(f"{value:>11,}  {name}")
    if options.json:
        pathlib.Path(options.json).write_text(json.dumps({"rounds": options.rounds, "medians": medians, "all": rows}, indent=2), encoding="utf-8")
    goals = {
        "ten rows, ours": 100 * medians["ten rows, SpiffWorkflow"],
        "enrolment graph, ours": 300_000,
        "application parsed before, ours": 300_000,
        "application with parsing, ours": max(100_000, medians["application with json.loads, jsonschema-rs"]),
    }
    missed = [f"{name}: {medians[name]:,} of {goal:,}" for name, goal in goals.items() if medians.get(name, goal) < goal]
    if options.kit and medians["kit of decisions, ms"] > 10_000:
        missed.append("kit of decisions")
    for line in missed:
        print(f"✗ {line}")
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
