"""Holds bodies to Discord's own OpenAPI document, where the environment says where that is."""

from __future__ import annotations

import copy
import functools
import os
from pathlib import Path
from typing import Any

import orjson
from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from tests.wire.routing import PathTree
from tests.wire.values import Json

ENVIRONMENT = "DISCORD_OPENAPI"
URI = "urn:discord-openapi"
NUMERIC_STRINGS = {"permissions", "allow", "deny", "default_member_permissions"}
"""Documented in prose as strings of digits, in the document as integers."""


def openapi_path() -> Path | None:
    """Where Discord's OpenAPI document is, if the environment names a file that exists."""
    named = os.environ.get(ENVIRONMENT)
    return Path(named) if named and Path(named).is_file() else None


def load_spec(source: str | Path | Json | None) -> Spec | None:
    """A Spec from a path, from the document itself, or from the environment ("auto"); None where there is none."""
    if isinstance(source, dict):
        return Spec(source)
    path = openapi_path() if source == "auto" else source
    return _spec_of(str(path)) if path else None


@functools.lru_cache(maxsize=2)
def _spec_of(path: str) -> Spec:
    return Spec(orjson.loads(Path(path).read_bytes()))


class Spec:
    """Validators for the bodies of requests and answers, made when they are first needed."""

    def __init__(self, source: Json) -> None:
        document = copy.deepcopy(source)
        # Discord takes integers for ids, and strings of digits for permission bits, everywhere.
        schemas = document["components"]["schemas"]
        schemas["SnowflakeType"]["type"] = ["string", "integer"]
        # The codes of single fields are words, such as BASE_TYPE_REQUIRED; the document says numbers.
        schemas["Error"]["properties"]["code"]["type"] = ["integer", "string"]
        _relax(schemas)
        _relax(document["paths"])
        self._document = document
        self._validators: dict[tuple[str, ...], Any] = {}
        self._registry: Any = Registry().with_resource(URI, DRAFT202012.create_resource(document))
        self.routes = PathTree()
        for path, operations in document["paths"].items():
            for method, operation in operations.items():
                if isinstance(operation, dict):
                    self.routes.add(method.upper(), path, (path, method))

    def request(self, method: str, segments: list[str], body: Any, *, multipart: bool) -> list[str]:
        """What is wrong with the body of a request."""
        hit = self.routes.find(method, segments)
        if hit is None:
            return ["the route is not in Discord's OpenAPI document"]
        path, verb = hit[2]
        described = self._document["paths"][path][verb].get("requestBody", {})
        content = described.get("content", {})
        if not content:
            return ["a body was sent to a route that takes none"] if body else []
        if body is None:
            missing = described.get("required") and "application/json" in content
            return ["no body was sent"] if missing else []
        form = multipart and "application/json" not in content
        kind = "multipart/form-data" if form else "application/json"
        return self._explain(("paths", path, verb, "requestBody", "content", kind, "schema"), body)

    def answer(self, method: str, segments: list[str], status: int, body: Any) -> list[str]:
        """What is wrong with an answer of the stand-in."""
        hit = self.routes.find(method, segments)
        if hit is None:
            return []
        path, verb = hit[2]
        responses = self._document["paths"][path][verb]["responses"]
        key = str(status) if str(status) in responses else "4XX" if 400 <= status < 500 else None
        if key is None:
            return [f"{status} is not among the answers {', '.join(responses)}"] if status < 500 else []
        pointer = ("paths", path, verb, "responses", key, "content", "application/json", "schema")
        if self._validator(pointer) is None:
            return ["a body was sent with a status that has none"] if body is not None else []
        return self._explain(pointer, body)

    def _explain(self, pointer: tuple[str, ...], body: Any) -> list[str]:
        validator = self._validator(pointer)
        error = best_match(validator.iter_errors(body)) if validator else None
        return [f"{error.json_path}: {error.message[:300]}"] if error else []

    def _validator(self, pointer: tuple[str, ...]) -> Any:
        if pointer not in self._validators:
            self._validators[pointer] = self._make_validator(pointer)
        return self._validators[pointer]

    def _make_validator(self, pointer: tuple[str, ...]) -> Any:
        node: Any = self._document
        where: list[str] = []
        for part in pointer:
            node = node.get(part) if isinstance(node, dict) else None
            where.append(part)
            if isinstance(node, dict) and "$ref" in node and part != pointer[-1]:
                where = node["$ref"].removeprefix("#/").split("/")
                node = functools.reduce(lambda inner, step: inner[step], where, self._document)
        if node is None:
            return None
        escapes = (("~", "~0"), ("/", "~1"), ("{", "%7B"), ("}", "%7D"))
        steps = [functools.reduce(lambda text, pair: text.replace(*pair), escapes, step) for step in where]
        return Draft202012Validator({"$ref": f"{URI}#/{'/'.join(steps)}"}, registry=self._registry)


def _relax(node: Any) -> None:
    if isinstance(node, list):
        for inner in node:
            _relax(inner)
        return
    if not isinstance(node, dict):
        return
    properties = node.get("properties")
    for name, schema in properties.items() if isinstance(properties, dict) else ():
        if name in NUMERIC_STRINGS and isinstance(schema, dict) and "type" in schema:
            kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
            if "integer" in kinds:
                schema.update(type=[*kinds, "string"], pattern="^[0-9]+$")
    for inner in node.values():
        _relax(inner)
