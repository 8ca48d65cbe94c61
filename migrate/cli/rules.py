"""``python -m migrate rules [NAMESPACE] [--pages DIR]``: what the tool knows about TF1's API."""

from __future__ import annotations

import argparse
import difflib
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from migrate import config
from migrate.answers import Answer, Kind
from migrate.cli.explain import diagnostic_pages
from migrate.cli.pages import write_pages
from migrate.errors import UsageError
from migrate.rulebook import Rulebook

_WORDS = {
    Kind.SAME: "same in TF 2",
    Kind.RENAME: "renamed",
    Kind.V1: "kept on tf.compat.v1",
    Kind.SCOPE: "on migrate.compat_scope",
    Kind.CALL: "changed arguments",
    Kind.REPLACE: "replaced by another library",
    Kind.FLAG: "flagged",
    Kind.MISSING: "gone",
    Kind.PRIVATE: "private",
    Kind.UNKNOWN: "unknown",
}


def rules(arguments: Sequence[str]) -> int:
    """Lists the namespaces, or what becomes of each symbol of one.

    Raises:
      UsageError: there is no such namespace or symbol, or the rules cannot be read.
    """
    parser = argparse.ArgumentParser(
        prog="migrate rules",
        description="Lists what becomes of TF1's symbols, rules of the project in the working directory included.",
        epilog="Without NAMESPACE it lists the namespaces, with counts.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "namespace", nargs="?", metavar="NAMESPACE", help="such as tf.contrib.layers"
    )
    parser.add_argument(
        "--pages", metavar="DIR", type=Path, help="write it all, and the diagnostics, as Markdown"
    )
    options = parser.parse_args(list(arguments))
    name = options.namespace
    if name and options.pages:
        raise UsageError("--pages writes a page for every namespace: leave NAMESPACE out")
    book = Rulebook(extra=config.load(()).rules)
    if options.pages:
        listed = {namespace: _members(book, namespace) for namespace in _namespaces(book)}
        try:
            count = write_pages(options.pages, listed, diagnostic_pages(), summary)
        except OSError as error:
            raise UsageError(f"--pages {options.pages}: {error.strerror}") from error
        sys.stdout.write(f"{count} pages in {options.pages}\n")
        return 0
    if name is None:
        for namespace in _namespaces(book):
            kinds = Counter(_WORDS[answer.kind] for answer in _members(book, namespace).values())
            counts = ", ".join(f"{number} {words}" for words, number in sorted(kinds.items()))
            sys.stdout.write(f"{namespace}: {counts}\n")
        return 0
    symbol = name if name == "tf" or name.startswith("tf.") else f"tf.{name}"
    members = _members(book, symbol)
    if members:
        for member in sorted(members):
            sys.stdout.write(f"{member}: {summary(members[member])}\n")
        return 0
    answer = book.answer(symbol)
    if answer.symbol == symbol and answer.kind is not Kind.UNKNOWN:
        sys.stdout.write(f"{symbol}: {summary(answer)}\n")
        return 0
    known = {*_namespaces(book), *book.members(symbol.rpartition(".")[0])}
    close = difflib.get_close_matches(symbol, sorted(known), n=3)
    hint = f"; did you mean {' or '.join(close)}?" if close else ""
    raise UsageError(f"there are no rules for {name}{hint} (python -m migrate rules lists all)")


def summary(answer: Answer) -> str:
    """One line: what becomes of a symbol."""
    text = _WORDS.get(answer.kind, answer.kind.value)
    if answer.to and answer.to != answer.symbol:
        text += f": {answer.to}"
    if answer.call is not None:
        text += _arguments(answer)
    if answer.code:
        text += f" [{answer.code}]"
    if answer.advice:
        text += f" {answer.advice}"
    return text


def _arguments(answer: Answer) -> str:
    call = answer.call
    if call is None:
        return ""
    changes = [f"{old} -> {new}" for old, new in sorted(call.rename.items())]
    changes += [f"{old} -> {change.to}" for old, change in sorted(call.convert.items())]
    changes += [f"without {old}" for old in sorted(call.drop)]
    changes += [f"{new}={value}" for new, value in sorted(call.add.items())]
    changes += [f"in graph programs {call.in_graphs}"] if call.in_graphs else []
    return f" ({', '.join(changes)})" if changes else ""


def _namespaces(book: Rulebook) -> list[str]:
    return sorted(path.stem for path in (book.directory / "api").glob("*.toml"))


def _members(book: Rulebook, namespace: str) -> dict[str, Answer]:
    """The symbols directly in a namespace, or written in its file."""
    members = book.members(namespace)
    deeper = tuple(f"{other}." for other in _namespaces(book) if other.startswith(f"{namespace}."))
    return {
        symbol: answer
        for symbol, answer in members.items()
        if answer.kind is not Kind.NAMESPACE and not symbol.startswith(deeper)
    }
