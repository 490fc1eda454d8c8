"""A terminal's small files: written whole or not at all, readable for their owner alone."""

import os
from pathlib import Path
from tempfile import NamedTemporaryFile


def replace(path: Path, data: bytes) -> None:
    """Put ``data`` in the place of the file (mode 0600), on disk when it returns. Raises OSError; the old one stays."""
    with NamedTemporaryFile(dir=path.parent, prefix=path.name, delete=False) as file:  # created with mode 0600
        part = Path(file.name)
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            part.replace(path)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
