"""``tf.estimator.export``: what a model function exports, and the functions that receive what is served."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import tensorflow as tf

__all__ = [
    "ClassificationOutput",
    "ExportOutput",
    "PredictOutput",
    "RegressionOutput",
    "ServingInputReceiver",
    "TensorServingInputReceiver",
    "build_parsing_serving_input_receiver_fn",
    "build_raw_serving_input_receiver_fn",
]

_v1 = tf.compat.v1
_INFO = "tensorflow/serving/"  # of the methods


class ExportOutput:
    """The outputs of one signature (TF 1.15 saved_model/model_utils/export_output.py)."""

    method_name = ""

    def tensors(self) -> dict[str, Any]:
        """The outputs by their names in the signature."""
        raise NotImplementedError

    def as_signature_def(self, receiver_tensors: Mapping[str, Any]) -> Any:
        """The signature from the tensors that are served to the outputs."""
        build = _v1.saved_model.build_tensor_info
        return _v1.saved_model.build_signature_def(
            {name: build(tensor) for name, tensor in receiver_tensors.items()},
            {name: build(tensor) for name, tensor in self.tensors().items()},
            self.method_name,
        )


class PredictOutput(ExportOutput):
    """Any tensors, by name; a single one is called `output`."""

    method_name = _INFO + "predict"

    def __init__(self, outputs: Any) -> None:
        self.outputs = dict(outputs) if isinstance(outputs, Mapping) else {"output": outputs}
        for name, tensor in self.outputs.items():
            if not tf.is_tensor(tensor):
                raise ValueError(
                    f"Prediction output value must be a Tensor; got {tensor} for {name}."
                )

    def tensors(self) -> dict[str, Any]:
        return self.outputs


class ClassificationOutput(ExportOutput):
    """Scores `[batch, classes]`, class labels `[batch, classes]` (strings), or both.

    Raises:
      ValueError: neither is given, or one has another dtype.
    """

    method_name = _INFO + "classify"

    def __init__(self, scores: Any = None, classes: Any = None) -> None:
        if scores is None and classes is None:
            raise ValueError("At least one of scores and classes must be set.")
        if scores is not None and not (tf.is_tensor(scores) and scores.dtype.is_floating):
            raise ValueError(f"Classification scores must be a float32 Tensor; got {scores}")
        if classes is not None and not (tf.is_tensor(classes) and classes.dtype == tf.string):
            raise ValueError(f"Classification classes must be a string Tensor; got {classes}")
        self.scores, self.classes = scores, classes

    def tensors(self) -> dict[str, Any]:
        both = {"scores": self.scores, "classes": self.classes}
        return {name: tensor for name, tensor in both.items() if tensor is not None}


class RegressionOutput(ExportOutput):
    """A float tensor `[batch]` or `[batch, 1]`.

    Raises:
      ValueError: it is no float tensor.
    """

    method_name = _INFO + "regress"

    def __init__(self, value: Any) -> None:
        if not (tf.is_tensor(value) and value.dtype.is_floating):
            raise ValueError(f"Regression output value must be a float32 Tensor; got {value}")
        self.value = value

    def tensors(self) -> dict[str, Any]:
        return {"outputs": self.value}


class ServingInputReceiver(
    NamedTuple(
        "ServingInputReceiver",
        [("features", Any), ("receiver_tensors", Any), ("receiver_tensors_alternatives", Any)],
    )
):
    """The features for the model function, and the placeholders they are made of; a single tensor gets a name."""

    __slots__ = ()

    def __new__(
        cls, features: Any, receiver_tensors: Any, receiver_tensors_alternatives: Any = None
    ) -> ServingInputReceiver:
        if features is None or receiver_tensors is None:
            raise ValueError("features and receiver_tensors must be defined.")
        if not isinstance(features, Mapping):
            features = {"feature": features}
        if not isinstance(receiver_tensors, Mapping):
            receiver_tensors = {"input": receiver_tensors}
        return super().__new__(cls, features, receiver_tensors, receiver_tensors_alternatives)


class TensorServingInputReceiver(
    NamedTuple(
        "TensorServingInputReceiver",
        [("features", Any), ("receiver_tensors", Any), ("receiver_tensors_alternatives", Any)],
    )
):
    """The same for a model function whose features are one tensor."""

    __slots__ = ()

    def __new__(
        cls, features: Any, receiver_tensors: Any, receiver_tensors_alternatives: Any = None
    ) -> TensorServingInputReceiver:
        if not tf.is_tensor(features):
            raise ValueError(f"feature must be a Tensor, given: {features}")
        if not isinstance(receiver_tensors, Mapping):
            receiver_tensors = {"input": receiver_tensors}
        return super().__new__(cls, features, receiver_tensors, receiver_tensors_alternatives)


def build_raw_serving_input_receiver_fn(
    features: Mapping[str, Any], default_batch_size: int | None = None
) -> Callable[[], ServingInputReceiver]:
    """A function that receives the features themselves: a placeholder for each of the example tensors."""

    def receiver() -> ServingInputReceiver:
        fed = {}
        for name, tensor in features.items():
            shape = tensor.shape.as_list()
            fed[name] = _v1.placeholder(
                tensor.dtype, [default_batch_size, *shape[1:]], tensor.op.name
            )
        return ServingInputReceiver(dict(fed), fed)

    return receiver


def build_parsing_serving_input_receiver_fn(
    feature_spec: Mapping[str, Any], default_batch_size: int | None = None
) -> Callable[[], ServingInputReceiver]:
    """A function that receives serialized ``tf.train.Example``s, `[batch]`."""

    def receiver() -> ServingInputReceiver:
        examples = _v1.placeholder(tf.string, [default_batch_size], "input_example_tensor")
        features = tf.io.parse_example(examples, dict(feature_spec))
        return ServingInputReceiver(features, {"examples": examples})

    return receiver
