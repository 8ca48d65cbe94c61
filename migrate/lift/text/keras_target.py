"""Lifted code as Keras layers."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from migrate.lift.functions.attributes import Attribute
from migrate.lift.functions.roles import OwnScope
from migrate.lift.source.sites import Scope, Site
from migrate.lift.source.source import LiftSource
from migrate.lift.source.view import View
from migrate.lift.text import values
from migrate.lift.text.layer_text import regularizer
from migrate.lift.text.render import INDENT
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
    lifts_classes = True
    owner = "self"
    counts_on = True
    hosts = True

    def check(self, view: View, own: OwnScope) -> None:
        """Nothing that Keras cannot say is left by then."""

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

    def regularizer(self, view: View, node: ast.expr, text: Text) -> str:
        """Keras' regularizer."""
        return regularizer(view, node, text)

    def scope(self, scope: Scope, text: Text) -> str:
        """``keras.name_scope``, one for each level."""
        name = scope.name if scope.name is not None else scope.default
        assert name is not None
        if isinstance(name, ast.Constant) and isinstance(name.value, str):
            levels = [p for p in name.value.split("/") if p]
            return ", ".join(f'keras.name_scope("{level}")' for level in levels)
        return f"keras.name_scope({text(name)})"

    def in_slices(self, scope: Scope, site: Site) -> bool:
        """Weights have full names, and sublayers take theirs when they are called."""
        return False

    def listed(
        self, making: Sequence[Attribute], made: Sequence[Attribute]
    ) -> tuple[list[str], bool]:
        """A layer's own weights as they are made, then its sublayers as they are assigned."""
        weights = [a.name for a in making if a.is_weight]
        return [*weights, *(a.name for a in made if a in making and not a.is_weight)], True

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
            names = ", ".join(pieces.shape_names.get(n, f"{n}_shape") for n in pieces.asked)
            build = [f"{INDENT}def build(self, {names}):", *pieces.build]
        call = [f"{INDENT}def call({pieces.called}):", *pieces.body]
        header = f"class {pieces.class_name}(keras.layers.Layer):"
        return joined(header, [pieces.docstring, pieces.declared, init, build, call])


KERAS = KerasTarget()
