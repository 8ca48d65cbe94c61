"""Which files are found, in which order, and what is passed over."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from migrate.config import Config, load
from migrate.discover import SourceEntry, discover, survey
from migrate.errors import UsageError


def make(root: Path, *names: str, text: str = "x = 1\n") -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def found(*sources: Path, config: Config | None = None) -> list[str]:
    return [entry.out for entry in discover(sources, config or Config()) if not entry.skip]


def skipped(source: Path) -> dict[str, str]:
    return {entry.out: entry.skip for entry in discover([source], Config()) if entry.skip}


def test_python_files_in_order(tmp_path):
    make(
        tmp_path,
        "b.py",
        "a/z.py",
        "a.py",
        "a-b.py",
        "gui.pyw",
        "stub.pyi",
        "x.txt",
        "a/__init__.py",
    )
    assert found(tmp_path) == ["a/__init__.py", "a/z.py", "a-b.py", "a.py", "b.py", "gui.pyw"]


def test_entries_say_where_they_are(tmp_path):
    make(tmp_path, "pkg/m.py")
    assert discover([tmp_path], Config()) == [
        SourceEntry(tmp_path / "pkg" / "m.py", "pkg/m.py", tmp_path, "pkg/m.py")
    ]
    file = tmp_path / "pkg" / "m.py"
    assert discover([file], Config()) == [SourceEntry(file, "m.py", file.parent, "m.py")]


def test_a_file_is_taken_whatever_its_name(tmp_path):
    make(tmp_path, "program.txt", ".hidden/build/x.py")
    (tmp_path / ".gitignore").write_text("*\n")
    assert found(tmp_path / "program.txt") == ["program.txt"]
    assert found(tmp_path / ".hidden" / "build") == ["x.py"]


def test_scripts_with_a_python_line(tmp_path):
    make(tmp_path, "run", "bin/tool", text="#!/usr/bin/env python3\nx = 1\n")
    make(tmp_path, "sh", text="#!/bin/sh\n")
    make(tmp_path, "README", text="python\n")
    make(tmp_path, "run.sh", text="#!/usr/bin/python\n")
    assert found(tmp_path) == ["bin/tool", "run"]


def test_what_is_no_part_of_the_program(tmp_path):
    make(
        tmp_path,
        *(
            "m.py",
            ".hidden/m.py",
            "__pycache__/m.py",
            "node_modules/m.py",
            "env/m.py",
            "x.egg-info/m.py",
        ),
        *(
            "lib/site-packages/m.py",
            "._m.py",
            "build/m.py",
            "build/lib/m.py",
            "a/build/m.py",
            ".m.py",
        ),
    )
    (tmp_path / "env" / "pyvenv.cfg").touch()
    assert found(tmp_path) == [".m.py", "a/build/m.py", "m.py"]
    assert found(tmp_path / "lib" / "site-packages") == ["m.py"]
    reasons = {path.name: why for path, why in survey([tmp_path], Config()).ignored}
    assert reasons["env"] == "not part of the program"
    assert reasons[".hidden"] == "hidden"
    assert reasons["build"] == "build output"


def test_notebooks_are_listed_as_skipped(tmp_path):
    make(tmp_path, "n.ipynb", ".ipynb_checkpoints/n.ipynb")
    assert skipped(tmp_path) == {"n.ipynb": "notebook: not supported yet"}
    assert skipped(tmp_path / "n.ipynb") == {"n.ipynb": "notebook: not supported yet"}


def test_gitignore_files_nest(tmp_path):
    make(
        tmp_path,
        "a.py",
        "gen_a.py",
        "sub/gen_a.py",
        "sub/gen_b.py",
        "sub/x/gen_b.py",
        "out/a.py",
        "sub/out/a.py",
    )
    (tmp_path / ".gitignore").write_text("gen_*.py\n/out/\n# comment\n!\n\n")
    (tmp_path / "sub" / ".gitignore").write_text("!gen_b.py\n/x/\n")
    assert found(tmp_path) == ["a.py", "sub/gen_b.py", "sub/out/a.py"]
    assert (tmp_path / "gen_a.py", "ignored by git") in survey([tmp_path], Config()).ignored


def test_gitignore_above_the_source_counts_inside_its_repository(tmp_path):
    repo = tmp_path / "repo"
    make(repo, "pkg/src/a.py", "pkg/src/b.py", "pkg/src/c.py", "pkg/src/d.py", "vendor/b.py")
    (tmp_path / ".gitignore").write_text("a.py\n")
    (repo / ".git" / "info").mkdir(parents=True)
    (repo / ".git" / "info" / "exclude").write_text("c.py\n")
    (repo / ".gitignore").write_text("b.py\nvendor/\n")
    (repo / "pkg" / ".gitignore").write_text("src/d.py\n")
    assert found(repo / "pkg" / "src") == ["a.py"]
    # Asked for by name, although ignored as a whole.
    assert found(repo / "vendor") == ["b.py"]


def test_exclude(tmp_path):
    make(tmp_path, "proj/src/a.py", "proj/src/a_pb2.py", "proj/src/sub/a.py", "proj/src/third/a.py")
    (tmp_path / ".gitignore").write_text("!a_pb2.py\n")
    config = Config(exclude=("*_pb2.py", "third/", "/sub/a.py"))
    assert found(tmp_path / "proj" / "src", config=config) == ["a.py"]
    # Patterns of a pyproject.toml are relative to it.
    config = Config(exclude=("src/sub/",), root=tmp_path / "proj")
    assert found(tmp_path / "proj" / "src", config=config) == ["a.py", "a_pb2.py", "third/a.py"]


def test_an_invalid_exclude_pattern(tmp_path):
    with pytest.raises(UsageError, match="exclude"):
        discover([tmp_path], Config(exclude=("!",)))


def test_links(tmp_path):
    tree = tmp_path / "tree"
    make(tree, "pkg/a.py")
    make(tmp_path, "outside/b.py")
    (tree / "same.py").symlink_to("pkg/a.py")
    (tree / "away.py").symlink_to("../outside/b.py")
    (tree / "broken.py").symlink_to("nothing.py")
    (tree / "loop.py").symlink_to("loop.py")
    (tree / "pkg" / "up").symlink_to("..")
    (tree / "pkg" / "self").symlink_to("self")
    (tree / "linked").symlink_to("../outside")
    entries = {entry.out: entry for entry in discover([tree], Config())}
    assert sorted(entries) == ["away.py", "broken.py", "loop.py", "pkg/a.py"]
    assert entries["away.py"].outside
    assert entries["broken.py"].skip == entries["loop.py"].skip == "broken symbolic link"
    assert not entries["pkg/a.py"].outside
    reasons = {path.name: why for path, why in survey([tree], Config()).ignored}
    assert reasons["same.py"] == "link to pkg/a.py"
    assert reasons["up"] == reasons["linked"] == "link to a directory"


def test_a_source_that_is_a_link_is_followed(tmp_path):
    make(tmp_path, "real/a.py")
    (tmp_path / "link").symlink_to("real")
    assert found(tmp_path / "link") == ["a.py"]
    assert found(tmp_path / "link", tmp_path / "real") == ["a.py"]


def test_pipes_and_directories_named_like_modules(tmp_path):
    make(tmp_path, "dir.py/inner.py")
    os.mkfifo(tmp_path / "pipe.py")
    os.mkfifo(tmp_path / "pipe")
    assert found(tmp_path) == ["dir.py/inner.py"]


def test_a_name_that_is_not_utf8(tmp_path):
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.py")).write_text("x = 1\n")
    assert found(tmp_path) == ["\udcff.py"]


def test_a_directory_that_cannot_be_listed(tmp_path, monkeypatch):
    make(tmp_path, "a.py", "closed/b.py")
    real = os.scandir

    def scandir(path):
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    entries = discover([tmp_path], Config())
    assert [(entry.out, entry.error) for entry in entries] == [
        ("a.py", ""),
        ("closed", "cannot be listed: Permission denied"),
    ]


def test_a_source_inside_another_is_taken_even_if_ignored(tmp_path):
    make(tmp_path, "a.py", "gen/b.py", "gen/deep/c.py", "x.py", "doc/d.py")
    (tmp_path / ".gitignore").write_text("gen/\nx.py\n")
    assert found(tmp_path, tmp_path / "doc") == ["a.py", "doc/d.py"]
    assert found(tmp_path / "gen", tmp_path) == ["a.py", "doc/d.py", "gen/b.py", "gen/deep/c.py"]
    entries = discover([tmp_path, tmp_path / "x.py"], Config())
    assert entries[-1] == SourceEntry(tmp_path / "x.py", "x.py", tmp_path, "x.py")


def test_sources_that_are_missing_or_clash(tmp_path):
    make(tmp_path, "a/src/m.py", "b/src/m.py")
    with pytest.raises(UsageError, match="No such file"):
        discover([tmp_path / "missing"], Config())
    with pytest.raises(UsageError, match="same name"):
        discover([tmp_path / "a" / "src", tmp_path / "b" / "src"], Config())
    assert found(tmp_path / "a", tmp_path / "b" / "src") == ["a/src/m.py", "src/m.py"]


def test_configuration(tmp_path):
    make(tmp_path, "pyproject.toml", text="[project]\nname = 'x'\n")
    source = tmp_path / "proj" / "src"
    source.mkdir(parents=True)
    (tmp_path / "proj" / "my-rules").mkdir()
    assert load([source]) == Config()
    make(
        tmp_path / "proj",
        "pyproject.toml",
        text='[tool.migrate]\nexclude=["x/"]\nrules=["my-rules"]\nstrict=true\njobs=3\ntarget="shim"\n',
    )
    root = (tmp_path / "proj").resolve()
    expected = Config(("x/",), "shim", (root / "my-rules",), True, 3, root)
    assert load([source]) == expected
    # A nearer file without the table does not hide it; a repository's top ends the search.
    make(source, "pyproject.toml", "m.py", text="")
    assert load([source / "m.py"]) == expected
    assert replace(load([source, tmp_path / "proj"]), root=root) == expected
    (source / ".git").mkdir()
    assert load([source]) == Config()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[tool.migrate]\nexclude = 'x'\n", "exclude must be a list of strings, not 'x'"),
        ("[tool.migrate]\nexclude = [1]\n", "exclude must be a list of strings"),
        ("[tool.migrate]\njobs = 0\n", "jobs must be a positive whole number, not 0"),
        ("[tool.migrate]\njobs = true\n", "jobs must be a positive whole number"),
        ("[tool.migrate]\nstrict = 'yes'\n", "strict must be true or false"),
        ("[tool.migrate]\ntarget = 'torch'\n", "target must be one of"),
        ("[tool.migrate]\ntarget = []\n", "target must be one of"),
        ("[tool.migrate]\nrules = ['missing']\n", "no such directory"),
        ("[tool.migrate]\ncolour = 1\n", "unknown key: colour"),
        ("[tool]\nmigrate = 1\n", "must be a table"),
        ("[tool.migrate\n", "not valid TOML"),
    ],
)
def test_wrong_configurations_name_the_file_and_the_key(tmp_path, text, message):
    make(tmp_path, "pyproject.toml", text=text)
    with pytest.raises(UsageError) as caught:
        load([tmp_path])
    assert str(tmp_path.resolve() / "pyproject.toml") in str(caught.value)
    assert message in str(caught.value)
