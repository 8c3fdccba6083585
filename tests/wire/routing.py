"""Which function answers which request, and what is written down about each request."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from tests.wire.permissions import bits_of
from tests.wire.values import Json

Found = tuple[str, dict[str, str], Any]


class PathTree:
    """Path templates to values; a literal segment wins over a `{wildcard}`."""

    def __init__(self) -> None:
        self._root: dict[str, Any] = {}

    def add(self, method: str, template: str, value: object) -> None:
        """Remember `value` for this method and template."""
        node, names = self._root, []
        for segment in template.strip("/").split("/"):
            if segment.startswith("{"):
                names.append(segment[1:-1])
                segment = "*"
            node = node.setdefault(segment, {})
        node.setdefault("//", {})[method] = (template, names, value)

    def find(self, method: str, segments: list[str]) -> Found | None:
        """(template, values of its wildcards, value) for a path."""
        stack: list[tuple[dict[str, Any], int, tuple[str, ...]]] = [(self._root, 0, ())]
        while stack:
            node, depth, values = stack.pop()
            if depth == len(segments):
                hit = node.get("//", {}).get(method)
                if hit:
                    return hit[0], dict(zip(hit[1], values, strict=True)), hit[2]
                continue
            segment = segments[depth]
            if "*" in node:
                stack.append((node["*"], depth + 1, (*values, segment)))
            if segment in node and segment != "*":
                stack.append((node[segment], depth + 1, values))
        return None


@dataclass(frozen=True, slots=True)
class Route:
    """A function that answers a route, and what is asked of the request first."""

    answer: Callable[[Any, Record], Any]
    authorised: bool
    """Needs `Authorization: Bot <token>`."""
    exempt: bool
    """Outside the global rate limit, as the endpoints of interactions are."""
    permissions: int
    """Bits that the bot needs in the channel or guild which the path names."""


ROUTES = PathTree()
Handler = TypeVar("Handler", bound=Callable[..., Any])


def route(
    method: str, template: str, *, needs: str = "", authorised: bool = True, exempt: bool = False
) -> Callable[[Handler], Handler]:
    """Register a function of (stand-in, record) as what answers a route."""

    def register(answer: Handler) -> Handler:
        ROUTES.add(method, template, Route(answer, authorised, exempt, bits_of(needs)))
        return answer

    return register


def interaction_route(method: str, template: str) -> Callable[[Handler], Handler]:
    """The same for the endpoints that an interaction's token opens."""
    return route(method, template, authorised=False, exempt=True)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file sent by the bot."""

    name: str
    filename: str
    content_type: str
    data: bytes


@dataclass(eq=False, slots=True)
class Record:
    """One request that the bot made, and what it was answered."""

    method: str
    path: str
    route: str
    """The route's template; empty where the route is unknown."""
    params: dict[str, str]
    query: dict[str, str]
    headers: Mapping[str, str]
    t_in: float
    """`time.monotonic()` when the head of the request had arrived."""
    body: Any = None
    files: list[Upload] = field(default_factory=list)
    multipart: bool = False
    status: int = 0
    answer: Any = None
    t_out: float = 0.0
    interaction: Any = None
    violations: list[str] = field(default_factory=list)
    fault: bool = False
    exempt: bool = False

    @property
    def json(self) -> Json:
        """The body as an object; empty where none was sent."""
        return self.body if isinstance(self.body, dict) else {}

    def __str__(self) -> str:
        return f"{self.method} {self.path} -> {self.status}"


@dataclass(slots=True)
class Fault:
    """A spoiled answer, for the next `times` requests that match."""

    method: str
    pattern: str
    status: int | None
    times: int = 1
    retry_after: float = 1.0
    is_global: bool = False
    code: int = 0
    message: str = ""
    delay: float = 0.0
    after: bool = False
    hits: int = 0

    def matches(self, record: Record) -> bool:
        """Whether this request is to be spoiled; the pattern is a route template or an expression on the path."""
        if self.times <= 0 or self.method not in ("*", record.method):
            return False
        return self.pattern == record.route or re.fullmatch(self.pattern, record.path) is not None
