"""``python -m migrate``: migrates TensorFlow 1 source trees. See `migrate.cli`."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the command and returns its exit status; never raises for bad input."""
    try:
        from migrate.cli.app import run
    except KeyboardInterrupt:  # before there was anything to undo
        return 130
    return run(sys.argv[1:] if argv is None else list(argv))


if __name__ == "__main__":
    sys.exit(main())
