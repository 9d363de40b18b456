"""Someone with a phone or at a desk. Each step that leads to a page also looks whether the page is right."""

import hashlib
import pathlib
import re
from urllib.parse import urlsplit

import axe

EMPTY_SCRIPT = {"status": 200, "content_type": "text/javascript", "body": ""}

LOOK = """() => {
  const visible = (e) => e.getClientRects().length > 0;
  return {
    headings: document.querySelectorAll('h1').length,
    main: document.querySelectorAll('main').length,
    lang: document.documentElement.lang,
    title: document.title.trim(),
    overflow: document.documentElement.scrollWidth - window.innerWidth,
    theme: document.documentElement.dataset.theme || '',
    scripts: document.documentElement.classList.contains('with-script'),
    duplicates: [...document.querySelectorAll('[id]')].map(e => e.id).filter((id, i, all) => all.indexOf(id) !== i),
    small: [...document.querySelectorAll('button, input:not([type=hidden]), select, .button, .switch, .choice')]
      .filter(visible).map(e => [e, (e.closest('.choice') || e).getBoundingClientRect()])
      .filter(([e, r]) => r.height < (document.documentElement.dataset.theme === 'large' && e.matches('.button, .choice') ? 60 : 43.5))
      .map(([e]) => e.outerHTML.slice(0, 80)),
  };
}"""


class Failure(Exception):
    """A page or a step is not as it should be."""


class Person:
    def __init__(self, walk, browser, name, size, scripts, viewport):
        self.walk, self.name, self.size, self.scripts = walk, name, size, scripts
        self.step = 0
        self.complaints = []
        self.context = browser.new_context(
            viewport=viewport, locale="zh-CN", timezone_id="Asia/Shanghai", has_touch=size == "phone",
            reduced_motion="reduce", base_url=walk.base)
        self.context.set_default_timeout(10_000)
        if scripts == "off":
            # The policy allows no inline scripts, so without files no script of ours runs; axe can still be asked.
            self.context.route(
                "**/*", lambda route: route.fulfill(**EMPTY_SCRIPT)
                if route.request.resource_type == "script" else route.continue_())
        self.page = self.context.new_page()
        self.page.on("console", self.hear)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script error: {error}"))
        self.status = None
        self.page.on("response", self.note_status)

    # Steps

    def open(self, address, status=None):
        """Goes to an address."""
        self.page.goto(self.walk.base + address if address.startswith("/") else address)
        self.arrived(status)

    def follow(self, words, status=None):
        """Follows the link with these words."""
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=words).first.click()
        self.arrived(status)

    def press(self, words, status=None):
        """Presses the button with these words; the page that comes is looked at."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=words).first.click()
        self.arrived(status)

    def fill(self, label, value):
        """Enters a value into the field with this label."""
        self.page.get_by_label(label, exact=False).first.fill(value)

    def choose(self, words):
        """Chooses the answer with these words (a dot or a box)."""
        self.page.get_by_label(words, exact=False).first.check()

    def select(self, label, words):
        """Chooses from the list with this label."""
        self.page.get_by_label(label, exact=False).first.select_option(label=words)

    def upload(self, label, *files):
        """Chooses files for the field with this label."""
        self.page.get_by_label(label, exact=False).first.set_input_files([str(file) for file in files])

    def unfold(self, words):
        """Unfolds the details with these words."""
        self.page.locator("summary", has_text=words).first.click()

    def sign_in(self, role):
        """Signs in as one of the demo's people: the session of this name in the list of routes."""
        address = self.walk.routes.sessions.get(role)
        if not address:
            raise Failure(f"nobody is known by the name {role}")
        self.open(address)
        button = self.page.locator(f'[data-session="{role}"]')
        if button.count():
            with self.page.expect_navigation():
                button.first.click()
            self.arrived()

    def back(self):
        """Goes back with the browser's own button."""
        self.page.go_back()
        self.arrived()

    # Observations

    def see(self, words):
        """The page shows these words."""
        if self.page.get_by_text(words).count() == 0:
            raise Failure(f"the page does not say “{words}”")

    def see_not(self, words):
        """The page does not show these words."""
        if self.page.get_by_text(words).count() > 0:
            raise Failure(f"the page says “{words}”")

    def at(self, pattern):
        """The address matches a pattern."""
        if not re.search(pattern, self.page.url):
            raise Failure(f"the address is not {pattern}")

    def text(self, selector):
        """The words of an element."""
        return self.page.locator(selector).first.inner_text()

    def picture(self, name):
        """Keeps a picture for the README, when pictures were asked for."""
        if self.walk.options.images and self.scripts == "on":
            folder = pathlib.Path(self.walk.options.images)
            folder.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=str(folder / f"{name}-{self.size}.png"))

    # Looking at a page

    def arrived(self, status=None):
        self.step += 1
        self.walk.pages += 1
        self.page.wait_for_load_state("load")
        path = urlsplit(self.page.url).path
        self.walk.routes.visited(path, self.size, self.scripts)
        wrong, self.complaints = self.complaints, []
        expected = [status] if status else [200, 422]
        if self.status is not None and self.status not in expected:
            wrong.append(f"answered {self.status}")
        look = self.page.evaluate(LOOK)
        wrong += self.judge(look)
        folder = self.walk.folder(self.size, self.scripts)
        self.page.screenshot(path=str(folder / f"{self.name}-{self.step:02}.png"), full_page=True)
        wrong += self.ask_axe(look["theme"])
        if wrong:
            raise Failure("; ".join(wrong))

    def judge(self, look):
        """What is wrong with the page apart from axe's rules."""
        wrong = []
        if look["headings"] != 1:
            wrong.append(f"{look['headings']} main headings")
        if look["main"] != 1:
            wrong.append(f"{look['main']} main elements")
        if look["lang"] not in ("zh-Hans", "en"):
            wrong.append("no language")
        if not look["title"]:
            wrong.append("no title")
        if look["overflow"] > 0:
            wrong.append(f"scrolls sideways by {look['overflow']} px")
        if look["duplicates"]:
            wrong.append(f"identifiers used twice: {', '.join(sorted(set(look['duplicates']))[:5])}")
        if look["small"]:
            wrong.append(f"targets too small: {'; '.join(look['small'][:3])}")
        if look["scripts"] != (self.scripts == "on") and self.page.locator("script[src]").count():
            wrong.append(f"our script ran: {look['scripts']}")
        return wrong

    def ask_axe(self, theme):
        """What axe finds."""
        # The same markup in the same setting has the same result: asked once.
        markup = re.sub(r'value="[^"]{16,}"', "", self.page.content())
        key = (hashlib.sha256(markup.encode()).digest(), self.size)
        if key in self.walk.seen:
            return []
        self.walk.seen.add(key)
        violations, undecided = axe.ask(self.page, self.walk.axe, theme)
        for rule in undecided:
            self.walk.undecided.setdefault(rule, set()).add(self.where())
        return [f"axe: {violation}" for violation in violations]

    def hear(self, message):
        if message.type in ("error", "warning"):
            # A form that comes back with its errors, or a page that is meant to be missing, is no fault of the page.
            if re.search(r"status of (4\d\d)", message.text):
                return
            self.complaints.append(f"console: {message.text}")

    def note_status(self, response):
        if response.request.is_navigation_request() and response.frame == self.page.main_frame:
            self.status = response.status

    def where(self):
        return urlsplit(self.page.url).path

    def leave(self):
        self.context.close()
