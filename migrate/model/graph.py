"""The scope graph of one module: scopes, variables and scoped calls, function by function.

Everything is frozen and picklable. An expression is kept as normalised source text with the position
it came from and the meaning of the names in it, so that later stages need neither the syntax tree nor
the resolver.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Span:
    """A stretch of source: lines from 1, columns from 0 in UTF-8 bytes, the end exclusive (as `ast`)."""

    line: int
    col: int
    end_line: int
    end_col: int


@dataclass(frozen=True)
class Expr:
    """An expression.

    Attributes:
      text: its source, normalised (one line, no comments).
      span: where it stands.
      symbols: the TensorFlow chains in it: (text, canonical symbol).
      targets: the chains in it that name definitions of the tree: (text, module, qualified name).
    """

    text: str
    span: Span
    symbols: tuple[tuple[str, str], ...] = ()
    targets: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True)
class Param:
    """A parameter. ``kind`` is ``positional``, ``keyword``, ``vararg`` or ``kwarg``."""

    name: str
    kind: str
    default: Expr | None
    line: int


@dataclass(frozen=True)
class Loop:
    """A loop or comprehension around something. ``iterable`` is None for ``while``."""

    target: str
    iterable: Expr | None
    span: Span


@dataclass(frozen=True)
class Branch:
    """A branch around something: ``arm`` is ``if``, ``else``, ``try``, ``except`` or ``match``."""

    test: Expr | None
    arm: str
    span: Span


@dataclass(frozen=True)
class Context:
    """Where something happens: indexes into the function's ``entries``, ``loops`` and ``branches``.

    ``entry`` is the innermost scope entry (-1: none in this function); loops and branches run from the
    outermost to the innermost. ``inner`` counts the lambdas in between.
    """

    entry: int = -1
    loops: tuple[int, ...] = ()
    branches: tuple[int, ...] = ()
    inner: int = 0


@dataclass(frozen=True)
class ScopeEntry:
    """A ``with`` that opens a scope, or a template that will.

    Attributes:
      kind: ``variable_scope``, ``name_scope``, ``arg_scope`` or ``template`` (``make_template``).
      symbol: the canonical symbol of the call.
      name: the expression that names it; None when it is None or missing.
      default_name: the ``default_name`` expression.
      reuse: the ``reuse=`` expression.
      jump: it re-enters a captured scope object instead of opening a name below.
      keywords: every other argument.
      as_name: what ``as`` binds.
      span: the call; ``body``: the lines of the ``with`` body, first and last.
      context: what is around it (``entry`` is the enclosing scope).
      step: its place in evaluation order.
    """

    kind: str
    symbol: str
    name: Expr | None
    default_name: Expr | None
    reuse: Expr | None
    jump: bool
    keywords: tuple[tuple[str, Expr], ...]
    as_name: str
    span: Span
    body: tuple[int, int]
    context: Context
    step: int


@dataclass(frozen=True)
class Creation:
    """A call of a TF1 symbol that makes variables, or will (a cell).

    Attributes:
      symbol: canonical.
      kind: the rule's kind: ``variable``, ``layer``, ``class``, ``cell`` or ``runner``.
      name: the expression that names the variable or the layer's scope; None when left to TF1.
      args: the arguments by parameter name; ``*`` and ``**`` for passed-through ones.
      bound_to: what the result is assigned to, as text ("" for nothing).
      step: counts creations, entries and calls in evaluation order.
    """

    symbol: str
    kind: str
    name: Expr | None
    args: tuple[tuple[str, Expr], ...]
    bound_to: str
    span: Span
    context: Context
    step: int

    def arg(self, name: str) -> Expr | None:
        return next((e for n, e in self.args if n == name), None)


@dataclass(frozen=True)
class Call:
    """A call of a function, method or class of the tree.

    Attributes:
      callee: (module, qualified name).
      args: positional ones under their position ("0"), keywords under their name, ``*`` and ``**``.
      bound: whether the callee is reached through an instance (the first parameter is taken).
    """

    callee: tuple[str, str]
    args: tuple[tuple[str, Expr], ...]
    bound: bool
    bound_to: str
    span: Span
    context: Context
    step: int


@dataclass(frozen=True)
class Invocation:
    """A call of an object that a creation made (``layer(x)``): ``creation`` indexes ``creations``."""

    creation: int
    span: Span
    context: Context
    step: int


@dataclass(frozen=True)
class ReuseSwitch:
    """``scope.reuse_variables()``."""

    scope: Expr
    span: Span
    context: Context
    step: int


@dataclass(frozen=True)
class FunctionScopes:
    """One function, method or class body, or a module's top-level code.

    Attributes:
      kind: ``function``, ``method``, ``class`` or ``module``.
      owner: the qualified name of the class or function it is defined in, "" for none.
      free: names it reads that belong to an enclosing function.
      values: definitions of the tree used as values, not called: (module, qualified name, line).
      opaque_calls: calls of parameters and of other values that cannot be known: (text, line).
      symbols: the TF1 symbols it uses, with the first line of each.
      returns: what it returns: any of ``tensor``, ``tuple``, ``none``, ``variable``, ``dict``, ``object``.
      driver: the kinds of strong graph evidence in it (``session``, ``placeholder``, ...).
    """

    qualname: str
    kind: str
    span: Span
    owner: str = ""
    params: tuple[Param, ...] = ()
    decorators: tuple[Expr, ...] = ()
    loops: tuple[Loop, ...] = ()
    branches: tuple[Branch, ...] = ()
    entries: tuple[ScopeEntry, ...] = ()
    creations: tuple[Creation, ...] = ()
    calls: tuple[Call, ...] = ()
    invocations: tuple[Invocation, ...] = ()
    reuse: tuple[ReuseSwitch, ...] = ()
    free: tuple[str, ...] = ()
    values: tuple[tuple[str, str, int], ...] = ()
    opaque_calls: tuple[tuple[str, int], ...] = ()
    symbols: tuple[tuple[str, int], ...] = ()
    returns: tuple[str, ...] = ()
    driver: tuple[str, ...] = ()


@dataclass(frozen=True)
class ClassScopes:
    """A class: its bases (TF symbols or definitions of the tree) and its methods by name.

    ``is_test``: one of the bases is Python's or TensorFlow's test case.
    ``is_optimizer``: one of the bases is an optimizer of TensorFlow.
    """

    qualname: str
    span: Span
    bases: tuple[Expr, ...] = ()
    methods: tuple[str, ...] = ()
    is_test: bool = False
    is_optimizer: bool = False


@dataclass(frozen=True)
class ModuleScopes:
    """The scope graph of one module."""

    module: str
    functions: tuple[FunctionScopes, ...] = ()
    classes: tuple[ClassScopes, ...] = ()
    constants: tuple[tuple[str, str], ...] = field(default=())  # module-level NAME = literal


def within(function: FunctionScopes, entry: int) -> tuple[ScopeEntry, ...]:
    """The scope entries around something, from the outermost to ``entry`` itself."""
    chain: list[ScopeEntry] = []
    while entry >= 0:
        chain.append(function.entries[entry])
        entry = function.entries[entry].context.entry
    return tuple(reversed(chain))
