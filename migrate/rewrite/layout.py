"""The format stage: black on what was generated only; every other line stays as it is."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Collection, Iterator

from migrate.rewrite.edits import Edit, replace
from migrate.rewrite.positions import Positions

WIDTH = 88
# How code that stays uses a layer.
_MAKERS = frozenset({"get_layer", "make_layer", "new_layer"})
_SHIM = re.compile(r"(migrate_)?compat_scope_*")
# These speak of the line they stand in.
_PRAGMA = re.compile(r"#\s*(?:type:|noqa|pragma|pylint:|fmt:|mypy:|pyright:)")
_CLOSES = re.compile(r"\s*(?:[)\]}]|(?:else|elif|except|finally)\b)")
_OLDEST = 8  # Python 3.8 and later: a comma behind `**kwargs`
_Token = tuple[str, int]


def layout_edits(text: str, names: Collection[str], newline: str) -> tuple[Edit, ...]:
    """The edits that format the classes and functions `names`, and the statements that make layers elsewhere.

    Args:
      text: a module, as it is after everything else.
      names: what it defines at its top level that was generated.
      newline: what its lines end with.
    """
    tree = ast.parse(text)
    positions = Positions(text)
    found: list[Edit] = []
    for start, end, new in [
        *_definitions(tree, positions, names),
        *_statements(tree, positions, names),
    ]:
        found += _edits(start, text[start:end], new.replace("\n", newline))
    return tuple(sorted(found, key=lambda e: e.start))


def _definitions(
    tree: ast.Module, positions: Positions, names: Collection[str]
) -> Iterator[tuple[int, int, str]]:
    for node in _named(tree, names):
        first = min([node.lineno, *(d.lineno for d in node.decorator_list)])
        start = positions.line_start(first)
        end = _line_end(positions, node)
        yield start, end, formatted(_unix(positions.text[start:end])).rstrip("\n")


def _named(tree: ast.Module, names: Collection[str]) -> Iterator[ast.ClassDef | ast.FunctionDef]:
    for node in tree.body:
        if isinstance(node, (ast.ClassDef, ast.FunctionDef)) and node.name in names:
            yield node


def _line_end(positions: Positions, node: ast.stmt) -> int:
    """The end of the line that a statement ends in, without the newline."""
    end = positions.line_start((node.end_lineno or node.lineno) + 1)
    return positions.line_start(1) + len(positions.text[:end].rstrip("\r\n"))


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


# ---------------------------------------------------------------- statements that make layers
def _statements(
    tree: ast.Module, positions: Positions, names: Collection[str]
) -> Iterator[tuple[int, int, str]]:
    for node in _too_long(tree, positions, {id(n) for n in _named(tree, names)}):
        found = _wrapped(positions, node)
        if found is not None:
            yield found


def _too_long(tree: ast.Module, positions: Positions, inside: set[int]) -> list[ast.stmt]:
    """The statements in which a call that makes a layer has lines that are too long, or several."""
    found: dict[int, ast.stmt] = {}
    stack: list[tuple[ast.AST, ast.stmt | None]] = [(tree, None)]
    while stack:
        node, statement = stack.pop()
        if id(node) in inside:
            continue
        if isinstance(node, ast.stmt):
            statement = node
        if isinstance(node, ast.Call) and statement is not None and _makes_layer(node):
            last = node.end_lineno or node.lineno
            if last > node.lineno or len(positions.lines.line(last).rstrip()) > WIDTH:
                found[id(statement)] = statement
        stack.extend((child, statement) for child in ast.iter_child_nodes(node))
    return list(found.values())


def _makes_layer(call: ast.Call) -> bool:
    """Whether a call makes a layer, or calls one that it makes."""
    func = call.func.func if isinstance(call.func, ast.Call) else call.func
    if not isinstance(func, ast.Attribute) or func.attr not in _MAKERS:
        return False
    return isinstance(func.value, ast.Name) and bool(_SHIM.fullmatch(func.value.id))


def _wrapped(positions: Positions, node: ast.stmt) -> tuple[int, int, str] | None:
    """A statement, or its header, formatted; None when it must stay as it is."""
    start = positions.line_start(node.lineno)
    indent = positions.text[start : positions.start(node)]
    body: list[ast.stmt] = getattr(node, "body", [])
    if body:
        stop = end = start + len(
            positions.text[start : positions.line_start(body[0].lineno)].rstrip()
        )
        if stop == start or positions.text[stop - 1] != ":":  # a comment, or the body's line
            return None
    else:
        stop, end = positions.end(node), _line_end(positions, node)
    comment = positions.text[stop:end].strip()
    text = _unix(positions.text[start + len(indent) : stop])
    if (
        indent.strip()
        or "\t" in indent
        or (comment and comment[0] != "#")
        or _PRAGMA.match(comment)
    ):
        return None
    if _has_long_string(text):
        return None
    code = "\n".join(line.removeprefix(indent) for line in text.split("\n"))
    new = _in_lines(code, WIDTH - len(indent), bool(body))
    if comment:
        short = "\n" not in new and len(f"{indent}{new}  {comment}") <= WIDTH
        new = f"{new}  {comment}" if short else f"{comment}\n{new}"
    return start, end, "\n".join(indent + line if line else line for line in new.split("\n"))


def _in_lines(code: str, width: int, header: bool) -> str:
    """A statement, or the header of one, formatted; its quotes stay as they are."""
    text = code.removeprefix("el") if code.startswith("elif") else code
    below = "\n    pass" if header else ""
    new = (
        formatted(text + below, width - len(code) + len(text), quotes=False)
        .rstrip("\n")
        .removesuffix(below)
    )
    return f"el{new}" if code.startswith("elif") else new


def _has_long_string(text: str) -> bool:
    """Whether a string runs over several lines, whose indentation is part of it."""
    try:
        return any(
            t.type in _STRINGS and t.start[0] != t.end[0]
            for t in tokenize.generate_tokens(io.StringIO(text + "\n").readline)
        )
    except (tokenize.TokenError, IndentationError):
        return False


_STRINGS = {tokenize.STRING, getattr(tokenize, "FSTRING_MIDDLE", tokenize.STRING)}


# ---------------------------------------------------------------- black
def formatted(text: str, width: int = WIDTH, quotes: bool = True) -> str:
    """The text as black writes it.

    Comments at the ends of lines do not count as code that must be split: where one is too long for
    its line, it comes above it. One whose line is split comes above what it stood behind.
    """
    import black
    from black.mode import TargetVersion

    mode = black.Mode(
        target_versions={v for v in TargetVersion if v.value >= _OLDEST},
        line_length=max(width, 40),
        string_normalization=quotes,
    )
    short, comments = _shortened(text)
    lines = black.format_str(short, mode=mode).split("\n")
    if not comments:
        return "\n".join(lines)
    moved = _to_openers(lines, _self_contained(short))
    above = _above(lines, comments, width) | moved
    out = []
    for number, line in enumerate(lines):
        mark = _MARK.search(line)
        if mark is None:
            out.append(line)
            continue
        code, comment = line[: mark.start()].rstrip(), comments[int(mark[1])]
        if number in above:
            out += [code[: len(code) - len(code.lstrip())] + comment, code]
        else:
            out.append(f"{code}  {comment}")
    return black.format_str("\n".join(out), mode=mode)


def _above(lines: list[str], comments: list[str], width: int) -> set[int]:
    """The lines whose comment comes above them: where it is too long, and beside elements where one of them is."""
    found: set[int] = set()
    run: list[int] = []
    run_shape = ""
    for number, line in enumerate(lines):
        mark = _MARK.search(line)
        code = line[: mark.start()].rstrip() if mark else ""
        shape = code[: len(code) - len(code.lstrip())] if code.endswith(",") else "-"
        if not run or shape == "-" or shape != run_shape:
            run = []
        run.append(number)
        run_shape = shape
        if mark and not _CLOSES.match(line) and number not in found:
            if len(f"{code}  {comments[int(mark[1])]}") > width or found & set(run):
                found |= set(run)
    return found


def _self_contained(text: str) -> set[str]:
    """The marks in lines that open all brackets which they close."""
    opened: list[int] = []
    closing: set[int] = set()
    marks: dict[int, str] = {}
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        row = token.start[0]
        if token.type == tokenize.OP and token.string in "([{":
            opened.append(row)
        elif token.type == tokenize.OP and token.string in ")]}" and opened.pop() != row:
            closing.add(row)
        elif token.type == tokenize.COMMENT and _MARK.fullmatch(token.string):
            marks[row] = token.string
    return {mark for row, mark in marks.items() if row not in closing}


def _to_openers(lines: list[str], marks: set[str]) -> set[int]:
    """Moves marks that came behind a closing bracket to the line that opens it, where they stood in one line with it.

    Returns the lines that they are in now.
    """
    found: set[int] = set()
    for number, line in enumerate(lines):
        mark = _MARK.search(line)
        if mark is None or mark[0] not in marks or not _CLOSER.match(line):
            continue
        indent = line[: len(line) - len(line.lstrip())]
        first = number - 1
        while first and (
            not lines[first].startswith(indent) or lines[first][len(indent)].isspace()
        ):
            first -= 1
        if _MARK.search(lines[first]) is None:
            lines[number] = line[: mark.start()].rstrip()
            lines[first] = f"{lines[first]}  {mark[0]}"
            found.add(first)
    return found


_CLOSER = re.compile(r"\s*[)\]}]+,?\s*# ~")
_MARK = re.compile(r"# ~(\d+)~$")


def _shortened(text: str) -> tuple[str, list[str]]:
    """The text with short marks in place of the comments behind code, and those comments."""
    comments: list[str] = []
    lines = text.split("\n")
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        row, col = token.start
        if token.type != tokenize.COMMENT or not lines[row - 1][:col].strip():
            continue
        if not _PRAGMA.match(token.string):
            lines[row - 1] = f"{lines[row - 1][:col]}# ~{len(comments)}~"
            comment = token.string.rstrip()
            comments.append(comment if comment[1:2] in ("", " ", "!", ":") else f"# {comment[1:]}")
    return "\n".join(lines), comments


# ---------------------------------------------------------------- edits
def _edits(offset: int, old: str, new: str) -> Iterator[Edit]:
    """The edits from one text to another of the same words, so that each word's place can be followed."""
    if old == new:
        return
    at_old = at_new = 0
    for (word, start), (_, place) in _same(_words(old), _words(new)):
        if old[at_old:start] != new[at_new:place]:
            yield replace(offset + at_old, offset + start, new[at_new:place])
        at_old, at_new = start + len(word), place + len(word)
    if old[at_old:] != new[at_new:]:
        yield replace(offset + at_old, offset + len(old), new[at_new:])


def _words(text: str) -> list[_Token]:
    """The words of a text and where they begin, without comments; none when it cannot be told."""
    starts = [0, *(m.end() for m in re.finditer("\n", text))]
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(text, newline="").readline))
    except (tokenize.TokenError, IndentationError):
        return []
    return [
        (t.string, starts[t.start[0] - 1] + t.start[1])
        for t in tokens
        if t.string.strip() and t.type != tokenize.COMMENT
    ]


def _same(old: list[_Token], new: list[_Token]) -> Iterator[tuple[_Token, _Token]]:
    """The words of both texts that correspond; black adds and drops commas and parentheses."""
    i = j = 0
    while i < len(old) and j < len(new):
        if old[i][0] == new[j][0]:
            yield old[i], new[j]
            i, j = i + 1, j + 1
        elif new[j][0] in _ADDED:
            j += 1
        elif old[i][0] in _ADDED:
            i += 1
        else:
            i, j = i + 1, j + 1


_ADDED = frozenset(",()")
