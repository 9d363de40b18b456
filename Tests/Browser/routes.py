"""The server's page routes: which were visited, by whom the others are to be opened, which were left out.

The list is what `yiwang routes --json` prints:
    {"sessions": {"parent": "/demo/sign-in"},
     "routes": [{"method": "GET", "path": "/services/{id}", "kind": "page", "roles": ["parent"], "example": "/services/x"}]}
`roles` empty or missing: anyone. `example` is needed where the path has parameters and no journey visits it.
"""

import json
import re


class Routes:
    def __init__(self, routes, sessions):
        self.sessions = sessions
        self.routes = [route for route in routes if route.get("kind", "page") == "page" and route["method"] == "GET"]
        self.seen = {}

    @classmethod
    def read(cls, path):
        if not path:
            return cls([], {})
        with open(path, encoding="utf-8") as file:
            content = json.load(file)
        if isinstance(content, list):
            content = {"routes": content}
        return cls(content["routes"], content.get("sessions", {}))

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

    def unvisited_by_role(self, size, scripts):
        result = {}
        for route in self.routes:
            address = route.get("example") or (None if "{" in route["path"] else route["path"])
            if address and (size, scripts) not in self.seen.get(route["path"], set()):
                for role in route.get("roles") or [""]:
                    result.setdefault(role, []).append(address)
        return result

    def left_out(self):
        return [route["path"] for route in self.routes if route["path"] not in self.seen]

    @staticmethod
    def pattern(path):
        parts = re.split(r"(\{[^}]*\})", path)
        return re.compile("".join("[^/]+" if part.startswith("{") else re.escape(part) for part in parts))
