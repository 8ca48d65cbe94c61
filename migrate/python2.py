"""Converts plain Python 2 source (print statements, old exceptions, ...) to Python 3.

The conversion is fissix's (lib2to3): it rewrites what it knows and keeps every other character. What it
cannot see is a change of meaning without a change of syntax; of those, integer division matters most in
model code, so the places where it may happen are reported.
"""

from __future__ import annotations

import ast
import difflib
import functools
import io
import pickle
import tempfile
import tokenize
import warnings
from bisect import bisect_left
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from migrate.lines import Lines, dominant_newline, split_lines
from migrate.nodes import walk

# fissix's default fixers, less those that restyle Python 3 code or only matter to unit tests.
_FIXERS = (
    *(
        "apply",
        "basestring",
        "dict",
        "except",
        "exec",
        "execfile",
        "exitfunc",
        "filter",
        "funcattrs",
    ),
    *("getcwdu", "has_key", "import", "imports", "intern", "isinstance", "itertools"),
    *("itertools_imports", "long", "map", "metaclass", "methodattrs", "ne", "next", "nonzero"),
    *(
        "numliterals",
        "operator",
        "paren",
        "print",
        "raise",
        "raw_input",
        "input",
        "reduce",
        "reload",
    ),
    *("renames", "repr", "standarderror", "sys_exc", "throw", "tuple_params", "types", "unicode"),
    *("urllib", "xrange", "xreadlines", "zip"),
)


@dataclass(frozen=True)
class Converted:
    """Python 3 text made from Python 2 text.

    Attributes:
      text: the converted text; newlines as in the original.
      divisions: (line, column) in ``text``, both 1-based, of each ``/`` that may have divided integers; empty
        when the file said ``from __future__ import division``, or when ``text`` does not parse.
    """

    text: str
    divisions: tuple[tuple[int, int], ...] = ()


def convert(text: str, path: Path | None = None) -> Converted | None:
    """Converts Python 2 text.

    Args:
      text: source that is not valid Python 3.
      path: where it lies; implicit relative imports are recognised by the modules beside it.

    Returns:
      The converted text, which the caller must still parse, or None if ``text`` is not Python 2 either, or
      holds nothing that is peculiar to Python 2 (then its syntax error is its own).
    """
    newline = dominant_newline(text)
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    ended = plain if plain.endswith("\n") else plain + "\n"
    result = _refactor(ended, path)
    if result is not None and _is_tab_error(result):
        result = _refactor(_expand_tabs(ended), path)
    if result is None or result == ended:
        return None
    if not plain.endswith("\n"):
        result = result.removesuffix("\n")
    converted = _restore_newlines(text, result, newline)
    return Converted(converted, _integer_divisions(converted))


def _refactor(text: str, path: Path | None) -> str | None:
    from fissix.pgen2.tokenize import TokenError

    name = str(path) if path is not None else "<string>"
    # First as Python 2 reads it; then with print as a function, for files that mix the two.
    for print_function in (False, True):
        tool = _tool(print_function)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                tree = tool.refactor_string(text, name)
        except (ValueError, SyntaxError, RecursionError, AttributeError, TokenError):
            continue
        if tree is not None:
            _drop_aliases(tree, text)
            return str(tree)
    return None


def _drop_aliases(tree: Any, text: str) -> None:
    """``import cPickle as pickle`` is ``import pickle`` once the module has its new name."""
    from fissix.pygram import python_symbols

    lines = text.split("\n")
    for node in list(tree.pre_order()):
        if node.type == python_symbols.dotted_as_name:
            name, _, bound = node.children
            before = f"{bound.value} as " in lines[bound.lineno - 1]
            if str(name).strip() == bound.value and not before:
                name.remove()
                node.replace(name)


@functools.cache  # compiling the fixers' patterns takes longer than most files
def _tool(print_function: bool) -> Any:
    base = _refactoring_tool()

    class Quiet(base):  # type: ignore[misc, valid-type]
        def log_error(self, msg: str, *args: Any, **kwargs: Any) -> None:
            raise ValueError(msg)

        def log_message(self, msg: str, *args: Any) -> None:
            pass

        def log_debug(self, msg: str, *args: Any) -> None:
            pass

    fixers = [f"fissix.fixes.fix_{name}" for name in _FIXERS]
    return Quiet(fixers, {"print_function": print_function})


def _refactoring_tool() -> Any:
    """fissix's tool. It keeps its grammar in a cache in the home directory, which need not be writable."""
    try:
        from fissix.refactor import RefactoringTool
    except (OSError, EOFError, pickle.UnpicklingError):
        import fissix

        with tempfile.TemporaryDirectory() as directory:
            fissix.CACHE_DIR = Path(directory)
            from fissix.refactor import RefactoringTool
    return RefactoringTool


def _is_tab_error(text: str) -> bool:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            ast.parse(text)
        except TabError:
            return True
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return False
    return False


def _expand_tabs(text: str) -> str:
    """Expands the tabs in the indentation as Python 2 read them: to multiples of 8."""
    inside = _string_continuations(text)
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        indent = line[: len(line) - len(line.lstrip(" \t"))]
        if "\t" in indent and number not in inside:
            lines[number - 1] = indent.expandtabs(8) + line[len(indent) :]
    return "\n".join(lines)


def _string_continuations(text: str) -> set[int]:
    """The lines that begin inside a string."""
    from fissix.pgen2 import tokenize as python2_tokenize

    inside: set[int] = set()
    try:
        for kind, _, start, end, _ in python2_tokenize.generate_tokens(io.StringIO(text).readline):
            if kind == tokenize.STRING:
                inside.update(range(start[0] + 1, end[0] + 1))
    except (python2_tokenize.TokenError, SyntaxError):
        pass
    return inside


def _restore_newlines(before: str, after: str, newline: str) -> str:
    """Gives the lines of ``after``, which end in LF, the newlines of the lines they come from."""
    old = split_lines(before)
    bodies = [line.rstrip("\r\n") for line in old]
    ends = [line[len(body) :] or newline for line, body in zip(old, bodies, strict=True)]
    new = [line.rstrip("\n") for line in split_lines(after)]
    new_ends = [newline] * len(new)
    if set(ends) != {newline}:
        matcher = difflib.SequenceMatcher(None, bodies, new, autojunk=False)
        for _, i1, i2, j1, j2 in matcher.get_opcodes():
            count = min(i2 - i1, j2 - j1)
            new_ends[j1 : j1 + count] = ends[i1 : i1 + count]
    if new and not after.endswith("\n"):
        new_ends[-1] = ""
    return "".join(body + end for body, end in zip(new, new_ends, strict=True))


def _integer_divisions(text: str) -> tuple[tuple[int, int], ...]:
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError):
        return ()
    futures = {
        alias.name
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and node.module == "__future__"
        for alias in node.names
    }
    if "division" in futures:
        return ()
    lines = Lines(text)
    slashes = _slashes(text, lines)
    found: list[int] = []
    for node in walk(tree):
        left: ast.expr
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
            left, right = node.left, node.right
        elif isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Div):
            left, right = node.target, node.value
        else:
            continue
        if _is_float(left) or _is_float(right):
            continue
        end = lines.offset(left.end_lineno or left.lineno, left.end_col_offset or 0)
        # Only closing parentheses, newlines and comments lie between an operand and its operator.
        found.extend(slash for slash in slashes[bisect_left(slashes, end) :][:1])
    return tuple(lines.line_col(offset) for offset in sorted(found))


def _slashes(text: str, lines: Lines) -> list[int]:
    readline = io.StringIO(text, newline=None).readline
    return [
        lines.start(token.start[0]) + token.start[1]
        for token in tokenize.generate_tokens(readline)
        if token.type == tokenize.OP and token.string in ("/", "/=")
    ]


def _is_float(node: ast.expr) -> bool:
    """Whether ``node`` is a float whatever its variables hold, so that ``/`` never truncated."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, (float, complex))
    if isinstance(node, ast.UnaryOp):
        return _is_float(node.operand)
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Sub, ast.Mult, ast.Div)):
        return _is_float(node.left) or _is_float(node.right)
    return (
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float"
    )
