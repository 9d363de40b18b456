"""All journeys in all settings, then the routes that none of them visited."""

import pathlib
import sys
import time

from playwright.sync_api import sync_playwright

from person import Person, Failure
from routes import Routes
from static_site import StaticSite

DEFAULT_FOLDER = pathlib.Path(__file__).resolve().parent.parent.parent / "screenshots"
# Each setting also has a language and a size of type, so that all of them are walked through on a phone and at a desk.
VOICES = {
    ("phone", "on"): ("zh", "standard"), ("phone", "off"): ("en", "large"),
    ("desktop", "on"): ("en", "standard"), ("desktop", "off"): ("zh", "large"),
}
SIZES = {"phone": {"width": 390, "height": 844}, "desktop": {"width": 1280, "height": 900}}


class Walk:
    def __init__(self, options, axe):
        self.options = options
        self.axe = axe.read_text(encoding="utf-8") if axe.is_file() else None
        self.routes = Routes.read(options.routes)
        self.failures = []
        self.undecided = {}
        self.pages = 0
        self.seen = set()

    def run(self, journeys):
        if self.axe is None:
            print("axe-core is not installed: run script/assets first", file=sys.stderr)
            return 1
        started = time.monotonic()
        site = StaticSite(self.options.static) if self.options.static else None
        self.base = site.start() if site else self.options.base.rstrip("/")
        if site:
            self.routes.add_pages(site.pages())
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=self.options.chromium, args=["--no-sandbox"])
                for size in [self.options.size] if self.options.size else SIZES:
                    for scripts in [self.options.scripts] if self.options.scripts else ["on", "off"]:
                        self.walk(browser, journeys, size, scripts)
                browser.close()
        finally:
            if site:
                site.stop()
        return self.report(time.monotonic() - started)

    def walk(self, browser, journeys, size, scripts):
        for name, module in journeys:
            only = getattr(module, "SETTINGS", None)
            if only and (size, scripts) not in only:
                continue
            self.attempt(browser, name, size, scripts, module.journey)
        # What everyone may read and no journey visited is opened by its address.
        def open_all(person):
            for address in self.routes.unvisited(size, scripts):
                try:
                    person.open(address)
                except Failure as failure:
                    self.fail(person, str(failure))
        if not self.options.only:
            self.attempt(browser, "routes", size, scripts, open_all)

    def attempt(self, browser, name, size, scripts, journey):
        person = Person(self, browser, name, size, scripts, SIZES[size])
        begun, before = time.monotonic(), len(self.failures)
        try:
            if not self.options.static:
                person.prefer(*VOICES[size, scripts])
            journey(person)
        except Failure as failure:
            self.fail(person, str(failure))
        except Exception as error:  # a step that the page did not allow
            self.fail(person, f"{type(error).__name__}: {str(error).splitlines()[0]}")
        finally:
            person.leave()
        outcome = "ok" if len(self.failures) == before else "FAILED"
        print(f"{outcome:6} {name} · {size} · scripts {scripts} · {person.step} pages · {time.monotonic() - begun:.1f} s", flush=True)

    def fail(self, person, reason):
        where = f"{person.name} {person.step:02} · {person.size} · scripts {person.scripts} · {person.where()}"
        self.failures.append(f"{where}: {reason}")

    def report(self, seconds):
        left_out = [] if self.options.only else self.routes.left_out()
        for route in left_out:
            self.failures.append(f"route left out: {route}")
        for rule, places in sorted(self.undecided.items()):
            print(f"axe could not decide {rule} on {len(places)} page(s), such as {sorted(places)[0]}")
        for failure in self.failures:
            print(f"✗ {failure}", file=sys.stderr)
        print(f"{self.pages} pages looked at, {len(self.failures)} failures, {seconds:.0f} s")
        return 1 if self.failures else 0

    def folder(self, size, scripts):
        folder = pathlib.Path(self.options.screenshots or DEFAULT_FOLDER) / f"{size}-scripts-{scripts}"
        folder.mkdir(parents=True, exist_ok=True)
        return folder
