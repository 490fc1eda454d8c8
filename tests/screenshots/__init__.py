"""``make screenshots``: every screen in every state as a picture in ``docs/images``, from the real scenes.

One module for each part (``kiosk``, ``counter`` …; listed in ``__main__.PARTS``) with two functions:

    def names() -> set[str]              # what docs/images/<part> holds; a test says so
    def shots(album: Album) -> None

It brings its screens into each state the way its tests do (a ``QtBot(None)`` serves where they want a qtbot; the
application runs already), and keeps each by ``album.keep("home-zh", window.grabWindow())``, which becomes
``docs/images/<part>/home-zh.png``: a ``QImage``, or the bytes or the path of a picture that a browser has made.
Pictures are brought to at most ``album.EDGE`` pixels on the longer side and to a small palette (20 kB or so). Show
the same each time (a simulated clock, fixed seeds): a picture then changes in the repository only when the screen
does. What a run does not keep any more is deleted.

One part alone: ``make screenshots SCREENSHOTS=kiosk``. To look at them as their screens show them, in a folder beside:
``make screenshots SCREENSHOTS="--whole --out out/pictures kiosk"``.
"""
