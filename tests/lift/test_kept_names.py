"""Attributes that keep what a local name of the same word holds."""

from __future__ import annotations

import ast

import pytest

from migrate.lift.normal.cores.kept_names import kept_names


def kept(body: str, after: str = "") -> set[str]:
    return set(kept_names(ast.parse(body).body, ast.parse(after).body, "self"))


def test_the_local_name_will_do() -> None:
    assert kept("last = f(x)\nself.last = last\nout = g(last, self.last)") == {"last"}
    assert kept("with a:\n    last = f(x)\n    self.last = last\nout = g(last)") == {"last"}


@pytest.mark.parametrize(
    "body",
    [
        "last = f(x)\nself.last = last\nlast = g(last)\nuse(x)",
        "last = f(self.last)\nself.last = last\nuse(x)",
        "last = f(x)\nself.last = last\nself.last = g(x)",
        "for y in x:\n    last = f(x)\n    self.last = last\nuse(x)",
        "last = f(x)\nself.last = other = last",
        "last = f(x)\nself.latest = last",
        "self.last = last\nuse(last)",
        "with a:\n    last = f(x)\n    self.last = last",
        "last = f(x)\nself.last = last\ng = lambda: last",
        "last = f(x)\nif last:\n    self.last = last\nuse(x)",
    ],
)
def test_it_will_not(body: str) -> None:
    assert not kept(body)


def test_what_reads_it_behind() -> None:
    assert not kept("last = f(x)\nself.last = last\nuse(x)", "use(last)")
