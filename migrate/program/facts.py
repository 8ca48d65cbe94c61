"""What one module does with the command line, as data."""

from __future__ import annotations

from dataclasses import dataclass

Target = tuple[str, str]  # (module, qualified name)
IMPORT = ""  # the unit of the code that runs when the module is imported or run as a script


@dataclass(frozen=True)
class Finding:
    """A line and what stands there."""

    line: int
    text: str


@dataclass(frozen=True)
class Unit:
    """A piece of code that runs as a whole: a function with those inside it, a class, the module's own code.

    Attributes:
      name: its qualified name; `IMPORT` for the module's own code.
      targets: the functions and classes of the tree it mentions; it may call them.
      attributes: names of attributes of objects unknown, which may be methods it calls.
      reads: the first place where it reads a flag, or does what cannot be followed.
      argv: the first place where it looks at the command line by itself.
      takes_argv: it is a function that looks at its arguments, which are `argv` when `app.run` calls it.
    """

    name: str
    targets: frozenset[Target] = frozenset()
    attributes: frozenset[str] = frozenset()
    reads: Finding | None = None
    argv: Finding | None = None
    takes_argv: bool = False


@dataclass(frozen=True)
class Run:
    """A call of `tf.app.run`.

    Attributes:
      line: its line.
      main: the function it runs.
      unit: the unit it stands in.
      guarded: it stands below `if __name__ == "__main__"`.
      problem: why absl cannot take it over; "" when it can.
    """

    line: int
    main: Target | None
    unit: str
    guarded: bool
    problem: str = ""


@dataclass(frozen=True)
class ProgramFacts:
    """What one module does with `tf.flags` and `tf.app`.

    Attributes:
      units: its code, in pieces; the first is the module's own.
      runs: its calls of `tf.app.run`.
      problems: what keeps its flags on `tf.compat.v1`, whatever the rest of the tree does.
      uses: it uses `tf.flags` or `tf.app`.
      upgraded: it reaches them through `tf.compat.v1`, so that there is nothing to decide.
      guard: it has an `if __name__ == "__main__"` of its own.
    """

    units: tuple[Unit, ...]
    runs: tuple[Run, ...] = ()
    problems: tuple[Finding, ...] = ()
    uses: bool = False
    upgraded: bool = False
    guard: bool = False

    @property
    def reads(self) -> bool:
        """Whether any of its code reads flags."""
        return any(u.reads is not None for u in self.units)
