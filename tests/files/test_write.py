"""Files are replaced whole: content, mode, links; and nothing is left behind."""

from __future__ import annotations

import os
import stat

import pytest

from migrate import write
from migrate.errors import UsageError
from migrate.write import replace_file


def mode(path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("durable", [True, False])
def test_replaces_and_keeps_the_mode(tmp_path, durable):
    file = tmp_path / "a.py"
    file.write_bytes(b"old")
    file.chmod(0o751)
    inode = file.stat().st_ino
    replace_file(file, b"new\r\n", durable=durable)
    assert file.read_bytes() == b"new\r\n"
    assert mode(file) == 0o751
    assert file.stat().st_ino != inode
    assert os.listdir(tmp_path) == ["a.py"]


def test_a_new_file_has_the_mode_of_any_new_file(tmp_path):
    (tmp_path / "usual").touch()
    replace_file(tmp_path / "a.py", b"x")
    replace_file(tmp_path / "b.py", b"x", mode=0o700)
    assert mode(tmp_path / "a.py") == mode(tmp_path / "usual")
    assert mode(tmp_path / "b.py") == 0o700


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "dir").mkdir()
    (tmp_path / "dir" / "real.py").write_bytes(b"old")
    (tmp_path / "mid").symlink_to("dir/real.py")
    (tmp_path / "a.py").symlink_to("mid")
    replace_file(tmp_path / "a.py", b"new")
    assert os.readlink(tmp_path / "a.py") == "mid"
    assert os.readlink(tmp_path / "mid") == "dir/real.py"
    assert (tmp_path / "dir" / "real.py").read_bytes() == b"new"


@pytest.mark.parametrize("step", ["fsync", "replace", "fchmod"])
@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_failure_leaves_the_old_file_and_no_other(tmp_path, monkeypatch, step, error):
    file = tmp_path / "a.py"
    file.write_bytes(b"old")

    def fail(*args, **kwargs):
        raise error

    monkeypatch.setattr(write.os, step, fail)
    with pytest.raises(UsageError if isinstance(error, OSError) else KeyboardInterrupt) as caught:
        replace_file(file, b"new")
    if isinstance(error, OSError):
        assert str(caught.value) == f"{file}: cannot be written: No space left on device"
    assert file.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.py"]


def test_a_missing_directory_is_named(tmp_path):
    with pytest.raises(UsageError, match=r"missing/a\.py: cannot be written: No such file"):
        replace_file(tmp_path / "missing" / "a.py", b"x")


def test_a_long_name(tmp_path):
    file = tmp_path / ("é" * 120 + ".py")
    file.write_bytes(b"old")
    replace_file(file, b"new")
    assert file.read_bytes() == b"new"
