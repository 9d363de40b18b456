#!/usr/bin/env python3
"""Walks through the pages in a real browser, as people do: phone and desktop, scripts on and off, every page by axe.

    Tests/Browser/run.py http://127.0.0.1:8080 --routes routes.json      all journeys; fails on a route left out
    Tests/Browser/run.py --static FOLDER                                 the pages of a folder, such as a built gallery
    Tests/Browser/run.py URL --only parent --size phone                  one journey
    Tests/Browser/run.py URL --images docs/images                        also the pictures for the README

`routes.json` is what `yiwang routes --json` prints. A page is wrong when axe finds a violation, the console holds an
error, the content security policy refuses something, it scrolls sideways, or it has not exactly one main heading.
A page route that nobody visited fails the run. Pictures of wrong pages go to screenshots/ (not committed).
"""

import argparse
import hashlib
import importlib.util
import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
ENVIRONMENT = ROOT / ".venv-browser"


def enter_environment():
    """Makes the environment with the pinned packages, once, and goes on inside it."""
    wanted = hashlib.sha256((HERE / "requirements.txt").read_bytes()).hexdigest()
    marker = ENVIRONMENT / "requirements.sha256"
    python = ENVIRONMENT / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(ENVIRONMENT)], check=True)
    if not marker.exists() or marker.read_text() != wanted:
        install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run(install + ["-r", str(HERE / "requirements.txt")], check=True)
        marker.write_text(wanted)
    if pathlib.Path(sys.prefix).resolve() != ENVIRONMENT.resolve():
        os.execv(str(python), [str(python), *sys.argv])


def load_journeys(folder, only):
    journeys = []
    for file in sorted(folder.glob("*.py")):
        if only and only not in file.stem:
            continue
        spec = importlib.util.spec_from_file_location(f"journeys.{file.stem}", file)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        journeys.append((file.stem, module))
    return journeys


def arguments():
    parser = argparse.ArgumentParser(description="Walks through the pages in a real browser.")
    parser.add_argument("base", nargs="?", help="where the server is, such as http://127.0.0.1:8080")
    parser.add_argument("--static", metavar="FOLDER", help="serve the pages of a folder instead")
    parser.add_argument("--routes", metavar="FILE", help="the routes as `yiwang routes --json` prints them")
    parser.add_argument("--journeys", metavar="FOLDER", default=str(HERE / "journeys"))
    parser.add_argument("--only", metavar="NAME", help="only journeys whose name contains this")
    parser.add_argument("--size", choices=["phone", "desktop"], help="only this size")
    parser.add_argument("--scripts", choices=["on", "off"], help="only with scripts on or off")
    parser.add_argument("--screenshots", metavar="FOLDER", help="keep a picture of every page, not only of wrong ones")
    parser.add_argument("--images", metavar="FOLDER", help="write the pictures for the README here")
    parser.add_argument("--chromium", default=os.environ.get("YIWANG_CHROMIUM", "/usr/bin/chromium"))
    options = parser.parse_args()
    if bool(options.base) == bool(options.static):
        parser.error("give the server's address, or --static FOLDER")
    return options


def main():
    options = arguments()
    enter_environment()
    sys.path.insert(0, str(HERE))
    from walk import Walk

    journeys = load_journeys(pathlib.Path(options.journeys), options.only)
    sys.exit(Walk(options, ENVIRONMENT / "vendor" / "axe" / "axe.min.js").run(journeys))


if __name__ == "__main__":
    main()
