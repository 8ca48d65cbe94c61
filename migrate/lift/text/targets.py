"""What lifted code is written in: Keras layers or plain `tf.Module`s. One plan, two ways of saying it."""

from __future__ import annotations

import ast
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from migrate.lift.functions.attributes import Attribute
    from migrate.lift.functions.roles import OwnScope
    from migrate.lift.source.sites import Scope, Site
    from migrate.lift.source.source import LiftSource
    from migrate.lift.source.view import View

Text = Callable[[ast.expr], str]


@dataclass(frozen=True)
class Weight:
    """A weight as its call gives it.

    Attributes:
      given: the arguments of the call by TF1's names.
      name: the source of its name, "" for none.
    """

    site: Site
    given: Mapping[str, ast.expr]
    name: str


@dataclass(frozen=True)
class Pieces:
    """The parts of a class, each as lines.

    Attributes:
      docstring: of the function.
      declared: attributes of the class.
      signature: the parameters of the constructor after ``self``, with the ``name`` but without ``**``.
      rest: the name of the ``**`` parameter, "" for none.
      stored: (attribute, parameter) pairs that the constructor keeps.
      init: statements that make what needs no shape; at the level ``init_level`` of the target.
      asked: the tensors whose shapes ``build`` takes: what Keras would give it.
      lists: those of them that are lists of tensors.
      types: those whose type `build` is told as well.
      shape_names: what the parameters for those shapes are called where not ``x_shape``.
      shapes: whether a shape is read at all.
      build: statements that make what needs shapes.
      called: the parameters of the call after ``self``.
      body: the statements of the call.
      needs_init: whether the constructor says more than a class without one would.
      regularized: whether some of what it makes has a regularizer.
    """

    class_name: str
    docstring: list[str]
    declared: list[str]
    signature: str
    rest: str
    stored: list[tuple[str, str]]
    init: list[str]
    asked: list[str]
    lists: frozenset[str]
    shapes: bool
    build: list[str]
    called: str
    body: list[str]
    needs_init: bool
    shape_names: Mapping[str, str] = field(default_factory=dict)
    regularized: bool = False
    types: tuple[str, ...] = ()


class Target(ABC):
    """One way of writing what is lifted.

    Attributes:
      name: as on the command line.
      table: the file with the layers, below ``rules``.
      imported: what the text takes for granted beside TensorFlow: "keras" or "".
      init_level: the indentation level of what the constructor makes.
      early_weights: the constructor makes weights, too, and all else up to the first thing that needs a shape.
      scopes_in_call: inner scopes name sublayers when they are called, not when they are made.
      lifts_networks: subclasses of TF1's own class of models are lifted, too.
      owner: what a helper that makes a weight is given first.
      hosts: its classes can host variables that other code makes.
      base: the class that its classes inherit.
      reserved: the attributes of that class, and of what is written, which others must not hide.
      inherited: those of that class alone.
      hidden: what attributes of generated classes are not called.
      call_method: what computes.
      own_arguments: what its constructor takes apart from `name`.
      plain_calls: its classes take any argument by its place, and only those that are given.
      names_have_levels: a weight may be called "a/b".
      counts_on: `get_layer` can number what its classes make without a name.
      tells_weights: callers can tell its classes the names of their weights.
    """

    name: str
    table: str
    imported: str
    init_level: int
    early_weights: bool
    scopes_in_call: bool
    lifts_networks: bool
    owner: str
    names_have_levels: bool
    counts_on: bool
    tells_weights: bool
    hosts: bool
    base: str
    reserved: frozenset[str]
    inherited: frozenset[str]
    hidden: frozenset[str]
    call_method: str
    own_arguments: tuple[str, ...]
    plain_calls: bool

    @abstractmethod
    def check(self, view: View, own: OwnScope) -> None:
        """Raises `Refused` for what this target cannot say."""

    @abstractmethod
    def unfed(self, view: View) -> str:
        """What the call of a class takes for a function without tensors; raises `Refused` where it has no call."""

    @abstractmethod
    def weight(self, view: View, weight: Weight, text: Text) -> str:
        """The expression that makes a weight; raises `Refused`."""

    @abstractmethod
    def weight_value(self, reference: str, plain: bool) -> str:
        """A weight where it is used; `plain` where any kind of variable may stand."""

    @abstractmethod
    def initializer(self, source: LiftSource, node: ast.expr, text: Text) -> str | None:
        """A TF1 initializer; None when it is none that is known."""

    @abstractmethod
    def activation(self, source: LiftSource, node: ast.expr, text: Text) -> str:
        """A TF1 activation."""

    @abstractmethod
    def either(self, activation: str) -> str:
        """A function that is what is given, or changes nothing when that is None."""

    @abstractmethod
    def regularizer(self, view: View, node: ast.expr, text: Text) -> str | None:
        """A call that makes a TF1 regularizer; None when it is none that is known."""

    @abstractmethod
    def scope(self, scope: Scope, text: Text) -> str:
        """The context manager for an inner scope."""

    @abstractmethod
    def in_slices(self, scope: Scope, site: Site) -> bool:
        """Whether an inner scope must be around the making of what a site of it makes."""

    @abstractmethod
    def listed(
        self, making: Sequence[Attribute], made: Sequence[Attribute]
    ) -> tuple[list[str], bool]:
        """The order in which a finished object lists the attributes that hold variables, unless told otherwise.

        Args:
          making: the attributes that do, in TF1's order.
          made: all attributes as they are assigned.

        Returns:
          Their names, and whether the weights of several lists come turn by turn.
        """

    @abstractmethod
    def check_name(self, texts: Iterable[str], line: int) -> None:
        """Raises `Refused` for what cannot be an object's name."""

    @abstractmethod
    def check_name_parts(self, texts: Iterable[str], line: int) -> None:
        """Raises `Refused` for what cannot be a part of an object's name."""

    @abstractmethod
    def constructor(
        self, cls: str, given: str, name: str, own: list[str], made: list[str], builds: bool
    ) -> list[str]:
        """The lines of a constructor.

        Args:
          cls: its class.
          given: its parameters.
          name: the source of the object's name, "" for one without.
          own: its own statements.
          made: statements that make what needs no shape, at the level ``init_level``.
          builds: there is a `build`.
        """

    @abstractmethod
    def build(self, names: Sequence[str], lines: list[str]) -> list[str]:
        """The method that makes what needs shapes; ``names``: its parameters."""

    @abstractmethod
    def call(
        self,
        called: str,
        shapes: Sequence[str],
        documented: list[str],
        body: list[str],
        builds: bool,
    ) -> list[str]:
        """The method that computes.

        Args:
          called: its parameters.
          shapes: what `build` takes.
          documented: its docstring.
        """

    @abstractmethod
    def made_later(self, made: str) -> str:
        """A layer that is part of another one, which is given what makes it."""

    @abstractmethod
    def losses(self) -> list[str]:
        """The property that gives regularization losses; nothing where the class inherits one."""

    @abstractmethod
    def text(self, pieces: Pieces) -> str:
        """The class."""


def joined(header: str, parts: Sequence[list[str]]) -> str:
    """A class of these parts, with blank lines between them."""
    out = [header]
    for index, part in enumerate([p for p in parts if p]):
        out += ["", *part] if index else part
    return "\n".join(out) + "\n"
