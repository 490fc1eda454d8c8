"""The hub's errors. Business answers are ``shared.hall.refusals.Refused``; these are the others.

HubError
├── Fault        the world failed (disk, database): nothing of the request was done; ask again
├── NotAllowed   this device or person may not do that
└── NotThere     there is no such thing to read
"""


class HubError(Exception):
    """Base; ``code`` is the catalogue key of the text people read, ``status`` the HTTP status."""

    status = 500

    def __init__(self, code: str, detail: str = "", **params: str | int) -> None:
        super().__init__(detail or code)
        self.code = code
        self.detail = detail
        self.params = params


class Fault(HubError):
    """The journal could not be written. The hub rebuilds from it and keeps serving reads."""

    status = 503


class NotAllowed(HubError):
    """401 without or with a wrong identity, 403 without the right."""

    def __init__(self, code: str, status: int = 403, detail: str = "", **params: str | int) -> None:
        super().__init__(code, detail, **params)
        self.status = status


class NotThere(HubError):
    """What was asked for is not in the record."""

    status = 404
