"""Lifted code as plain `tf.Module`s: TensorFlow alone, the way Sonnet 2 writes modules.

Variables and submodules are made under the module's name scope, so that their own names are TF1's; inner scopes stand
around what is made in them, and are not needed any more when it is called.
"""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterable, Sequence

from migrate.lift.classes.reserved import MODULE_RESERVED, OF_MODULES
from migrate.lift.functions.attributes import Attribute
from migrate.lift.functions.roles import OwnScope
from migrate.lift.functions.site_names import site_name
from migrate.lift.plans import Refused
from migrate.lift.source.sites import Scope, Site
from migrate.lift.source.source import LiftSource
from migrate.lift.source.view import View
from migrate.lift.text import module_values
from migrate.lift.text.module_names import is_name, wrong_name
from migrate.lift.text.naming import snake_case
from migrate.lift.text.own_classes import tensorflow_name
from migrate.lift.text.render import INDENT
from migrate.lift.text.targets import Pieces, Target, Text, Weight, joined


class ModuleTarget(Target):
    """`tf.Module` classes."""

    name = "module"
    table = "lift_module.toml"
    imported = ""
    init_level = 3
    early_weights = True
    scopes_in_call = False
    lifts_networks = False
    owner = ""
    names_have_levels = True
    counts_on = True
    tells_weights = True
    hosts = True
    base = "tf.Module"
    reserved = MODULE_RESERVED
    inherited = OF_MODULES
    hidden = MODULE_RESERVED
    call_method = "__call__"
    own_arguments = ()
    plain_calls = True

    def check(self, view: View, own: OwnScope) -> None:
        """A module needs TensorFlow by the name `tf`, and names that are identifiers."""
        if tensorflow_name(view.source) != "tf":
            text = f"`{view.node.name}` needs a module that says `import tensorflow as tf`"
            raise Refused("TF313", text, view.node.lineno)
        names: list[ast.expr | None] = [
            site_name(view, s) for s in view.sites if s.kind != "weight"
        ]
        if own.default is not None:
            names.append(ast.parse(own.default, mode="eval").body)
        for name in names:
            wrong = wrong_name(view, name) if name is not None else None
            if wrong is not None:
                line = getattr(name, "lineno", view.node.lineno)
                raise Refused("TF309", f"{wrong!r} is no name for a `tf.Module`", line)

    def unfed(self, view: View) -> str:
        """A module is called with whatever there is."""
        return ""

    def weight(self, view: View, weight: Weight, text: Text) -> str:
        """``tf.Variable(...)``."""
        return module_values.variable(view, weight, text)

    def weight_value(self, reference: str, plain: bool) -> str:
        """A `tf.Variable` stands wherever TF1's stood."""
        return reference

    def initializer(self, source: LiftSource, node: ast.expr, text: Text) -> str | None:
        """TF1's own initializers, which TensorFlow 2 still has."""
        return module_values.initializer(source, node, text)

    def activation(self, source: LiftSource, node: ast.expr, text: Text) -> str:
        """The function itself."""
        return text(node)

    def either(self, activation: str) -> str:
        """Itself, or the identity."""
        return f"({activation} or tf.identity)"

    def regularizer(self, view: View, node: ast.expr, text: Text) -> str | None:
        """A function of the variable."""
        return module_values.regularizer(view, node, text)

    def scope(self, scope: Scope, text: Text) -> str:
        """``tf.name_scope``."""
        name = scope.name if scope.name is not None else scope.default
        assert name is not None
        if isinstance(name, ast.Constant) and isinstance(name.value, str):
            levels = "/".join(p for p in name.value.split("/") if p)
            return f'tf.name_scope("{levels}")'
        return f"tf.name_scope({text(name)})"

    def in_slices(self, scope: Scope, site: Site) -> bool:
        """Variable scopes name all that is made in them, name scopes what `tf.Variable` makes."""
        return scope.kind == "variable_scope" or site.symbol == "tf.Variable"

    def listed(
        self, making: Sequence[Attribute], made: Sequence[Attribute]
    ) -> tuple[list[str], bool]:
        """Attributes as they are assigned, all of a list before what comes next."""
        return [a.name for a in made if a in making], False

    def check_name(self, texts: Iterable[str], line: int) -> None:
        """Names of modules are identifiers."""
        for text in texts:
            if not is_name(text):
                raise Refused("TF309", f"{text!r} is no name for a `tf.Module`", line)

    def check_name_parts(self, texts: Iterable[str], line: int) -> None:
        """Together they are an identifier."""
        for text in texts:
            if text and not is_name(text, before="_"):
                raise Refused("TF309", f"{text!r} is no name for a `tf.Module`", line)

    def constructor(
        self, cls: str, given: str, name: str, own: list[str], made: list[str], builds: bool
    ) -> list[str]:
        """What is made stands under the module's name scope."""
        if not name and cls.startswith("_"):
            name = own_name(cls)
        lines = [
            f"{INDENT}def __init__({given}):",
            f"{INDENT * 2}super().__init__({f'name={name}' if name else ''})",
            *own,
        ]
        if builds:
            lines.append(f"{INDENT * 2}self.built = False")
        if made:
            made = list(itertools.dropwhile(lambda line: not line.strip(), made))
            lines += [f"{INDENT * 2}with self.name_scope:", *made]
        return lines

    def build(self, names: Sequence[str], lines: list[str]) -> list[str]:
        """``def build``, which the first call calls."""
        return [f"{INDENT}def build({', '.join(['self', *names])}):", *lines]

    def call(
        self,
        called: str,
        shapes: Sequence[str],
        documented: list[str],
        body: list[str],
        builds: bool,
    ) -> list[str]:
        """``def __call__``."""
        first = [
            f"{INDENT * 2}if not self.built:",
            f"{INDENT * 3}with tf.init_scope():",
            f"{INDENT * 4}self.build({', '.join(shapes)})",
            f"{INDENT * 3}self.built = True",
        ]
        return [
            f"{INDENT}@tf.Module.with_name_scope",
            f"{INDENT}def __call__({called}):",
            *documented,
            *(first if builds else ()),
            *body,
        ]

    def made_later(self, made: str) -> str:
        """A function: the name scope in which a module is made is its name's."""
        return f"lambda: {made}"

    def losses(self) -> list[str]:
        """``losses``, as Keras' layers have it."""
        return [
            f"{INDENT}@property",
            f"{INDENT}def losses(self):",
            f'{INDENT * 2}"""The regularization losses of its variables."""',
            f"{INDENT * 2}return [",
            f"{INDENT * 3}v.regularizer(v)",
            f"{INDENT * 3}for v in self.variables",
            f'{INDENT * 3}if getattr(v, "regularizer", None)',
            f"{INDENT * 2}]",
        ]

    def text(self, pieces: Pieces) -> str:
        """The module."""
        rest = f", **{pieces.rest}" if pieces.rest else ""
        signature = pieces.signature
        private = pieces.class_name.startswith("_") and signature.endswith("name=None")
        if private:  # no name of an operation may begin like that of the class
            signature = signature.removesuffix("None") + own_name(pieces.class_name)
        stored = [f"{INDENT * 2}{attribute} = {name}" for attribute, name in pieces.stored]
        builds = bool(pieces.build)
        init = self.constructor(
            *(pieces.class_name, signature + rest, "name", stored, pieces.init, builds)
        )
        build: list[str] = []
        asked = pieces.asked if pieces.shapes else []
        if builds:
            names = [pieces.shape_names.get(n, f"{n}_shape") for n in asked]
            build = self.build([*names, *(f"{n}_dtype" for n in pieces.types)], pieces.build)
        shapes = [f"[t.shape for t in {n}]" if n in pieces.lists else f"{n}.shape" for n in asked]
        shapes += [f"{n}.dtype" for n in pieces.types]
        call = self.call(pieces.called, shapes, [], pieces.body, builds)
        header = f"class {pieces.class_name}({self.base}):"
        parts = [pieces.docstring, pieces.declared]
        if stored or builds or pieces.init or pieces.needs_init or private:
            parts.append(init)
        losses = self.losses() if pieces.regularized else []
        return joined(header, [*parts, build, call, losses])


def own_name(cls: str) -> str:
    """The source of the name of a class's objects that begins with no underscore."""
    return f'"{snake_case(cls.strip("_"))}"'


MODULE = ModuleTarget()
