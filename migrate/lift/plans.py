"""What lifting decides, as data."""

from __future__ import annotations

from dataclasses import dataclass, field

from migrate.lift.normal.computed_scope import Naming
from migrate.model.tree import Key
from migrate.outcomes import Reason
from migrate.rewrite.edits import Edit

# What `get_layer` and Keras' constructors call their own.
TAKEN = frozenset({"name", "default_name", "reuse", "cls"})

# Why a method stays when no other reason is known.
MIXED = "in one statement with what the layer makes"  # how a reason ends
METHOD = "is a method of a class that stays as it is"

# Between a function and a part of it that became a layer of its own, as in `outer.<parts>.outer_weights`.
PART = ".<parts>."


class Refused(Exception):
    """A function cannot be lifted: it stays on the shim, with the reason, and the function that is behind it if there is one."""

    def __init__(self, code: str, message: str, line: int = 0, behind: Key | None = None) -> None:
        super().__init__(message)
        self.reason = Reason(code, message, line, behind)


class NeedsName(Refused):
    """A helper that names its variable itself has to take the name from this caller; ``key``: the helper."""

    def __init__(self, key: Key, line: int) -> None:
        super().__init__("TF306", "a weight of an inner scope whose helper names it", line)
        self.key = key


@dataclass(frozen=True)
class Parameter:
    """What became of one parameter of a lifted function.

    Attributes:
      name: as in the function.
      role: ``config`` (constructor), ``call`` (tensors), ``name`` (the layer's name), ``reuse`` (gone), ``naming`` (gone: the
        name is made of it),
        ``kwargs`` (``**``, handed to a constructor) or ``unused``.
      default: the source of its default, None when it has none.
      keyword: whether it is keyword-only.
      free: it is no parameter, but a name of the function around.
      shown: what the constructor calls it; "" for ``name``.
    """

    name: str
    role: str
    default: str | None = None
    keyword: bool = False
    free: bool = False
    shown: str = ""

    @property
    def written(self) -> str:
        return self.shown or self.name


@dataclass(frozen=True)
class Unnamed:
    """A default name that TF1 counts in the scope around a function which opens none.

    Attributes:
      base: the name.
      often: nobody knows from the text how many of it there are.
      late: `get_layer` cannot tell what TF1 calls some of it.
      later: the layer does not make all of it in its constructor.
    """

    base: str
    often: bool = False
    late: bool = False
    later: bool = False


@dataclass(frozen=True)
class Lifted:
    """A function that became a layer class.

    Attributes:
      key: the function.
      class_name: the class.
      parameters: every parameter of the function, in order.
      name_default: the source of the layer's default name; None when the caller must give one.
      transparent: it opens no scope of its own, so its level is no part of TF1 names.
      counted: TF1 numbers the name (``default_name``), so each caller takes the next one.
      reuse: the source of the function's own ``reuse=``, "" for none; a parameter's name when it is one.
      text: the class, formatted.
      attributes: the names of its own weights and sublayers, for the report.
      wrapped: a function of the old name stays for those who use it as a value; it makes and calls the layer.
      is_helper: it is no layer but a function that makes a weight for the layer it is given.
      makes_cells: it is no layer but a function that makes RNN cells for those that run them; or the class of such a cell.
      decorated: its decorators stay on that function, through which everyone reaches the layer.
      is_object: it was a class already; where its objects are made stays where it was.
      naming: how its name is made of the function's parameters, when it is.
      constructs: it was a class whose constructor makes its variables; calls make none.
      unnamed: the default names that it counts in the scope around it.
      told: of these, those that are made once, with the constructor's parameter by which callers tell the name.
      told_weights: the names of its `tf.Variable`s, each with the constructor's parameter by which callers tell another one.
      numbers: of these, those that are made often, with how many its constructor makes, in terms of `self`.
      hosts: the parameters that it calls, whose variables are the layer's.
      hosting: variables of other code are the layer's.
      neighbours: the functions that stay, of which those are.
      regularized: some of what it makes has a regularizer.
    """

    key: Key
    class_name: str
    parameters: tuple[Parameter, ...]
    name_default: str | None
    transparent: bool
    counted: bool = False
    reuse: str = ""
    text: str = ""
    attributes: tuple[str, ...] = ()
    wrapped: bool = False
    is_object: bool = False
    is_helper: bool = False
    decorated: bool = False
    makes_cells: bool = False
    naming: Naming | None = None
    constructs: bool = False
    unnamed: tuple[Unnamed, ...] = ()
    told: tuple[tuple[str, str], ...] = ()
    told_weights: tuple[tuple[str, str], ...] = ()
    numbers: tuple[tuple[str, str], ...] = ()
    hosts: tuple[str, ...] = ()
    hosting: bool = False
    neighbours: frozenset[Key] = frozenset()
    regularized: bool = False

    def role(self, name: str) -> str:
        return next((p.role for p in self.parameters if p.name == name), "")

    def names(self, role: str) -> tuple[str, ...]:
        return tuple(p.name for p in self.parameters if p.role == role)

    @property
    def settings(self) -> tuple[tuple[str, str | None], ...]:
        """What the constructor takes beside the layer's name, with the sources of the defaults."""
        return self._settings(("config",))

    def _settings(self, roles: tuple[str, ...]) -> tuple[tuple[str, str | None], ...]:
        own = tuple((p.written, p.default) for p in self.parameters if p.role in roles)
        known = {p.written for p in self.parameters}
        return own + tuple((name, f'"{base}"') for base, name in self.told if name not in known)

    @property
    def counts_on(self) -> bool:
        """Whether `get_layer` can number what it makes without a name, wherever that is called."""
        return bool(self.unnamed) and not any(one.late for one in self.unnamed)

    @property
    def named_by(self) -> frozenset[str]:
        """The parameters that its name is made of."""
        return frozenset(self.naming.parameters) if self.naming is not None else frozenset()

    @property
    def callers_write(self) -> str:
        """How the code that called the function now makes and calls the layer."""
        if self.is_helper or (self.makes_cells and not self.is_object):
            given = [
                p.name if p.default is None else f"{p.name}={p.default}" for p in self.parameters
            ]
            owner = ["self"] if self.is_helper else []
            return f"{self.class_name}({', '.join([*owner, *given])})"
        settings = self._settings(("config", "name") if self.is_object else ("config",))
        made = [n if default is None else f"{n}={default}" for n, default in settings]
        if self.naming is not None:
            made.append(f"name={self.naming.source}")
        elif not self.transparent and not self.is_object:
            made.append("name=..." if self.name_default is None else f"name={self.name_default}")
        if self.constructs:
            return f"{self.class_name}({', '.join(made)})"
        called = [
            p.name if p.default is None else f"{p.name}={p.default}"
            for p in self.parameters
            if p.role == "call"
        ]
        return f"{self.class_name}({', '.join(made)})({', '.join(called)})"


@dataclass(frozen=True)
class ModulePlan:
    """The edits that lift one module; offsets are characters of its text as read,
    or as ``split`` leaves it.

    Attributes:
      needs_keras: the text that comes out needs `import keras`.
      needs_shim: it needs `from migrate import compat_scope`.
      shim: what it calls that.
      needs_tensorflow: it needs `import tensorflow as tf`, of which the text as read has nothing.
      first: edits that come before all others, step by step; each speaks of the text that the one before it gives.
      split: the edits that come before these; these speak of the text they give.
      written: classes that come with the lifted ones, in TensorFlow 2 and Keras 3 already.
      imports: modules that those need.
    """

    edits: tuple[Edit, ...] = ()
    lifted: tuple[Lifted, ...] = ()
    needs_keras: bool = False
    needs_shim: bool = False
    first: tuple[tuple[Edit, ...], ...] = ()
    split: tuple[Edit, ...] = ()
    written: tuple[str, ...] = ()
    imports: tuple[str, ...] = ()
    needs_tensorflow: bool = False
    shim: str = "compat_scope"


@dataclass(frozen=True)
class TreePlan:
    """The decision for a tree: what each module changes, and why a function was not lifted.

    Attributes:
      emptied: functions that only define functions which are lifted, with the classes of those.
      moved: functions that hold the body of a method -> that method, which calls them.
      hosted: functions in the `call` of a layer -> its class.
      passing: methods that leave all they make to another one of their object -> that one.
      formerly: methods that hold others while they are planned -> those.
      pieces: functions that were made of others -> what they are called in the files.
      inherited: classes that went, since those below them have all that they inherited -> those.
    """

    modules: dict[str, ModulePlan] = field(default_factory=dict)
    refused: dict[Key, tuple[Reason, ...]] = field(default_factory=dict)
    emptied: dict[Key, tuple[str, ...]] = field(default_factory=dict)
    moved: dict[Key, Key] = field(default_factory=dict)
    hosted: dict[Key, str] = field(default_factory=dict)
    passing: dict[Key, Key] = field(default_factory=dict)
    formerly: dict[Key, tuple[Key, ...]] = field(default_factory=dict)
    pieces: dict[Key, str] = field(default_factory=dict)
    inherited: dict[Key, tuple[str, ...]] = field(default_factory=dict)

    def lifted(self) -> dict[Key, Lifted]:
        return {one.key: one for plan in self.modules.values() for one in plan.lifted}
