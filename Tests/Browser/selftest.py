#!/usr/bin/env python3
"""Proves that the browser tests find what they are for: each page here has one fault, and each fault must be named."""

import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent

PAGE = """<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head><body><main>{body}</main></body></html>"""

FAULTS = {
    "label": (dict(body="<h1>A</h1><input type='text'>"), "axe: label"),
    "contrast": (dict(body="<h1>A</h1><p><font color='#bbbbbb'>pale</font></p>"), "color-contrast"),
    "headings": (dict(body="<h1>A</h1><h1>B</h1>"), "2 main headings"),
    "language": (dict(body="<h1>A</h1>", lang=""), "no language"),
    "style": (dict(body="<h1 style='color:red'>A</h1>"), "Content Security Policy"),
    "script": (dict(body="<h1>A</h1><script>1</script>"), "Content Security Policy"),
    "wide": (dict(body="<h1>A</h1><svg width='3000' height='9' aria-hidden='true'></svg>"), "scrolls sideways"),
    "twice": (dict(body="<h1 id='a'>A</h1><p id='a'>B</p>"), "identifiers used twice"),
    "small": (dict(body="<h1>A</h1><button>b</button>"), "targets too small"),
    "title": (dict(body="<h1>A</h1>", title=""), "no title"),
}


def main():
    wrong = []
    with tempfile.TemporaryDirectory() as folder:
        site = pathlib.Path(folder) / "site"
        site.mkdir()
        (pathlib.Path(folder) / "journeys").mkdir()
        for name, (parts, _) in FAULTS.items():
            page = PAGE.format(**{"lang": "en", "title": "T", **parts})
            (site / f"{name}.html").write_text(page, encoding="utf-8")
        (site / "right.html").write_text(PAGE.format(lang="en", title="T", body="<h1>A</h1>"), encoding="utf-8")
        command = [sys.executable, str(HERE / "run.py"), "--static", str(site), "--size", "desktop", "--scripts", "on"]
        command += ["--screenshots", str(pathlib.Path(folder) / "shots"), "--journeys", str(pathlib.Path(folder) / "journeys")]
        done = subprocess.run(command, capture_output=True, text=True)
    lines = done.stderr.splitlines()
    if done.returncode == 0:
        wrong.append("the run with faulty pages passed")
    for name, (_, reason) in FAULTS.items():
        if not any(f"/{name}.html" in line and reason in line for line in lines):
            wrong.append(f"{name}: “{reason}” was not found")
    if any("/right.html" in line for line in lines):
        wrong.append("the right page was refused")
    for line in wrong:
        print(f"✗ {line}", file=sys.stderr)
    if wrong:
        print(done.stderr, file=sys.stderr)
        sys.exit(1)
    print(f"{len(FAULTS)} kinds of fault are found, and the right page is taken")


if __name__ == "__main__":
    main()
