"""``python -m migrate``: migrates TensorFlow 1 source trees. See `migrate.cli`."""

from __future__ import annotations

import sys


def main(argv: list[str] | None = None) -> int:
    """Runs the command and returns its exit status; never raises for bad input."""
    try:
        from migrate.cli.app import run
    except KeyboardInterrupt:  # before there was anything to undo
        return 130
    return run(sys.argv[1:] if argv is None else argv)


if __name__ == "__main__":
    sys.exit(main())
