#!/usr/bin/env python3
"""Processes alone, each step durable, beside SpiffWorkflow (PyPI) on the same models in the same run.

    script/bench processes [--instances N] [--rounds N] [--program FILE] [--json FILE]

One-task instances and ten-task instances from start to end, a step that is done 2 500, 5 000 and 10 000 times, and what a
million waiting timers cost while a thousand become due, on SQLite and on a PostgreSQL of its own. Ours commits each step before it goes on; SpiffWorkflow keeps everything in memory,
once as it is and once with its own serialisation after each step, which is then thrown away: neither is durable. The
median of the rounds counts.
"""

import argparse
import json
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
ENVIRONMENT = ROOT / ".venv-processes"
PACKAGE = "SpiffWorkflow==3.2.0"
MANY = ("2500", "5000", "10000")
TIMERS = 1_000_000


def enter_environment():
    python, mark = ENVIRONMENT / "bin" / "python", ENVIRONMENT / "installed.txt"
    if not mark.exists() or mark.read_text(encoding="utf-8") != PACKAGE:
        subprocess.run([sys.executable, "-m", "venv", str(ENVIRONMENT)], check=True)
        install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", PACKAGE]
        subprocess.run(install, check=True)
        mark.write_text(PACKAGE, encoding="utf-8")
    if pathlib.Path(sys.prefix).resolve() != ENVIRONMENT.resolve():
        raise SystemExit(subprocess.run([str(python), *sys.argv]).returncode)


def ours(program, instances, database):
    with tempfile.TemporaryDirectory() as folder:
        command = [program, "bench", "processes", "--data", folder + "/data", "--instances", str(instances), "--timers", str(TIMERS)]
        if database == "postgres":
            command = [str(ROOT / "script/lib/postgres"), "run", "sh", "-c", 'exec "$@" --database "$YIWANG_TEST_POSTGRES"', "sh", *command]
        done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
        return json.loads(done.stdout[done.stdout.index("{"):])


def model(tasks):
    names = ["s", *(f"t{number}" for number in range(1, tasks + 1)), "e"]
    body = '<startEvent id="s"/>' + "".join(f'<userTask id="{name}" name="{name}"/>' for name in names[1:-1]) + '<endEvent id="e"/>'
    body += "".join(f'<sequenceFlow id="{a}-{b}" sourceRef="{a}" targetRef="{b}"/>' for a, b in zip(names, names[1:]))
    return (
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:bench">'
        f'<process id="p" isExecutable="true">{body}</process></definitions>'
    )


def spiff(tasks, seconds, serialises):
    """Instances a second of SpiffWorkflow, on one thread, for about so many seconds."""
    import io

    from SpiffWorkflow.bpmn.parser import BpmnParser
    from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
    from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
    from SpiffWorkflow.util.task import TaskState

    parser = BpmnParser()
    parser.add_bpmn_io(io.BytesIO(model(tasks).encode()), "bench.bpmn")
    spec = parser.get_spec("p")
    serializer = BpmnWorkflowSerializer()
    count, start = 0, time.perf_counter()
    while time.perf_counter() - start < seconds:
        instance = BpmnWorkflow(spec)
        instance.do_engine_steps()
        if serialises:
            serializer.serialize_json(instance)
        for _ in range(tasks):
            instance.get_next_task(state=TaskState.READY, manual=True).run()
            instance.do_engine_steps()
            if serialises:
                serializer.serialize_json(instance)
        assert instance.is_completed()
        count += 1
    return count / (time.perf_counter() - start)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--instances", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--program", default=str(ROOT / ".build-release/release/yiwang"))
    parser.add_argument("--json")
    options = parser.parse_args()
    enter_environment()
    rows = {}

    def note(name, value):
        rows.setdefault(name, []).append(value)

    for _ in range(options.rounds):
        for database in ("sqlite", "postgres"):
            figures = ours(options.program, options.instances if database == "sqlite" else options.instances // 4, database)
            note(f"one task, {database}, per second", figures["one_task_per_second"])
            note(f"ten tasks, {database}, per second", figures["ten_tasks_per_second"])
            for count in MANY:
                note(f"{count} times, {database}, ms", figures["repeated_milliseconds"][count])
            note(f"round with {TIMERS:,} timers waiting, {database}, µs", figures["timers"]["idle_round_microseconds"])
            note(f"latest of 1,000 due among {TIMERS:,}, {database}, ms", figures["timers"]["latest_milliseconds"])
        for tasks, name in ((1, "one task"), (10, "ten tasks")):
            note(f"{name}, SpiffWorkflow in memory, per second", spiff(tasks, 2, False))
            note(f"{name}, SpiffWorkflow serialised, per second", spiff(tasks, 2, True))
    medians = {name: round(statistics.median(values)) for name, values in rows.items()}
    for name, value in medians.items():
        print(f"{value:>9,}  {name}")
    if options.json:
        pathlib.Path(options.json).write_text(json.dumps({"rounds": options.rounds, "medians": medians, "all": rows}, indent=2), encoding="utf-8")
    goals = {
        "one task, sqlite, per second": 5_000,
        "one task, postgres, per second": 2_500,
        "ten tasks, sqlite, per second": 600,
    }
    missed = [name for name, goal in goals.items() if medians[name] < goal]
    missed += [name for name in medians if name.startswith("10000 times") and medians[name] > 5_000]
    missed += [name for name in medians if name.startswith("latest") and medians[name] > 2_000]
    for name in missed:
        print(f"✗ {name}")
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
