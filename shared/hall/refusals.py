"""Why the hall says no: business answers, not faults. Texts in both languages live in the catalogue by ``code``."""


class Refused(Exception):
    """The command changes nothing. ``code`` is a catalogue key ``refused.<code>``; ``params`` fill its text."""

    def __init__(self, code: str, **params: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        return f"{self.code} {self.params}" if self.params else self.code


CODES = (
    "hall-not-open",  # no business day is open yet
    "hall-closed",  # outside the hours: {opens}
    "unknown-service",  # {service}
    "unknown-counter",  # {counter}
    "unknown-ticket",  # {ticket}
    "unknown-warning",  # {warning}: it is over
    "asked-long-ago",  # more than {minutes} minutes ago: nobody is there any more
    "sold-out",  # the service's tickets of today are all taken
    "not-leased",  # {number} is of no block of this kiosk today
    "number-used",  # {number} has a ticket already
    "already-waiting",  # the person holds {number} for this service
    "counter-closed",  # the counter must be open first
    "counter-paused",  # come back from the pause first
    "counter-taken",  # another clerk is signed in here
    "counter-already-open",
    "counter-busy",  # a citizen is at the desk or called: {number}
    "nobody-called",  # recall, serve, no-show need a called ticket
    "nobody-served",  # finish, park, transfer need a ticket at the desk
    "nobody-missed",  # nobody was missed here since the last call
    "unknown-reason",  # {reason} is none of the codes
    "say-why",  # another reason than the listed ones is written out, in {characters} characters or more
    "ticket-at-desk",  # {number} is called or served at a window already
    "recall-too-soon",  # {seconds} to wait
    "no-show-too-soon",  # {seconds} to wait, {calls} still to make
    "ticket-not-missed",
    "ticket-not-parked",
    "ticket-not-waiting",
    "not-able",  # the counter may not take {service}
    "same-service",  # transfer to the service it already has
    "too-many-services",  # more than {most} services on one ticket
    "nothing-to-evaluate",
    "already-evaluated",
    "bad-grade",  # grade must be 1 to 5
    "reason-needed",  # a bad grade from this source carries a reason
    "bad-phone",  # the number to call is none
    "unknown-review",  # its time is over, or it never was
    "review-settled",  # somebody has seen to this bad grade already
    "service-in-use",  # {service} still has tickets waiting; it stays until they are served
    "other-hall",  # this journal is of hall {hall}; another hall has a data directory of its own
    "counter-in-use",  # {counter} is still open; it stays until it is closed
    "no-appointments",  # the service is not booked ahead
    "not-bookable",  # that day or hour is not among the next {days} working days' hours
    "hour-full",  # no place left at {hour}
    "already-booked",  # the person has an appointment on {day}
    "booking-off",  # too many were not kept: none before {until}
    "unknown-appointment",
    "too-late-to-cancel",  # {minutes} before it at the latest
    "check-in-too-early",  # on {day} from {opens}
    "check-in-too-late",  # {minutes} after it at the latest
    "unknown-witness",  # {witness} does not bear witness today
    "witness-not-asked",  # {witness} is not part of the open draw
    "witness-not-out",  # {witness} was not struck
    "readmitted-before",  # {witness} was taken back once today already
    "no-such-draw",  # draw {i} is not open
    "draw-open",  # a draw that was given up is drawn again first
    "abandoned-before",  # a draw was given up once today already
    "not-signed",  # by a {who}
    "seed-not-lost",  # no draw of {day} was given up that waits for this seed
    "sealed-already",  # a ticket of the day carries its seal: more witnesses join tomorrow
    "not-as-sealed",  # {day} was sealed otherwise the evening before
    "day-not-newer",  # the business day is already open or past
)
