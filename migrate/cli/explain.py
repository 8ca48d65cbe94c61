"""``python -m migrate explain CODE``: a diagnostic's page."""

from __future__ import annotations

import argparse
import difflib
import sys
from collections.abc import Sequence
from typing import Any

from migrate.errors import UsageError


def explain(arguments: Sequence[str]) -> int:
    """Prints the page of one code, or the list of all codes.

    Raises:
      UsageError: there is no such code.
    """
    parser = argparse.ArgumentParser(
        prog="migrate explain",
        description="Prints what a diagnostic or reason code means and what to do about it.",
        epilog="Without CODE it lists all codes.",
        allow_abbrev=False,
    )
    parser.add_argument("code", nargs="?", metavar="CODE", help="such as TF101")
    code = parser.parse_args(list(arguments)).code
    pages = diagnostic_pages()
    if code is None:
        for name, page in sorted(pages.items()):
            sys.stdout.write(f"{name}  {page['severity']:8} {page['title']}\n")
        return 0
    name = code.upper()
    if name not in pages:
        close = difflib.get_close_matches(name, pages, n=3, cutoff=0.6)
        hint = f"; did you mean {' or '.join(close)}?" if close else ""
        raise UsageError(
            f"there is no code {code}{hint} (python -m migrate explain lists all codes)"
        )
    page = pages[name]
    sys.stdout.write(f"{name} ({page['severity']}): {page['title']}\n\n")
    sys.stdout.write(f"{page['explanation'].strip()}\n\nWhat to do: {page['advice']}\n")
    return 0


def diagnostic_pages() -> dict[str, dict[str, Any]]:
    """What ``rules/diagnostics.toml`` says of each code."""
    from migrate.rulebook import load_toml, rules_dir

    return load_toml(rules_dir() / "diagnostics.toml")
