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
      .filter(([e, r]) => r.height < (document.documentElement.dataset.theme === 'large' && e.matches('.button, .choice') ? 60 :
        // A table that is edited with a mouse has smaller ones (WCAG 2.2, 2.5.8).
        e.closest('.cells-frame') && !matchMedia('(max-width: 40rem), (pointer: coarse)').matches ? 24 : 43.5))
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
        self.language, self.theme = "zh", "standard"
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
        self.page.get_by_label(words, exact=False).first.check(force=True)  # the label lies over the dot

    def select(self, label, words):
        """Chooses from the list with this label."""
        self.page.get_by_label(label, exact=False).first.select_option(label=words)

    def upload(self, label, *files):
        """Chooses files for the field with this label."""
        self.page.get_by_label(label, exact=False).first.set_input_files([str(file) for file in files])

    def unfold(self, words):
        """Unfolds the details with these words."""
        self.page.locator("summary", has_text=words).first.click()

    def prefer(self, language, theme):
        """Chooses the language and the size of type, as the switches in the head of each page do."""
        self.language, self.theme = language, theme
        self.context.request.get(f"{self.walk.base}/preferences?lang={language}&theme={theme}&to=/healthz")

    def say(self, zh, en):
        """The words in the person's language."""
        return en if self.language == "en" else zh

    def send(self, action, values=None, status=None):
        """Fills the form that goes to an address (a pattern), by the names of its fields, and sends it."""
        forms = self.page.locator("main form[method=post]").all()
        form = next((form for form in forms if re.search(action, form.get_attribute("action") or "")), None)
        if form is None:
            raise Failure(f"no form goes to {action}")
        for name, value in (values or {}).items():
            fields = form.locator(f'[name="{name}"]')
            if fields.count() == 0:
                raise Failure(f"the form has no field {name}")
            kind = fields.first.evaluate("e => e.tagName === 'INPUT' ? e.type : e.tagName.toLowerCase()")
            if kind in ("radio", "checkbox"):
                fields.and_(form.locator(f'[value="{value}"]')).check(force=True)  # the label lies over the dot
            elif kind == "select":
                fields.first.select_option(value=value) if isinstance(value, str) else fields.first.select_option(index=value)
            elif kind == "file":
                fields.first.set_input_files(value)
            else:
                fields.first.fill(value)
        with self.page.expect_navigation():
            form.locator("button[type=submit], button:not([type])").first.click()
        self.arrived(status)

    def go(self, address, status=None):
        """Follows the link that leads to an address (a pattern)."""
        links = self.page.locator("main a[href]").all()
        link = next((link for link in links if re.search(address, link.get_attribute("href") or "")), None)
        if link is None:
            raise Failure(f"no link leads to {address}")
        with self.page.expect_navigation():
            link.click()
        self.arrived(status)

    def download(self, address):
        """Follows the link that leads to a file (a pattern); gives the file's name and what is in it."""
        links = self.page.locator("main a[href]").all()
        link = next((link for link in links if re.search(address, link.get_attribute("href") or "")), None)
        if link is None:
            raise Failure(f"no link leads to {address}")
        with self.page.expect_download() as begun:
            link.click()
        file = begun.value
        if file.failure():
            raise Failure(f"{address} was not downloaded: {file.failure()}")
        # A file is no page: there is nothing to look at, but its address was visited.
        self.walk.routes.visited(urlsplit(file.url).path, self.size, self.scripts)
        return file.suggested_filename, pathlib.Path(file.path()).read_bytes()

    def sign_in(self, index):
        """Signs in as one of the demonstration's parents, by the order of the list."""
        self.open("/sign-in")
        with self.page.expect_navigation():
            self.page.locator('form[action="/sign-in/demo"]').nth(index).locator("button").click()
        self.arrived()

    def sign_in_as(self, words):
        """Signs in as the one of the demonstration's parents whose entry has these words (a pattern); gives the entry."""
        self.open("/sign-in")
        entries = self.page.locator('form[action="/sign-in/demo"]').filter(has_text=re.compile(words))
        if entries.count() == 0:
            raise Failure(f"nobody of the demonstration is described as {words}")
        entry = entries.first.inner_text()
        with self.page.expect_navigation():
            entries.first.locator("button").click()
        self.arrived()
        return entry

    def sign_in_staff(self, account):
        """Signs in as one of the demonstration's officials."""
        self.open("/staff/sign-in")
        self.send("/staff/sign-in/demo", {"account": account})

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

    def picture(self, name, size=None):
        """Keeps a picture for the README, in Chinese, when pictures were asked for."""
        if self.walk.options.images and self.scripts == "on" and self.size == (size or self.size):
            folder = pathlib.Path(self.walk.options.images)
            folder.mkdir(parents=True, exist_ok=True)
            suffix = "-phone" if self.size == "phone" else ""
            was = self.language
            if was != "zh":
                self.prefer("zh", self.theme)
                self.page.reload()
            self.page.screenshot(path=str(folder / f"{name}{suffix}.png"))
            if was != "zh":
                self.prefer(was, self.theme)
                self.page.reload()

    # Looking at a page

    def arrived(self, status=None):
        self.step += 1
        self.walk.pages += 1
        self.page.wait_for_load_state("load")
        path = urlsplit(self.page.url).path
        self.walk.routes.visited(path, self.size, self.scripts)
        wrong, self.complaints = self.complaints, []
        expected = [status] if status else [200, 422]
        look = self.page.evaluate(LOOK)
        wrong += self.judge(look)
        wrong += self.ask_axe(look["theme"])
        if wrong or self.walk.options.screenshots:
            folder = self.walk.folder(self.size, self.scripts)
            self.page.screenshot(path=str(folder / f"{self.name}-{self.step:02}.png"), full_page=True)
        # A fault of a page is noted and the journey goes on; a wrong answer of the server ends it.
        if wrong:
            self.walk.fail(self, "; ".join(wrong))
        if self.status is not None and self.status not in expected:
            raise Failure(f"answered {self.status}")

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
        markup = re.sub(r'value="[^"]{16,}"|[0-9]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}|[0-9]{2}:[0-9]{2}', "", self.page.content())
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
