"""Which files git could bring back. The states themselves are tested through the command."""

from __future__ import annotations

import os
import subprocess

import pytest

from migrate import vcs
from migrate.errors import UsageError
from tests.cli.conftest import git


def test_a_hooks_environment_does_not_redirect_the_question(repository, tmp_path, monkeypatch):
    other = tmp_path / "other"
    other.mkdir()
    git(other, "init", "-q")
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / "index"))
    assert vcs.blocked([repository / "model.py"]) == []


def test_many_files(repository):
    paths = []
    for number in range(vcs._CHUNK + 5):
        paths.append(repository / f"f{number}.py")
        paths[-1].touch()
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "many")
    paths[3].write_text("x")
    paths[-1].write_text("x")
    assert [(item.path, item.why) for item in vcs.blocked(paths)] == [
        (paths[3], "modified"),
        (paths[-1], "modified"),
    ]


def test_a_link_answers_for_its_target(repository):
    (repository / "link.py").symlink_to("model.py")
    assert vcs.blocked([repository / "link.py"]) == []
    (repository / "model.py").write_text("x")
    assert [item.why for item in vcs.blocked([repository / "link.py"])] == ["modified"]


def test_a_conflict(repository):
    git(repository, "checkout", "-qb", "other")
    (repository / "model.py").write_text("a\n")
    git(repository, "commit", "-qam", "a")
    git(repository, "checkout", "-q", "-")
    (repository / "model.py").write_text("b\n")
    git(repository, "commit", "-qam", "b")
    with pytest.raises(subprocess.CalledProcessError):
        git(repository, "merge", "other")
    assert [item.why for item in vcs.blocked([repository / "model.py"])] == ["in conflict"]


def test_git_is_missing_or_fails(repository, monkeypatch):
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(UsageError, match="git is not installed"):
        vcs.blocked([repository / "model.py"])
    monkeypatch.undo()
    (repository / ".git" / "HEAD").write_text("nonsense")
    with pytest.raises(UsageError, match=r"git cannot tell the state of .*: fatal: "):
        vcs.blocked([repository / "model.py"])


def test_a_name_in_no_encoding(repository):
    name = repository / os.fsdecode(b"\xff.py")
    name.touch()
    assert [item.why for item in vcs.blocked([name])] == ["untracked"]
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "x")
    assert vcs.blocked([name]) == []
