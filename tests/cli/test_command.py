"""What the command does to files, what it prints, and its exit status."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import git

BEFORE = b"import tensorflow as tf\nx = tf.OLD\n"
AFTER = b"import tensorflow as tf\nx = tf.NEW\n"


def contents(directory: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(directory)): path.read_bytes()
        for path in sorted(directory.rglob("*"))
        if path.is_file() and ".git" not in path.parts
    }


def test_out_writes_a_complete_tree_and_leaves_the_source(command, tree, tmp_path):
    (tree / "data.bin").write_bytes(b"\0\1")
    before = contents(tree)
    ran = command(tree, "--out", tmp_path / "out")
    assert ran.status == 0
    assert contents(tree) == before
    assert contents(tmp_path / "out") == {**before, "model.py": AFTER}


def test_several_sources_go_side_by_side(command, tree, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    (other / "model.py").write_bytes(BEFORE)
    (tmp_path / "single.py").write_bytes(BEFORE)
    out = tmp_path / "out"
    report = tmp_path / "r.json"
    ran = command(tree, other, tmp_path / "single.py", "--out", out, "--report", report)
    assert ran.status == 0
    assert set(contents(out)) == {"src/model.py", "src/util.py", "other/model.py", "single.py"}
    paths = [file["path"] for file in json.loads(report.read_text())["files"]]
    assert paths == ["other/model.py", "single.py", "src/model.py", "src/util.py"]


def test_two_sources_of_one_name_are_refused(command, tree, tmp_path):
    (tmp_path / "x" / "src").mkdir(parents=True)
    ran = command(tree, tmp_path / "x" / "src")
    assert (ran.status, "same name" in ran.stderr) == (2, True)


def test_a_source_inside_another_is_processed_once(command, tree, tmp_path):
    ran = command(tree, tree / "model.py", tree, "--out", tmp_path / "out")
    assert ran.lines[-1].startswith("1 file changed, 1 unchanged")


def test_in_place_in_a_clean_repository(command, repository):
    ran = command(repository)
    assert ran.status == 0
    assert (repository / "model.py").read_bytes() == AFTER
    assert git(repository, "status", "--porcelain") == " M model.py\n"


def test_a_second_run_changes_nothing(command, repository):
    command(repository)
    git(repository, "commit", "-qam", "migrated")
    ran = command(repository)
    assert (ran.status, ran.lines) == (
        0,
        ["0 files changed, 2 unchanged, 0 skipped, 0 failed; 0 diagnostics"],
    )


def _modify(repository: Path) -> str:
    (repository / "model.py").write_bytes(BEFORE + b"y = 2\n")
    return "modified"


def _stage(repository: Path) -> str:
    _modify(repository)
    git(repository, "add", "model.py")
    return "staged, not committed"


def _untrack(repository: Path) -> str:
    git(repository, "rm", "-q", "--cached", "model.py")
    git(repository, "commit", "-qm", "forget")
    return "untracked"


def _forget_and_ignore(repository: Path) -> str:
    # The file is reached by name, as discovery passes over what git ignores.
    _untrack(repository)
    (repository / ".gitignore").write_text("model.py\n")
    return "untracked"


@pytest.mark.parametrize("dirty", [_modify, _stage, _untrack, _forget_and_ignore])
def test_in_place_is_refused_when_git_could_not_bring_the_file_back(command, repository, dirty):
    why = dirty(repository)
    before = contents(repository)
    ran = command(repository / "model.py")
    assert ran.status == 2
    assert f"model.py ({why})" in ran.stderr
    assert "--allow-dirty" in ran.stderr
    assert ran.stdout == b""
    assert contents(repository) == before
    assert command(repository / "model.py", "--allow-dirty").status == 0
    assert b"tf.NEW" in (repository / "model.py").read_bytes()


def test_only_the_files_that_would_change_must_be_clean(command, repository):
    (repository / "util.py").write_bytes(b"x = 2\n")
    (repository / "new.py").write_bytes(b"x = 3\n")
    assert command(repository).status == 0


def test_in_place_outside_git(command, tree):
    ran = command(tree)
    assert ran.status == 2
    assert "--allow-no-vcs" in ran.stderr
    assert command(tree, "--allow-dirty").status == 2
    assert (tree / "model.py").read_bytes() == BEFORE
    assert command(tree, "--allow-no-vcs").status == 0
    assert (tree / "model.py").read_bytes() == AFTER


def test_allow_no_vcs_does_not_allow_dirty_files(command, repository):
    _modify(repository)
    assert command(repository, "--allow-no-vcs").status == 2


def test_a_repository_without_commits(command, tree):
    git(tree, "init", "-q")
    git(tree, "add", "model.py")
    ran = command(tree)
    assert (ran.status, "staged, not committed" in ran.stderr) == (2, True)


def test_names_that_look_like_patterns_are_literal(command, repository):
    (repository / "[m]*.py").write_bytes(BEFORE)
    ran = command(repository)
    assert ran.status == 2
    assert "[m]*.py (untracked)" in ran.stderr
    assert "model.py (" not in ran.stderr


def test_a_nested_repository_answers_for_itself(command, repository):
    inner = repository / "inner"
    inner.mkdir()
    (inner / "m.py").write_bytes(BEFORE)
    git(inner, "init", "-q")
    assert "m.py (untracked)" in command(repository).stderr
    git(inner, "add", "m.py")
    git(inner, "commit", "-qm", "start")
    assert command(repository).status == 0


@pytest.mark.parametrize("options", [["--check"], ["--diff"], ["--check", "--diff"]])
def test_check_and_diff_write_nothing(command, tree, options):
    before = contents(tree)
    ran = command(tree, *options)
    assert ran.status == (1 if "--check" in options else 0)
    assert contents(tree) == before


def test_check_passes_when_nothing_would_change(command, tree):
    (tree / "model.py").write_bytes(AFTER)
    assert command(tree, "--check").status == 0


def test_check_cannot_be_combined_with_out(command, tree, tmp_path):
    assert command(tree, "--check", "--out", tmp_path / "out").status == 2


def test_diff_goes_to_stdout_and_applies(command, repository):
    for name, data in {
        "crlf.py": BEFORE.replace(b"\n", b"\r\n"),
        "latin.py": b"# coding: latin-1\nimport tensorflow\ns = '\xe9'; x = tf.OLD\n",
        "no newline.py": BEFORE.rstrip(),
        "caf\u00e9.py": BEFORE,
        "bom.py": b"\xef\xbb\xbf" + BEFORE,
    }.items():
        (repository / name).write_bytes(data)
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "more")
    before = contents(repository)
    patch = command(repository, "--diff").stdout
    assert patch.startswith(
        b"diff --git a/bom.py b/bom.py\n--- a/bom.py\n+++ b/bom.py\n@@ -1,2 +1,2 @@\n"
    )
    assert b"\x1b" not in patch
    subprocess.run(["git", "apply", "-"], cwd=repository, input=patch, check=True)
    assert contents(repository) == {
        name: data.replace(b"OLD", b"NEW") for name, data in before.items()
    }


def test_diff_with_out_writes_the_tree_too(command, tree, tmp_path):
    ran = command(tree, "--diff", "--out", tmp_path / "out")
    assert ran.stdout.startswith(b"diff --git")
    assert (tmp_path / "out" / "model.py").read_bytes() == AFTER


def test_diff_of_a_tree_outside_git_is_relative_to_it(command, tree):
    assert command(tree, "--diff").stdout.startswith(b"diff --git a/model.py b/model.py\n")


def test_piped_output_is_plain_lines(command, tree, monkeypatch):
    monkeypatch.chdir(tree.parent)
    (tree / "bad.py").write_bytes(b"import tensorflow as tf\n\xc3\xa9 = tf.GONE, tf.ODD\n")
    (tree / "n.ipynb").write_bytes(b"{}")
    (tree / "model.py").write_bytes(BEFORE + b"def scoped(x): pass\n")
    ran = command("src", "--out", "out")
    assert ran.status == 0
    assert ran.lines == [
        "out/bad.py:2:5 TF101 tf.GONE",
        "out/bad.py:2:14 TF106 tf.ODD",
        "src/n.ipynb: skipped: notebook: not supported yet",
        "1 file changed, 2 unchanged, 1 skipped, 0 failed; 1 scoped function: 1 shimmed; "
        "2 diagnostics: 1 error, 1 warning",
    ]
    assert ran.stderr == ""


def test_quiet_and_verbose(command, tree, tmp_path):
    (tree / "model.py").write_bytes(BEFORE + b"y = tf.GONE\ndef scoped(x): pass\n")
    assert command(tree, "--check", "-q").stdout == b""
    text = command(tree, "--check", "-v").stdout.decode()
    assert "model.py: changed (eager: no sessions)" in text
    assert "scoped: shimmed\n    TF301 lifting is not available (line 2)" in text
    assert "TF101 tf.GONE\n    Replace it." in text


@pytest.mark.parametrize(
    ("symbol", "status"), [("tf.GONE", 1), ("tf.ODD", 1), ("tf.NOTED", 0), ("tf.same", 0)]
)
def test_strict(command, tree, tmp_path, symbol, status):
    (tree / "model.py").write_text(f"import tensorflow as tf\nx = {symbol}\n")
    assert command(tree, "--out", tmp_path / "a").status == 0
    assert command(tree, "--out", tmp_path / "b", "--strict").status == status


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"import tensorflow as tf\nx = (\n", "syntax error: '(' was never closed (line 2)"),
        (b"import tensorflow\nx = '\xff'\n", "is not valid utf-8: byte 0xff on line 2"),
        (b"import tensorflow\n\0\n", "contains null bytes"),
        (b"# coding: nonsense\nimport tensorflow\n", "has a wrong encoding declaration: unknown"),
        ("import tensorflow as tf\n".encode("utf-16"), "contains null bytes; it looks like UTF-16"),
        ("import tensorflow\n".encode("utf-16-le"), "contains null bytes; it looks like UTF-16"),
        ("import tensorflow\n".encode("utf-32-be"), "contains null bytes"),
    ],
)
def test_a_file_that_cannot_be_processed(command, tree, tmp_path, data, reason):
    (tree / "bad.py").write_bytes(data)
    out = tmp_path / "out"
    ran = command(tree, "--out", out)
    assert ran.status == 1
    assert f"bad.py: {reason}" in ran.stderr
    assert (
        "(correct what is wrong there and run again, or leave it out with --exclude)" in ran.stderr
    )
    assert "Traceback" not in ran.stderr
    assert (out / "bad.py").read_bytes() == data
    assert (out / "model.py").read_bytes() == AFTER


def test_python2_that_cannot_be_converted_is_skipped(command, tree, tmp_path):
    data = b"import tensorflow as tf\nprint 'x'\nf(**k, *a)\n"
    (tree / "old.py").write_bytes(data)
    ran = command(tree, "--out", tmp_path / "out")
    assert ran.status == 0
    assert any("old.py: skipped: Python 2 source: " in line for line in ran.lines)
    assert (tmp_path / "out" / "old.py").read_bytes() == data


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["missing"],
        ["src", "--jobs", "0"],
        ["src", "--jobs", "many"],
        ["src", "--nonsense"],
        ["src", "--out", "src"],
        ["src", "--out", "src/out"],
        ["src", "--out", "."],
        ["src", "--out", "file"],
        ["file", "--out", "."],
        ["src", "--out", "out", "--report", "missing/r.json"],
        ["src", "--out", "out", "--report", "src"],
        ["src", "--out", "out", "--report", "src/model.py"],
        ["src", "-q", "-v"],
        ["src", "--target", "nothing"],
        ["src", "--out", "file/out"],
    ],
)
def test_wrong_usage(command, tree, monkeypatch, arguments):
    monkeypatch.chdir(tree.parent)
    Path("file").write_bytes(BEFORE)
    before = contents(Path("."))
    ran = command(*arguments)
    assert ran.status == 2
    assert "migrate: " in ran.stderr
    assert "Traceback" not in ran.stderr
    assert contents(Path(".")) == before


def test_a_pipe_as_source_is_refused(command, tmp_path):
    os.mkfifo(tmp_path / "pipe.py")
    assert command(tmp_path / "pipe.py").status == 2
    assert command(tmp_path, "--check").status == 0


def test_existing_output_is_overwritten_only_if_it_is_the_same(command, tree, tmp_path):
    out = tmp_path / "out"
    assert command(tree, "--out", out).status == 0
    (out / "notes.txt").write_text("mine")
    assert command(tree, "--out", out).status == 0
    (out / "model.py").write_text("edited by hand")
    ran = command(tree, "--out", out)
    assert (ran.status, "out/model.py" in ran.stderr) == (2, True)
    assert (out / "model.py").read_text() == "edited by hand"
    assert command(tree, "--out", out, "--allow-dirty").status == 0
    assert (out / "model.py").read_bytes() == AFTER
    assert (out / "notes.txt").read_text() == "mine"


def test_nothing_found(command, tmp_path):
    (tmp_path / "src").mkdir()
    ran = command(tmp_path / "src", "--check")
    where = tmp_path / "src"
    assert (ran.status, ran.stderr) == (0, f"migrate: {where}: no Python files found\n")


def test_exclude(command, tree, tmp_path):
    ran = command(tree, "--out", tmp_path / "out", "--exclude", "mod*")
    assert ran.lines[-1].startswith("0 files changed, 1 unchanged")
    assert (tmp_path / "out" / "model.py").read_bytes() == BEFORE


def test_configuration_is_read_from_the_migrated_project(command, tree, tmp_path):
    (tree / "pyproject.toml").write_text('[tool.migrate]\nexclude = ["util.py"]\nstrict = true\n')
    (tree / "model.py").write_bytes(BEFORE + b"tf.GONE\n")
    ran = command(tree, "--out", tmp_path / "out")
    assert ran.status == 1
    assert ran.lines[-1].startswith("1 file changed, 0 unchanged")


def test_a_wrong_configuration(command, tree, tmp_path):
    (tree / "pyproject.toml").write_text("[tool.migrate]\ncolour = 1\n")
    ran = command(tree, "--check")
    assert ran.status == 2
    assert (
        f"{tree.resolve() / 'pyproject.toml'}: [tool.migrate] has an unknown key: colour"
        in ran.stderr
    )


def test_an_unexpected_error_is_one_line(command, tree):
    (tree / "model.py").write_bytes(b"import tensorflow # BOOM\n")
    ran = command(tree, "--check")
    assert ran.status == 2
    assert ran.stderr.startswith("migrate: internal error: RuntimeError at stub_pipeline.py:")
    assert ran.stderr.endswith(": the stub was told to; please report it\n")


def test_a_file_that_changes_meanwhile_is_not_overwritten(command, repository, monkeypatch):
    from tests.cli import stub_pipeline

    real = stub_pipeline.run

    def run(*arguments):
        result = real(*arguments)
        (repository / "model.py").write_bytes(BEFORE + b"edited = True\n")
        return result

    monkeypatch.setattr(stub_pipeline, "run", run)
    ran = command(repository, "--allow-dirty")
    assert (ran.status, "changed while it was being migrated" in ran.stderr) == (2, True)
    assert (repository / "model.py").read_bytes() == BEFORE + b"edited = True\n"


def test_a_link_to_a_file_outside_the_tree(command, tree, tmp_path):
    (tmp_path / "elsewhere.py").write_bytes(BEFORE)
    (tree / "link.py").symlink_to("../elsewhere.py")
    ran = command(tree, "--allow-no-vcs")
    assert ran.status == 0
    assert any("link.py: skipped: a link to a file outside" in line for line in ran.lines)
    assert (tmp_path / "elsewhere.py").read_bytes() == BEFORE
    assert command(tree, "--out", tmp_path / "out").status == 0
    assert (tmp_path / "out" / "link.py").read_bytes() == AFTER
    assert not (tmp_path / "out" / "link.py").is_symlink()
