"""Typed outcomes of migrating one file, and the verdict on each scoped function or class."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

from migrate.diagnostics import Diagnostic

_LINE = re.compile(r"(?<!, )\bline (\d+)\b")  # of the file itself: others are named


class Tier(str, Enum):
    """Where a scoped function or class ended (one of exactly three)."""

    LIFTED = "lifted"  # a plain Keras layer or tf.Module
    SHIMMED = "shimmed"  # the TF1 structure, on migrate.compat_scope
    FLAGGED = "flagged"  # unchanged or renamed only; see its diagnostics


class Mode(str, Enum):
    """How a module's TensorFlow code executes after migration."""

    GRAPH = "graph"  # a compat.v1 graph program with sessions
    EAGER = "eager"
    NONE = "none"  # holds no TensorFlow


class Status(str, Enum):
    """What happened to a file."""

    CHANGED = "changed"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"  # left alone on purpose, with a reason
    FAILED = "failed"  # could not be processed, with an error


@dataclass(frozen=True)
class Reason:
    """Why a verdict is what it is: a code, the text, and the line it rests on (0 if none).

    ``behind``: the function whose own reason is behind this one, by its module (its path, once the tree is decided) and name.
    ``by_others``: another method may have brought it, which sets what this one reads.
    ``beside``: all that a function calls which makes nothing of its own, in the same way.
    """

    code: str
    message: str
    line: int = 0
    behind: tuple[str, str] | None = None
    by_others: bool = False
    beside: tuple[tuple[str, str], ...] = ()

    def moved(self, place: Callable[[int], int]) -> Reason:
        """The reason in another text of its file, of which `place` says where a line is."""
        message = _LINE.sub(lambda found: f"line {place(int(found[1]))}", self.message)
        return replace(self, message=message, line=place(self.line) if self.line else 0)


def called_name(qualname: str) -> str:
    """What a call runs, as the user calls it: of a constructor the class."""
    return qualname.removesuffix(".__init__").rpartition(".<locals>.")[2]


def beside_text(called: Sequence[tuple[str, str]]) -> str:
    """The reason of a function that makes nothing but what it calls makes, which stays."""
    name, *others = dict.fromkeys(called_name(qualname) for _, qualname in called)
    shown = f"`{name}`" if not others else f"`{name}` and {len(others)} more"
    if len(others) == 1:
        shown = f"`{name}` and `{others[0]}`"
    stays = "do, which stay" if others else "does, which stays"
    return f"makes nothing of its own: it may lift when {shown} {stays} on the shim"


@dataclass(frozen=True)
class VariableInfo:
    """A variable as far as it is known without running the code."""

    name: str  # the TF1 name with {placeholders} for what is only known at run time
    kind: str  # the canonical symbol that creates it, e.g. "tf.get_variable"
    line: int
    shape: str | None = None  # source text of the shape
    dtype: str | None = None
    trainable: str | None = None


@dataclass(frozen=True)
class Verdict:
    """What became of one scoped function or class."""

    qualname: str
    kind: (
        str  # "function", "method", "class" or "module"; "part": of a function, a layer of its own
    )
    line: int
    tier: Tier
    reasons: tuple[Reason, ...] = ()
    scopes: tuple[str, ...] = ()
    variables: tuple[VariableInfo, ...] = ()
    calls: tuple[str, ...] = ()  # scoped functions it calls, by qualified name
    callers_write: str = ""  # how the code that called it now calls it
    is_driver: bool = (
        False  # makes no model variables itself: it feeds, trains, saves or tests the model
    )
    only_opens: bool = (
        False  # opens variable scopes, and makes no variable as far as the tree shows
    )
    # Of a lifted one: its class, the parameters of the constructor and of the call, and the parameter of the
    # function that became `name`.
    class_name: str = ""
    init_params: tuple[str, ...] = ()
    call_params: tuple[str, ...] = ()
    name_param: str | None = None


@dataclass(frozen=True)
class ModeDecision:
    """The mode of a module and the evidence for it."""

    mode: Mode
    reason: str = ""
    line: int = 0


@dataclass(frozen=True)
class FileOutcome:
    """The result of migrating one file. ``after`` is None unless ``status`` is CHANGED."""

    relpath: str
    status: Status
    reason: str = ""  # for SKIPPED and FAILED
    before: bytes = b""
    after: bytes | None = None
    mode: ModeDecision = field(default_factory=lambda: ModeDecision(Mode.NONE))
    verdicts: tuple[Verdict, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
