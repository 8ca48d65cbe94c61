"""Lifted code as Keras layers."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence

from migrate.lift.binding.tensor_uses import tensor_uses
from migrate.lift.classes.reserved import KERAS_ARGUMENTS, RESERVED
from migrate.lift.functions.attributes import Attribute
from migrate.lift.functions.roles import OwnScope
from migrate.lift.plans import Refused
from migrate.lift.source.sites import Scope, Site
from migrate.lift.source.source import LiftSource
from migrate.lift.source.view import View
from migrate.lift.text import naming, values
from migrate.lift.text.render import INDENT
from migrate.lift.text.scope_levels import added_levels
from migrate.lift.text.targets import Pieces, Target, Text, Weight, joined
from migrate.lift.text.weight_text import keras_weight


class KerasTarget(Target):
    """`keras.layers.Layer` classes."""

    name = "keras"
    table = "lift.toml"
    imported = "keras"
    init_level = 2
    early_weights = False
    scopes_in_call = True
    lifts_networks = True
    owner = "self"
    names_have_levels = False
    counts_on = True
    tells_weights = True
    hosts = True
    base = "keras.layers.Layer"
    reserved = RESERVED
    inherited = RESERVED
    hidden = naming.RESERVED
    call_method = "call"
    own_arguments = KERAS_ARGUMENTS
    plain_calls = False

    def check(self, view: View, own: OwnScope) -> None:
        """Nothing that Keras cannot say is left by then."""

    def unfed(self, view: View) -> str:
        """Keras calls no layer without a first argument; what it is does not matter."""
        if "inputs" in (*view.param_names, *view.times.names):
            raise Refused("TF313", f"`{view.node.name}` takes no tensor", view.node.lineno)
        tensors = set(tensor_uses(view.source, view.node, view.tree, numbers=False))
        for name in view.param_names:
            if name in tensors:  # the constructor would be given it, once
                raise Refused(
                    "TF311", f"the tensor `{name}` decides about a variable", view.node.lineno
                )
        return "inputs=None"

    def weight(self, view: View, weight: Weight, text: Text) -> str:
        """``self.add_weight(...)``."""
        return keras_weight(view, weight, text)

    def weight_value(self, reference: str, plain: bool) -> str:
        """A Keras variable is an operand; elsewhere its ``value`` stands."""
        return reference if plain else f"{reference}.value"

    def initializer(self, source: LiftSource, node: ast.expr, text: Text) -> str | None:
        """Keras' initializer."""
        return values.initializer(source, node, text)

    def activation(self, source: LiftSource, node: ast.expr, text: Text) -> str:
        """A string where Keras has the function by name."""
        return values.activation(source, node, text)

    def either(self, activation: str) -> str:
        """Keras' own look-up."""
        return f"keras.activations.get({activation})"

    def regularizer(self, view: View, node: ast.expr, text: Text) -> str | None:
        """Keras' regularizer."""
        return values.regularizer(view.source, node, text)

    def scope(self, scope: Scope, text: Text) -> str:
        """``keras.name_scope``, one for each level."""
        name = scope.name if scope.name is not None else scope.default
        assert name is not None
        if isinstance(name, ast.Constant) and isinstance(name.value, str):
            levels = [p for p in name.value.split("/") if p]
            return ", ".join(f'keras.name_scope("{level}")' for level in levels)
        shown = added_levels(name, text) or [text(name)]
        return ", ".join(f"keras.name_scope({level})" for level in shown)

    def in_slices(self, scope: Scope, site: Site) -> bool:
        """Weights have full names, and sublayers take theirs when they are called."""
        return False

    def listed(
        self, making: Sequence[Attribute], made: Sequence[Attribute]
    ) -> tuple[list[str], bool]:
        """A layer's own weights as they are made, then its sublayers as they are assigned."""
        weights = [a.name for a in making if a.is_weight]
        return [*weights, *(a.name for a in made if a in making and not a.is_weight)], True

    def check_name(self, texts: Iterable[str], line: int) -> None:
        """What Keras does not take is looked at with what is made."""

    def check_name_parts(self, texts: Iterable[str], line: int) -> None:
        """As `check_name`."""

    def constructor(
        self, cls: str, given: str, name: str, own: list[str], made: list[str], builds: bool
    ) -> list[str]:
        """``def __init__(..., **kwargs)``: Keras' own arguments, which `from_config` gives."""
        named = f"name={name}, " if name else ""
        first = [
            f"{INDENT}def __init__({given}, **kwargs):",
            f"{INDENT * 2}super().__init__({named}**kwargs)",
        ]
        return [*first, *own, *made]

    def build(self, names: Sequence[str], lines: list[str]) -> list[str]:
        """``def build``."""
        return [f"{INDENT}def build({', '.join(['self', *names])}):", *lines]

    def call(
        self,
        called: str,
        shapes: Sequence[str],
        documented: list[str],
        body: list[str],
        builds: bool,
    ) -> list[str]:
        """``def call``; Keras builds."""
        return [f"{INDENT}def call({called}):", *documented, *body]

    def made_later(self, made: str) -> str:
        """The layer: Keras names its weights when it is called."""
        return made

    def losses(self) -> list[str]:
        """Keras has them."""
        return []

    def text(self, pieces: Pieces) -> str:
        """The layer."""
        init: list[str] = []
        if pieces.needs_init:
            # Keras' own arguments, which `from_config` gives
            extra = pieces.rest or "kwargs"
            handed = "" if pieces.rest else f", **{extra}"
            init = [
                f"{INDENT}def __init__({pieces.signature}, **{extra}):",
                f"{INDENT * 2}super().__init__(name=name{handed})",
                *(f"{INDENT * 2}{attribute} = {name}" for attribute, name in pieces.stored),
                *pieces.init,
            ]
        build: list[str] = []
        if pieces.build:
            names = [pieces.shape_names.get(n, f"{n}_shape") for n in pieces.asked]
            build = self.build(names, pieces.build)
        call = self.call(pieces.called, [], [], pieces.body, bool(build))
        header = f"class {pieces.class_name}({self.base}):"
        return joined(header, [pieces.docstring, pieces.declared, init, build, call])


KERAS = KerasTarget()
