"""One paper, held against the record: is its record there, and is it under the commitment that was printed?"""

from shared.hall import events as e
from shared.protocol.paper import Paper
from shared.verify.problem import Wrong
from shared.verify.record import Record


class PaperCheck:
    """``see`` every record; ``missing`` at the end."""

    def __init__(self, paper: Paper) -> None:
        self._paper = paper
        self._commitment = ""
        self._number = ""
        self._request: e.DrawRequest | None = None
        self.said = ""
        """What the record tells of this ticket, once it was found."""

    def see(self, record: Record, event: e.AnyEvent, leaf: str) -> Wrong | None:
        """Why the paper does not agree with this record."""
        match event:
            case e.DayOpened():
                self._commitment = event.commitment
            case e.TicketIssued() if event.ticket == self._paper.ticket:
                self._number = event.number
            case e.DrawRequest():
                self._request = event
        if not leaf.startswith(self._paper.leaf):
            return None
        self.said = f"The paper of {self._paper.ticket} is record {record.seq}: {self._told(event)}"
        if (ticket := getattr(event, "ticket", "")) != self._paper.ticket:
            return Wrong("the paper's record is that of its ticket", self._paper.ticket, ticket or record.type)
        if not self._commitment.startswith(self._paper.seal):
            rule = "the paper was printed under the commitment that the record opens with"
            return Wrong(rule, f"{self._paper.seal}…", self._commitment)
        return None

    def missing(self) -> Wrong | None:
        """If the whole record went by without the paper's."""
        if self.said:
            return None
        return Wrong("the paper's record must be here", f"leaf {self._paper.leaf}…", "no such record")

    def _told(self, event: e.AnyEvent) -> str:
        number = f"number {self._number}"
        if isinstance(event, e.DrawResolved) and self._request is not None:
            named = ", ".join((event.main, *event.reserves))
            if isinstance(self._request, e.DrawRequested):
                among = ", ".join(f"{window} (load {load})" for window, load in self._request.windows)
                return f"{number}, draw {event.i} over windows {among}: {named}"
            return f"{number}, draw {event.i} of a round: {named}"
        if isinstance(event, e.WindowsInherited):
            named = ", ".join((event.main, *event.reserves))
            return f"{number}, which keeps the windows drawn for the person before: {named}"
        return f"{number}, whose window was drawn later"
