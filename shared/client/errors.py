"""What may go wrong between a terminal and its hub; each message says what to do.

ClientError
├── Unusable           its directory is another terminal's, or read-only
├── IdentityError      the terminal does not know who it is: pair it
└── PairingError       it could not be paired
    ├── MistypedToken  the token is no token
    ├── HubUnreachable nobody answers at the address
    ├── HubNotTrusted  somebody answers, but not the hub that gave the token; the secret was not sent
    └── TokenRefused   the hub does not take the token (used, expired, unknown)
"""


class ClientError(Exception):
    """Base of all: the world's fault, to be shown as it is."""


class Unusable(ClientError):
    """The terminal's directory is another one's, or cannot be written."""


class IdentityError(ClientError):
    """The identity file is missing or damaged."""


class PairingError(ClientError):
    """Base of what ends a pairing."""


class MistypedToken(PairingError):
    """The token is no token; nobody was asked."""


class HubUnreachable(PairingError):
    """Nobody answers at the address, or not as a hub does."""


class HubNotTrusted(PairingError):
    """Another hub than the token's; nothing secret was sent."""


class TokenRefused(PairingError):
    """The hub does not take the token."""
