"""``fairhall hub`` that gives its witnesses a minute: on a busy machine the moment a story is about must not pass."""

import sys

from shared.cli import main
from shared.hub import witnesses

if __name__ == "__main__":
    witnesses.PATIENCE_S = witnesses.RETURN_S = 60.0
    sys.exit(main())
