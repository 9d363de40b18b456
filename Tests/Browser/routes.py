"""The server's page routes: which were visited, which are to be opened by their address, which were left out.

The list is what `yiwang routes --json` prints: [{"method": "GET", "path": "/services/{id}", "access": "everyone"}].
A route that everyone may read and that has no parameters is opened by its address; every other one must be visited by a
journey, signed in as the journey needs. What is no page is named here with its reason, and nowhere else.
"""

import json
import re

NO_PAGES = {
    "/healthz": "plain text for machines",
    "/metrics": "plain text for machines",
    "/assets/**": "style sheets, scripts and pictures: pages load them",
    "/preferences": "only leads back to the page it came from; every journey goes through it",
    "/drafts/{number}/next": "only leads to the first open question; every application goes through it",
    "/sign-in/province": "leads to the province's sign-on, which the demonstration does not have",
    "/sign-in/province/return": "comes back from the province's sign-on, which the demonstration does not have",
    "/desk/updates": "events for the inbox, not a page; journeys/restaurant.py looks at what they do",
    "/desk/cases/{number}/files/{file}": "a download, not a page; tested in Tests/WebTests/OfficialViewTests.swift",
}


class Routes:
    def __init__(self, routes):
        self.routes = [route for route in routes if route["method"] == "GET"
                       and route.get("caller") != "program" and route["path"] not in NO_PAGES]
        self.seen = {}

    @classmethod
    def read(cls, path):
        if not path:
            return cls([])
        with open(path, encoding="utf-8") as file:
            return cls(json.load(file))

    def add_pages(self, paths):
        self.routes += [{"method": "GET", "path": path} for path in paths]

    def visited(self, path, size, scripts):
        route = self.route_of(path)
        if route is not None:
            self.seen.setdefault(route["path"], set()).add((size, scripts))

    def route_of(self, path):
        matching = [route for route in self.routes if self.pattern(route["path"]).fullmatch(path)]
        # Of several the one with the fewest parameters is meant, as in the router.
        return min(matching, key=lambda route: route["path"].count("{"), default=None)

    def unvisited(self, size, scripts):
        """The addresses that anyone can open and that no journey opened in this setting."""
        return [route["path"] for route in self.routes
                if "{" not in route["path"] and route.get("access", "everyone") == "everyone"
                and (size, scripts) not in self.seen.get(route["path"], set())]

    def left_out(self):
        return [route["path"] for route in self.routes if route["path"] not in self.seen]

    @staticmethod
    def pattern(path):
        parts = re.split(r"(\{[^}]*\})", path)
        return re.compile("".join("[^/]+" if part.startswith("{") else re.escape(part) for part in parts))
