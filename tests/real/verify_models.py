"""Migrates public repositories and proves it with ``python -m migrate verify``, with TensorFlow 1.15 and without.

    python -m tests.real.verify_models --repo gpt-2=PATH --repo bert=PATH [--tf1-python PYTHON37] [--target shim]

Prints a table; exit status 0 when everything that was compared is equal.
"""

# ruff: noqa: T201
from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Model:
    """One entry of a repository: small, but the whole of the model.

    Attributes:
        repository: what ``--repo`` calls it.
        source: the directory that its modules are imported from.
        entry: what is called.
        config: the arguments, as ``--config`` takes them.
        inputs: those of ``--input``.
        outputs: those of ``--output``.
        layer: that of ``--after-entry``: the layer that an object which builds a model was split into.
    """

    repository: str
    source: str
    entry: str
    config: dict[str, Any]
    inputs: tuple[str, ...]
    outputs: tuple[str, ...] = field(default=())
    layer: str | None = None


_BERT = {
    "vocab_size": 31,
    "hidden_size": 24,
    "num_hidden_layers": 3,
    "num_attention_heads": 3,
    "intermediate_size": 40,
    "max_position_embeddings": 12,
    "type_vocab_size": 2,
}
_BERT_CALL = {"config": {"$call": "modeling:BertConfig", "kwargs": _BERT}, "is_training": False}
_BERT_INPUTS = (
    "input_ids=int32[2,6] < 31",
    "input_mask=int32[2,6] < 2",
    "token_type_ids=int32[2,6] < 2",
)
_GPT2 = {"n_vocab": 29, "n_ctx": 24, "n_embd": 16, "n_head": 4, "n_layer": 3}
MODELS = (
    Model(
        "gpt-2",
        "src",
        "model:model",
        {"hparams": {"$call": "model:default_hparams", "set": _GPT2}},
        ("X=int32[2,5] < 29",),
    ),
    Model(
        "bert",
        ".",
        "modeling:BertModel",
        _BERT_CALL,
        _BERT_INPUTS,
        (
            "get_sequence_output",
            "get_pooled_output",
            "get_all_encoder_layers",
            "get_embedding_output",
        ),
    ),
    Model(
        "bert",
        ".",
        "modeling:BertModel",
        _BERT_CALL | {"scope": "bert"},
        _BERT_INPUTS,
        ("sequence_output", "pooled_output", "all_encoder_layers", "embedding_output"),
        layer="modeling:BertModelLayer",
    ),
)
_COLUMNS = ("names", "initializers", "restored", "outputs", "gradients", "step")
_CHECKS = (
    "names, shapes, dtypes, trainability",
    "initializers",
    "checkpoint restored",
    "outputs",
    "gradients",
    "variables after an optimizer step",
)


def migrated(path: Path, scratch: Path, target: str | None) -> Path:
    """The whole repository, migrated, once."""
    out = scratch / path.name
    if out.exists():
        return out
    command = [sys.executable, "-m", "migrate", str(path), "--out", str(out), "--quiet"]
    subprocess.run([*command, *(["--target", target] if target else [])], check=False)
    return out


def verify(model: Model, before: Path, after: Path, python: str | None, scratch: Path) -> Any:
    """The result of the command, as its JSON."""
    config, result = scratch / f"{model.repository}.json", scratch / "result.json"
    config.write_text(json.dumps(model.config))
    result.unlink(missing_ok=True)
    command = [sys.executable, "-m", "migrate", "verify", "--entry", model.entry]
    command += ["--before", str(before / model.source), "--after", str(after / model.source)]
    command += ["--config", str(config), "--json", str(result)]
    command += [part for text in model.inputs for part in ("--input", text)]
    command += [part for name in model.outputs for part in ("--output", name)]
    command += ["--after-entry", model.layer] if model.layer else []
    command += ["--tf1-python", python] if python else []
    ran = subprocess.run(command, capture_output=True, text=True)
    if not result.exists():
        sys.exit(f"{model.repository}: {ran.stderr.strip()}")
    return json.loads(result.read_text())


def cell(check: dict[str, Any]) -> str:
    """The verdict on one check, with the largest difference."""
    if check["verdict"] != "equal":
        return str(check["verdict"])
    apart = [r["difference"] / r["scale"] for r in check["rows"] if r.get("scale")]
    count = len(check["rows"])
    if apart and check["name"] not in ("initializers",):
        return f"{count}, {max(apart):.1e}"
    return f"{count} equal"


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.real.verify_models", description=__doc__.split("\n")[0]
    )
    parser.add_argument("--repo", action="append", required=True, metavar="NAME=PATH")
    parser.add_argument("--tf1-python", help="a Python 3.7 with TensorFlow 1.15")
    parser.add_argument("--target", help="of the migration")
    options = parser.parse_args(argv)
    paths = dict(item.partition("=")[::2] for item in options.repo)
    print("\t".join(("model", "original on", "after", *_COLUMNS, "seconds")))
    all_equal = True
    with tempfile.TemporaryDirectory() as name:
        for model in MODELS:
            if model.repository not in paths or (model.layer and options.target == "shim"):
                continue
            path = Path(paths[model.repository]).resolve()
            after = migrated(path, Path(name), options.target)
            for python in [options.tf1_python, None] if options.tf1_python else [None]:
                start = time.perf_counter()
                result = verify(model, path, after, python, Path(name))
                seconds = time.perf_counter() - start
                checks = {check["name"]: check for check in result["checks"]}
                cells = [cell(checks[c]) if c in checks else "-" for c in _CHECKS]
                kind = "layer" if "(a Keras" in result["after"]["how"] else "code"
                kind += f", {result['after'].get('mode', 'failed')}"
                on = f"TensorFlow {result['before']['tensorflow']}"
                print("\t".join((model.repository, on, kind, *cells, f"{seconds:.0f}")))
                all_equal &= result["equal"]
    return 0 if all_equal else 1


if __name__ == "__main__":
    sys.exit(main())
