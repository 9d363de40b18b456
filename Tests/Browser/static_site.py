"""Serves a folder of built pages with the product's own content security policy."""

import functools
import http.server
import pathlib
import threading

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'")


class Handler(http.server.SimpleHTTPRequestHandler):
    def end_headers(self):
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, *arguments):
        pass


class StaticSite:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder).resolve()

    def start(self):
        handler = functools.partial(Handler, directory=str(self.folder))
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def pages(self):
        return sorted("/" + str(file.relative_to(self.folder)) for file in self.folder.rglob("*.html"))

    def stop(self):
        self.server.shutdown()
