from __future__ import annotations

import dataclasses
import enum


class Activation(str, enum.Enum):
    RELU = "tf.nn.relu"
    GELU = "gelu"


@dataclasses.dataclass(frozen=True, kw_only=True)
class LayerConfig:
    name: str
    scope: str = "layer"
    units: int = 8
    reuse: bool | None = None
    training: bool = False
    activation: Activation = Activation.RELU


@dataclasses.dataclass
class ModelConfig:
    variable_scope: str = "model"
    layers: list[LayerConfig] = dataclasses.field(default_factory=list)

    def dense(self, units, name=None, reuse=None):
        self.layers.append(LayerConfig(name=name or "dense", units=units, reuse=reuse))
        return self

    def variables(self):
        return [f"{self.variable_scope}/{layer.scope}/kernel:0" for layer in self.layers]


CONFIG = ModelConfig("net").dense(4, name="a").dense(2, reuse=True)
