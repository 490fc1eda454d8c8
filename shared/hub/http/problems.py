"""Every error as problem+json (RFC 9457), whoever raised it; nothing unexpected reaches the client as a stack."""

import logging
from collections.abc import Awaitable, Callable

import msgspec
from aiohttp import web

from shared.hall.refusals import Refused
from shared.hub.access.errors import AccessError
from shared.hub.errors import HubError
from shared.journal.errors import JournalError
from shared.protocol.answers import Problem
from shared.protocol.codec import Malformed

log = logging.getLogger("fairhall.hub.http")

UNKNOWN = {"unknown-service", "unknown-counter", "unknown-ticket", "unknown-review"}
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def problem_of(error: Exception, request_id: str = "") -> Problem:
    """The problem of any error; one we did not foresee is logged and says only that it is ours."""
    match error:
        case Refused():
            status = 404 if error.code in UNKNOWN else 409
            return Problem(
                error.code, status, _title(error.code), str(error), dict(error.params), request_id=request_id
            )
        case HubError():
            return Problem(
                error.code, error.status, _title(error.code), error.detail, dict(error.params), request_id=request_id
            )
        case Malformed():
            return Problem("malformed", 400, _title("malformed"), str(error), request_id=request_id)
        case AccessError() | JournalError():
            log.warning("answered with 503: %s", error)
            return Problem("fault", 503, _title("fault"), str(error), request_id=request_id)
        case web.HTTPException():
            code = {404: "no-such-route", 405: "method-not-allowed", 413: "too-large"}.get(error.status, "http-error")
            return Problem(code, error.status, error.reason, error.reason, request_id=request_id)
    log.error("unexpected error", exc_info=error)
    return Problem("our-bug", 500, _title("our-bug"), request_id=request_id)


def _title(code: str) -> str:
    return code.replace("-", " ")


def response(problem: Problem) -> web.Response:
    """The problem as an HTTP response."""
    wait = problem.params.get("seconds") if problem.status in (429, 503) else None
    headers = {"Retry-After": str(wait)} if wait is not None else {}
    return web.Response(
        status=problem.status,
        body=msgspec.json.encode(problem),
        content_type="application/problem+json",
        headers=headers,
    )


@web.middleware
async def problems(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Outermost middleware."""
    try:
        return await handler(request)
    except web.HTTPException as error:
        if error.status < 400:
            raise
        return response(problem_of(error))
    except ConnectionError:
        raise  # whoever asked has gone
    except Exception as error:
        return response(problem_of(error))
