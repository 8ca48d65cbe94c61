"""The output tree is complete, its links stay inside it, and it never touches the source."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from migrate.discover import Root
from migrate.errors import UsageError
from migrate.outtree import check_places, conflicts, plan_tree, write_tree


def write(roots: list[Root], migrated: dict[str, bytes], out: Path) -> None:
    check_places(roots, out)
    write_tree(plan_tree(roots, migrated, out), out)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    root = tmp_path / "src"
    (root / "data" / "empty").mkdir(parents=True)
    (root / "m.py").write_bytes(b"old")
    (root / "data" / "vocab.bin").write_bytes(b"\0" * 5000)
    return root


def names(root: Path) -> list[str]:
    return sorted(str(path.relative_to(root)) for path in root.rglob("*"))


def test_everything_is_there(source, tmp_path):
    (source / "m.py").chmod(0o755)
    (source / "data" / "vocab.bin").chmod(0o444)
    (source / "data").chmod(0o555)
    (source / ".gitignore").write_text("data/\n")
    (source / ".env").write_text("x")
    for junk in (".git/config", "__pycache__/m.pyc", "venv/pyvenv.cfg", ".tox/x", "m.migrate-tmp"):
        (source / junk).parent.mkdir(exist_ok=True)
        (source / junk).touch()
    out = tmp_path / "deep" / "out"
    write([Root(source)], {"m.py": b"new"}, out)
    assert names(out) == [".env", ".gitignore", "data", "data/empty", "data/vocab.bin", "m.py"]
    assert (out / "m.py").read_bytes() == b"new"
    assert (out / "m.py").stat().st_mode & 0o777 == 0o755
    assert (out / "data").stat().st_mode & 0o777 == 0o555
    assert (out / "data" / "vocab.bin").stat().st_mode & 0o777 == 0o444
    assert (out / "data" / "vocab.bin").stat().st_mtime_ns == (
        source / "data" / "vocab.bin"
    ).stat().st_mtime_ns
    assert (source / "m.py").read_bytes() == b"old"
    (source / "data").chmod(0o755)
    (out / "data").chmod(0o755)


def test_links_reach_the_copies(source, tmp_path):
    (tmp_path / "outside.txt").write_text("o")
    links = {
        "relative": "data/vocab.bin",
        "data/up": "../m.py",
        "absolute": str(source / "data" / "vocab.bin"),
        "data/absolute": str(source / "m.py"),
        "dir": "data",
        "broken": "nothing",
        "away": "../outside.txt",
    }
    for name, target in links.items():
        (source / name).symlink_to(target)
    out = tmp_path / "else" / "out"
    write([Root(source)], {"m.py": b"new"}, out)
    assert {name: os.readlink(out / name) for name in links} == {
        **links,
        "absolute": "data/vocab.bin",
        "data/absolute": "../m.py",
        "away": str(tmp_path / "outside.txt"),
    }
    assert (out / "data" / "absolute").read_bytes() == b"new"
    assert (out / "away").read_text() == "o"


def test_pipes_are_left_out(source, tmp_path):
    os.mkfifo(source / "pipe")
    write([Root(source)], {}, tmp_path / "out")
    assert not (tmp_path / "out" / "pipe").exists()


def test_running_twice_is_the_same(source, tmp_path):
    out = tmp_path / "out"
    (source / "link").symlink_to("m.py")
    items = plan_tree([Root(source)], {"m.py": b"new"}, out)
    assert conflicts(items, out) == []
    write_tree(items, out)
    assert conflicts(items, out) == []
    (out / "data" / "vocab.bin").write_bytes(b"1" * 5000)
    (out / "link").unlink()
    (out / "link").symlink_to("elsewhere")
    assert conflicts(items, out) == ["data/vocab.bin", "link"]
    write_tree(items, out)
    assert conflicts(items, out) == []


def test_a_link_in_the_output_is_replaced_not_followed(source, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "m.py").symlink_to(source / "m.py")
    (source / "plain.py").write_bytes(b"plain")
    (out / "plain.py").symlink_to(source / "m.py")
    items = plan_tree([Root(source)], {"m.py": b"new"}, out)
    assert conflicts(items, out) == ["m.py", "plain.py"]
    write_tree(items, out)
    assert (source / "m.py").read_bytes() == b"old"
    assert (out / "m.py").read_bytes() == b"new"
    assert not (out / "plain.py").is_symlink()


@pytest.mark.parametrize("place", ["data", "m.py"])
def test_a_wrong_kind_in_the_way(source, tmp_path, place):
    out = tmp_path / "out"
    out.mkdir()
    if place == "data":
        (out / "data").symlink_to(source / "data")  # writing through it would change the source
    else:
        (out / "m.py").mkdir()
    with pytest.raises(UsageError, match="in the way"):
        conflicts(plan_tree([Root(source)], {}, out), out)


def test_places_that_overlap(source, tmp_path):
    (tmp_path / "alias").symlink_to("src")
    for out in ("src", "alias", "src/out", "alias/data/out", "."):
        with pytest.raises(UsageError, match="--out"):
            check_places([Root(source)], tmp_path / out)
    check_places([Root(source)], tmp_path / "src2")


def test_the_output_of_a_file(source, tmp_path):
    with pytest.raises(UsageError, match="would overwrite"):
        check_places([Root(source / "m.py")], source)
    write([Root(source / "m.py")], {"m.py": b"new"}, tmp_path / "out")
    assert names(tmp_path / "out") == ["m.py"]
    assert not stat.S_ISLNK((tmp_path / "out" / "m.py").lstat().st_mode)
