"""What of the reasons in a report its user could not find in the code: ``python -m tests.plan.reason_faults REPORT.json WRITTEN READ``."""

from __future__ import annotations

import ast
import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from migrate.cli.explain import diagnostic_pages

# `f`, layers.py, line 3: the reason of another function; of the file itself, or of the one that is named.
_CAUSE = re.compile(
    r" \((?:`[^`]+`, )?(?:(?P<path>[^\s`(),]+\.py), )?line (?P<line>\d+): (?P<text>.*)\)$"
)
_SHOWN = re.compile(r"`([^`]+)`")
_LINE = re.compile(r"(?<!, )\bline (\d+)\b")
_NAMES = re.compile(r"TF1 counts|is counted|begins with")  # speaks of names that TF1 makes
_ARGUMENT = re.compile(r"\w+=(?!=)")  # which may stand without its name
_INTERNAL = re.compile(r"tf1_\w+|__migrate\w*|\.<parts>\.|\.<locals>\.")
# Words of TensorFlow, of Keras and of the target, and names of variables in TF1.
_KNOWN = re.compile(
    r"(with )?(tf|keras|np|numpy|slim|compat_scope)\.|[^\s]*[/{][^\s]*$|\*{0,2}$|\w+=$"
)


class Written:
    """The files of a report as they were written."""

    def __init__(self, files: Mapping[str, str], read: Mapping[str, str]) -> None:
        self._texts = dict(files)
        self._trees = {path: ast.parse(text) for path, text in files.items()}
        self._read = {path: bare(text) + bare(_parsed(text)) for path, text in read.items()}
        nodes = [n for tree in self._trees.values() for n in ast.walk(tree)]
        self.names = {n.name for n in nodes if isinstance(n, (ast.FunctionDef, ast.ClassDef))}

    def has_line(self, path: str, line: int) -> bool:
        return 0 < line <= self._texts[path].count("\n") + 1

    def knows(self, path: str) -> bool:
        return path in self._trees

    def functions(self, path: str, qualname: str) -> list[ast.AST]:
        """Those of that name; the module where it has none."""
        tree = self._trees[path]
        found: list[ast.AST] = [tree]
        for name in [] if qualname == "<module>" else qualname.replace(".<locals>", "").split("."):
            found = [
                inner
                for node in found
                for inner in ast.walk(node)
                if isinstance(inner, (ast.FunctionDef, ast.ClassDef)) and inner.name == name
            ]
        return found

    def named(self, name: str) -> list[str]:
        """The texts of the functions and classes of a name, of any file."""
        return [
            self.text(path, node)
            for path, tree in self._trees.items()
            for node in ast.walk(tree)
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.name == name
        ]

    def as_read(self, path: str) -> str:
        """A file before it was migrated."""
        return self._read.get(path, "")

    def around(self, path: str, line: int) -> list[ast.AST]:
        """The functions, classes and statements that a line is part of."""
        return [
            n
            for n in ast.walk(self._trees[path])
            if isinstance(n, ast.stmt) and first_line(n) <= line <= (n.end_lineno or 0)
        ]

    def text(self, path: str, node: ast.AST) -> str:
        """What a node says, as written and as Python writes it."""
        if isinstance(node, ast.Module):
            return bare(self._texts[path]) + bare(ast.unparse(node))
        lines = self._texts[path].split("\n")
        assert isinstance(node, ast.stmt)
        written = "\n".join(lines[first_line(node) - 1 : node.end_lineno])
        return bare(written) + bare(ast.unparse(node))


def _parsed(text: str) -> str:
    try:
        return ast.unparse(ast.parse(text))
    except SyntaxError:
        return ""


def first_line(node: ast.stmt) -> int:
    above = getattr(node, "decorator_list", [])
    return min([node.lineno, *(d.lineno for d in above)])


def bare(text: str) -> str:
    return re.sub(r"[\s()\\]", "", text).replace('"', "'").replace(",", "")


def faults(report: Mapping[str, Any], written: Written) -> Iterator[str]:
    """One line for each thing that is wrong with the reason of something that stays."""
    known = diagnostic_pages()
    for file in report["files"]:
        for verdict in file["verdicts"]:
            if verdict["tier"] == "lifted" or not written.knows(file["path"]):
                continue
            for reason in verdict["reasons"]:
                where = f"{file['path']}:{reason['line']} {verdict['qualname']} {reason['code']}"
                if reason["code"] not in known:
                    yield f"{where}: unknown code"
                if not reason["message"].strip():
                    yield f"{where}: no message"
                place = file["path"], verdict["qualname"]
                for fault in _of(reason["message"], reason["line"], place, written):
                    yield f"{where}: {fault}: {reason['message']}"


def _of(message: str, line: int, place: tuple[str, str], written: Written) -> Iterator[str]:
    path, qualname = place
    cause = _CAUSE.search(message)
    own = message[: cause.start()] if cause is not None else message
    found = _INTERNAL.search(own)
    if found is not None:
        yield f"internal name {found[0]}"
    if not written.has_line(path, line):
        yield f"no line {line}"
        return
    around = written.around(path, line)
    functions = written.functions(path, qualname)
    texts = [written.text(path, n) for n in around]
    shown = [part.removesuffix("(...)") for part in _SHOWN.findall(own)]
    if not _is_inside(around, functions, qualname):
        if not (shown and any(bare(part) in text for part in shown for text in texts)):
            yield f"line {line} is outside the function"
    texts += [written.text(path, f) for f in functions]
    texts += [written.as_read(path)]
    for other_line in [int(n) for n in _LINE.findall(own)]:
        if not written.has_line(path, other_line):
            yield f"no line {other_line}"
    names = {part.rpartition(".")[2] for part in shown}
    texts += [text for name in names for text in written.named(name)]
    for part in [] if _NAMES.search(own) else shown:
        if not _KNOWN.match(part) and part.rpartition(".")[2] not in written.names:
            alone = _ARGUMENT.sub("", part, count=1)
            if not any(bare(one) in text for text in texts for one in (part, alone)):
                yield f"`{part}` is not there"
    if cause is not None:
        other = cause["path"] or path
        if not written.knows(other):
            yield f"no file {other}"
        else:
            yield from _of(cause["text"], int(cause["line"]), (other, ""), written)


def _is_inside(around: list[ast.AST], functions: list[ast.AST], qualname: str) -> bool:
    """Whether a line belongs to a function, to its class, or to the function that became of a method."""
    if not qualname or not functions or any(isinstance(f, ast.Module) for f in functions):
        return True
    names = [part.strip("_") for part in qualname.replace(".<locals>", "").split(".")]
    found = [n.name for n in around if isinstance(n, (ast.FunctionDef, ast.ClassDef))]
    return any(names[-1] in name for name in found) or names[0] in [n.strip("_") for n in found]


def main() -> None:
    report = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    written, read = (files(report, Path(root)) for root in sys.argv[2:4])
    for fault in faults(report, Written(written, read)):
        sys.stdout.write(f"{fault}\n")


def files(report: Mapping[str, Any], root: Path) -> dict[str, str]:
    """The files of a report, but those that are not Python 3."""
    found = {}
    for file in report["files"]:
        try:
            text = (root / file["path"]).read_text(encoding="utf-8")
            ast.parse(text)
        except (OSError, SyntaxError, UnicodeDecodeError):
            continue
        found[file["path"]] = text
    return found


if __name__ == "__main__":
    main()
