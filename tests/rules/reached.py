"""Which of TF1's functions the recorded programs reach: what TF 1.15.5 computed for them is compared with the migrated code."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Programs that are recorded on TF 1.15.5 as a whole, and compared as a whole.
PROGRAMS = (
    "tests/compat_layers/layer_programs.py",
    "tests/compat_rnn/*programs.py",
    "tests/compat_scope/scope_programs.py",
    "golden/programs/*.py",
    "golden/*/src/**/*.py",
)
_TENSORFLOW = ("tf", "tf1")  # parameters of programs, too


def by_programs() -> frozenset[str]:
    """The symbols that recorded programs name."""
    found: set[str] = set()
    for pattern in PROGRAMS:
        for path in ROOT.glob(pattern):
            if "unchanged" in path.parts:
                continue
            try:
                tree = ast.parse(path.read_bytes())
            except (SyntaxError, ValueError):  # of Python 2
                continue
            found.update(symbols(tree))
    return frozenset(found)


def symbols(tree: ast.AST) -> Iterator[str]:
    """The symbols that a piece of code names, through imports and aliases."""
    names = dict.fromkeys(_TENSORFLOW, "tf")
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names.update(_imported(node))
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            chain = _chain(node.value, names)
            if chain:
                names[node.targets[0].id] = chain
    for node in ast.walk(tree):  # def lib(tf): return tf.contrib.legacy_seq2seq
        if isinstance(node, ast.FunctionDef) and isinstance(node.body[-1], ast.Return):
            chain = _chain(node.body[-1].value, names) if node.body[-1].value else ""
            if chain:
                names[f"{node.name}()"] = chain
    for node in ast.walk(tree):
        chain = _chain(node, names)
        if chain:
            yield chain.replace("tf.compat.v1.", "tf.")


def _imported(node: ast.Import | ast.ImportFrom) -> Iterable[tuple[str, str]]:
    for alias in node.names:
        whole = alias.name if isinstance(node, ast.Import) else f"{node.module}.{alias.name}"
        if whole.partition(".")[0] == "tensorflow":
            if isinstance(node, ast.Import) and not alias.asname:
                whole = "tensorflow"
            yield alias.asname or alias.name.partition(".")[0], "tf" + whole[len("tensorflow") :]


def _chain(node: ast.AST, names: dict[str, str]) -> str:
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    name = node.id if isinstance(node, ast.Name) else ""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        name = f"{node.func.id}()"
    return ".".join([names[name], *parts[::-1]]) if name in names else ""
