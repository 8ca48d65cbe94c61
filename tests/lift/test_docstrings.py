"""Docstrings say nothing of parameters that went."""

from __future__ import annotations

from pathlib import Path

import pytest

from migrate.lift.text.docstrings import without_entries

from .lifting import Lifted

GOOGLE = '''\
"""Dense.

Args:
  x: a tensor
  reuse: share the variables
    of an earlier call
  scope (str): its scope: of the caller
Returns:
  reuse of it all
"""'''
SPHINX = '''\
"""Dense.

:param x: a tensor
:param bool reuse: share
:param scope: its scope
"""'''


def shown(text: str, gone: set[str], **renamed: str) -> str:
    return "\n".join(without_entries(text.split("\n"), gone, renamed))


def test_entries_go_with_their_lines() -> None:
    assert shown(GOOGLE, {"reuse"}, scope="name") == (
        '"""Dense.\n\nArgs:\n  x: a tensor\n  name (str): its scope: of the caller\nReturns:\n'
        '  reuse of it all\n"""'
    )
    assert shown(SPHINX, {"reuse"}, scope="name") == (
        '"""Dense.\n\n:param x: a tensor\n:param name: its scope\n"""'
    )


def test_a_heading_without_entries_goes() -> None:
    text = '"""Dense.\n\nArgs:\n  reuse: share\n\nReturns:\n  all\n"""'
    assert shown(text, {"reuse"}) == '"""Dense.\n\nReturns:\n  all\n"""'


def test_a_name_that_is_documented_already() -> None:
    text = '"""Dense.\n\nArgs:\n  name: what it is called\n  scope: its scope\n"""'
    assert shown(text, set(), scope="name") == '"""Dense.\n\nArgs:\n  name: what it is called\n"""'


@pytest.mark.parametrize(
    "text",
    [
        '"""reuse: share."""',
        '"""Dense.\n\nreuse it: often\n"""',
        '"""Dense.\n\nWith\n  reuse: all of it"""',
    ],
)
def test_what_is_no_entry_stays(text: str) -> None:
    assert shown(text, {"reuse"}) == text


SCOPED = """\
import tensorflow as tf


def net(x):
    {comment}
    with tf.variable_scope("net"):
        # the one layer
        return tf.layers.dense(x, 3)
"""


@pytest.mark.parametrize(
    ("comment", "goes"),
    [
        ("# Define a scope for reusing the variables", True),
        ("# variable scope of the net", True),
        ("# the scope of this work", False),
        ("# reuse what is known", False),
        ("# First things first:\n    # a scope of variables", False),
    ],
)
def test_comments_on_scopes_that_go(comment: str, goes: bool, tmp_path: Path) -> None:
    text = Lifted(tmp_path, SCOPED.format(comment=comment)).text
    assert ("# the one layer" in text, comment.split("\n")[-1].strip() in text) == (True, not goes)
