"""QR codes on the hub's pages."""

import functools

QUIET = 4
"""Modules left white on every side."""


@functools.lru_cache(256)
def svg(text: str) -> bytes:
    """A picture of any size. Raises ``DataOverflowError`` for text that fits no code."""
    import qrcode  # and Pillow behind it: a hall whose phones scan nothing does not pay for it

    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=QUIET)
    code.add_data(text)
    rows = code.get_matrix()
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    side = len(rows)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{side}v{side}H0z"/><path d="{path}"/></svg>'
    ).encode()
