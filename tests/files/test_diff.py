"""Diffs that git applies, for any bytes."""

from __future__ import annotations

import os
import subprocess

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from migrate.diff import unified_diff


def apply(directory, patch: bytes, strip: str = "-p1") -> None:
    environment = {**os.environ, "GIT_CEILING_DIRECTORIES": str(directory.parent)}
    subprocess.run(
        ["git", "apply", strip, "--whitespace=nowarn", "-"],
        cwd=directory,
        input=patch,
        env=environment,
        check=True,
        capture_output=True,
    )


@pytest.mark.parametrize(
    "name",
    [
        "m.py",
        "a dir/my file.py",
        "caf\u00e9.py",
        'quo"te.py',
        "back\\slash.py",
        "tab\tnew\nline.py",
        "\udcff.py",
    ],
)
def test_names(tmp_path, name):
    file = tmp_path / name
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(b"one\ntwo\n")
    apply(tmp_path, unified_diff(b"one\ntwo\n", b"one\n2\n", name))
    assert file.read_bytes() == b"one\n2\n"


def test_format():
    assert unified_diff(b"a\r\nb", b"a\r\nc", "x/m.py") == (
        b"diff --git a/x/m.py b/x/m.py\n--- a/x/m.py\n+++ b/x/m.py\n@@ -1,2 +1,2 @@\n a\r\n"
        b"-b\n\\ No newline at end of file\n+c\n\\ No newline at end of file\n"
    )
    assert unified_diff(b"a", b"a", "m.py") == b""


_LINES = st.lists(
    st.sampled_from([b"a\n", b"b\r\n", b"\xff\xe9\r", b"\x0c\n", b"c", b"+x\n", b"-- y\n", b"\n"]),
    max_size=9,
).map(b"".join)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(before=_LINES.filter(bool), after=_LINES.filter(bool))
def test_any_change_applies(tmp_path, before, after):
    (tmp_path / "m.py").write_bytes(before)
    if before != after:
        apply(tmp_path, unified_diff(before, after, "m.py"))
    assert (tmp_path / "m.py").read_bytes() == after
