"""``GET /api/v1/openapi.json``, made from the table of routes and the message types themselves."""

import functools
import re
from typing import Any

import msgspec
from aiohttp import web

from shared.protocol.answers import Problem
from shared.protocol.requests import CounterRequest

REF = "#/components/schemas/{name}"


async def openapi(request: web.Request) -> web.Response:
    """Public."""
    return web.Response(body=document(), content_type="application/json")


@functools.cache
def document() -> bytes:
    """The OpenAPI 3.1 document."""
    from shared.hub.http.routes import ROUTES, Route

    kinds = {kind for route in ROUTES for kind in (route.body, route.result) if kind is not None} | {Problem}
    ordered = sorted(kinds, key=lambda kind: kind.__name__)
    schemas, components = msgspec.json.schema_components(ordered, ref_template=REF)
    schema = dict(zip(ordered, schemas, strict=True))
    for kind in ordered:
        if issubclass(kind, CounterRequest):  # over HTTP the counter is in the address
            del components[kind.__name__]["properties"]["counter"]
    problem = {"description": "Why not", "content": {"application/problem+json": {"schema": schema[Problem]}}}

    def operation(route: Route) -> dict[str, Any]:
        described: dict[str, Any] = {
            "summary": route.summary,
            "parameters": [
                {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
                for name in re.findall(r"{(\w+)}", route.path)
            ],
            "responses": {str(route.status): {"description": "Done"}, "default": problem},
            "security": [] if route.access == "public" else [{"device": []}],
            "x-access": route.access,
        }
        if route.body is not None:
            described["requestBody"] = {"content": {"application/json": {"schema": schema[route.body]}}}
            key = {"name": "Idempotency-Key", "in": "header", "schema": {"type": "string"}}
            described["parameters"].append(key)
        if route.result is not None:
            described["responses"][str(route.status)]["content"] = {
                "text/event-stream" if route.pushed else "application/json": {"schema": schema[route.result]}
            }
        return described

    paths: dict[str, dict[str, Any]] = {}
    for route in ROUTES:
        paths.setdefault(route.path, {})[route.method.lower()] = operation(route)
    return msgspec.json.encode(
        {
            "openapi": "3.1.0",
            "info": {"title": "Fairhall", "version": "1"},
            "paths": paths,
            "components": {
                "schemas": components,
                "securitySchemes": {"device": {"type": "http", "scheme": "bearer"}},
            },
        }
    )
