"""A call that TF 1.15.5 accepted is accepted by what the symbol becomes, argument by argument.

Symbols with a call rule are tested in test_call_rules.py. tf.keras is left out: Keras 3 changed many signatures, and a
program that uses it is told so (TF106).
"""

from __future__ import annotations

import importlib
import inspect
import warnings
from pathlib import Path

import pytest

from migrate.answers import Kind
from migrate.rulebook import load_toml

tf = pytest.importorskip("tensorflow")

RULES = Path(__file__).resolve().parents[2] / "rules"
# Accepted differences, with the reason.
KNOWN = {
    "tf.Operation": "never constructed by users",
    "tf.Tensor": "never constructed by users",
    "tf.RaggedTensor": "made by its factories only",
    "tf.OptionalSpec": "its one argument, renamed, is given by position",
    "tf.data.experimental.OptionalStructure": "its one argument, renamed, is given by position",
    "tf.function": "new arguments stand before the experimental_ ones, which are given by name",
    "tf.contrib.eager.function": "new arguments stand before the experimental_ ones, which are given by name",
    "tf.contrib.eager.defun": "new arguments stand before the experimental_ ones, which are given by name",
    "tf.autograph.experimental.set_loop_options": "keyword-only in practice; back_prop is gone",
    "tf.contrib.autograph.set_loop_options": "keyword-only in practice; back_prop is gone",
    "tf.config.experimental.set_virtual_device_configuration": "its two arguments are given by position",
    "tf.random.experimental.create_rng_state": "its two arguments are given by position",
    "tf.errors.UnknownError": "error_code is not given by users",
    "tf.contrib.framework.nest.is_sequence": "its one argument, renamed, is given by position",
    "tf.nn.softmax_cross_entropy_with_logits": "_sentinel is there to be left out",
}


def accepts(old: str, signature: inspect.Signature) -> str:
    """Why ``signature`` does not take what the recorded one took; "" if it does."""
    from make_rules import split_params

    parameters = signature.parameters
    if any(p.kind is p.VAR_KEYWORD for p in parameters.values()):
        return ""
    order = [p.name for p in parameters.values() if p.kind is p.POSITIONAL_OR_KEYWORD]
    before = split_params(old)
    names = [p.split("=")[0] for p in before]
    for i, name in enumerate(names):
        if name.startswith("*"):
            return ""  # took anything
        if name not in parameters:
            return f"no {name}"
        if order[i : i + 1] != [name]:
            return f"{name} is not at {i}"
    required = [
        p.name
        for p in parameters.values()
        if p.default is p.empty and p.kind is not p.VAR_POSITIONAL
    ]
    added = [n for n in required if n not in names]
    return f"needs {added}" if added else ""


def test_signatures_take_what_they_took(book, listing, public, resolve):
    wrong = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for symbol in public:
            answer = book.answer(symbol)
            kinds = (Kind.SAME, Kind.RENAME, Kind.V1)
            skipped = symbol.startswith(("tf.compat.", "tf.raw_ops.", "tf.app.flags.", "tf.flags."))
            if answer.kind not in kinds or skipped or "keras" in symbol or symbol in KNOWN:
                continue
            old = listing.text(symbol)
            kind = listing.kind(symbol)
            if old is None or kind == "value":
                continue
            target = resolve(answer.to)
            # Enumerations and dispatching constructors say nothing in their signatures.
            if isinstance(target, type) and (
                not old or old.startswith("*") or hasattr(target, "__members__")
            ):
                continue
            try:
                signature = inspect.signature(target)
            except (TypeError, ValueError):
                continue
            reason = accepts(old, signature)
            if reason and isinstance(target, type):
                constructor = inspect.signature(target.__init__)
                parameters = list(constructor.parameters.values())[1:]
                reason = accepts(old, constructor.replace(parameters=parameters))
            if reason:
                wrong.append(f"{symbol} -> {answer.to}: {reason}")
    assert not wrong, "\n".join(wrong[:40])


def test_private_aliases_lead_to_public_symbols(book, listing):
    count = 0
    for path in sorted((RULES / "private").glob("*.toml")):
        for module, table in load_toml(path).items():
            if "same_as" in table:
                assert book.is_private_module(table["same_as"]), module
                continue
            for key, value in table.items():
                names = [f"{key}.{n}" for n in value] if key.startswith("tf") else []
                names += list(value.values()) if key == "alias" else []
                for name in names:
                    assert name in listing.symbols, f"{module}: {name}"
                    count += 1
    assert count > 5000


@pytest.mark.parametrize(
    ("private", "public"),
    [
        ("tf.python.layers.core.Dense", "tf.layers.Dense"),
        ("tf.python.ops.math_ops.matmul", "tf.matmul"),
        ("tf.python.ops.rnn_cell_impl.LSTMStateTuple", "tf.nn.rnn_cell.LSTMStateTuple"),
        ("tf.python.platform.gfile.GFile", "tf.gfile.GFile"),
        ("tf.python.util.nest.flatten", "tf.nest.flatten"),
        ("tf.python.saved_model.tag_constants.SERVING", "tf.saved_model.tag_constants.SERVING"),
        (
            "tf.contrib.layers.python.layers.utils.collect_named_outputs",
            "tf.contrib.slim.utils.collect_named_outputs",
        ),
        ("tf.contrib.slim.init_ops.zeros_initializer", "tf.zeros_initializer"),
        ("tf.core.framework.summary_pb2.Summary", "tf.Summary"),
        ("tf.python.client.timeline.Timeline", None),
    ],
)
def test_private_paths_have_their_public_names(book, private, public):
    assert book.public_name(private) == public


@pytest.mark.parametrize(
    ("private", "answered"),
    [
        ("tf.python.ops.array_ops.shape", True),
        ("tf.contrib.bigtable.python.ops.bigtable_api.BigtableTable", False),  # gone
        ("tf.python.ops.gen_state_ops.assign_add", True),  # private still, and there
        ("tf.contrib.layers.python.layers.initializers.xavier_initializer", True),
    ],
)
def test_what_has_a_public_name_or_is_still_there_has_an_answer(book, private, answered):
    assert book.has_answer(private) is answered


def test_private_modules_said_to_be_there_are(book, listing):
    """A sample: importing hundreds of modules would take long."""
    modules = sorted(m for m in listing.private if m.startswith("tf.python."))[::40]
    assert len(modules) > 20
    for module in modules:
        gone = book.private_status(module) is Kind.MISSING
        try:
            importlib.import_module(module.replace("tf", "tensorflow", 1))
        except ImportError:
            assert gone, module
        else:
            assert not gone, module
