"""The gallery, and what our script adds to pages: counting, sending once, reducing photos."""

import pathlib
import random
import struct
import tempfile
import zlib

from person import Failure


def photo(width, height):
    """A picture of random dots, so that it does not compress: larger than what is sent as it is."""
    dots = random.Random(1)
    noise = b"".join(b"\0" + dots.randbytes(width * 3) for _ in range(height))

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(noise, 1)) + chunk(b"IEND", b"")


def journey(person):
    if not person.walk.options.static:
        person.prefer("zh", person.theme)
    person.open("/design.html" if person.walk.options.static else "/design")
    person.see("组件一览")
    page = person.page
    first = page.evaluate("() => { document.activeElement.blur(); return document.activeElement.tagName }")
    page.keyboard.press("Tab")
    focused = page.evaluate("() => document.activeElement.className")
    if focused != "skip-link":
        raise Failure(f"the first stop of the keyboard is “{focused}” after {first}, not the skip link")

    page.get_by_label("哪里不对？").fill("地址少了组号")
    note = page.locator("#example-note-count").inner_text()
    if (note == "还可以写194个字") != (person.scripts == "on"):
        raise Failure(f"the count of characters says “{note}”")

    sent = []

    def receive(route):
        if route.request.method == "POST":
            sent.append(route.request.post_data)
            route.fulfill(status=204)
        else:
            route.fallback()

    page.route("**/*", receive)
    button = page.locator("form[data-once] button[type=submit]").first
    button.click()
    if person.scripts == "on":
        button.click()
        page.wait_for_timeout(300)
        if len(sent) != 1:
            raise Failure(f"the form was sent {len(sent)} times")
    if "csrf_token=" not in sent[0]:
        raise Failure("the form was sent without its token")

    if person.scripts == "on" and person.size == "phone":
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "seal.png"
            file.write_bytes(photo(2400, 900))
            page.locator("#example-file").set_input_files(str(file))
            page.wait_for_function("() => document.querySelector('#example-file').files[0].type === 'image/jpeg'")
            size = page.evaluate("() => document.querySelector('#example-file').files[0].size")
            if size >= file.stat().st_size:
                raise Failure("the photo was not made smaller")
