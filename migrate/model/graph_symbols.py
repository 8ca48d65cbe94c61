"""The TF1 symbols that only make sense in a graph program, and what kind of evidence each is."""

from __future__ import annotations

import re
from functools import lru_cache

# What each kind of evidence is, as a report may put it.
KINDS: dict[str, str] = {
    "session": "runs a session",
    "placeholder": "feeds placeholders",
    "feed_dict": "feeds a session",
    "run": "runs operations in a session",
    "eval": "evaluates a tensor in a session",
    "saver": "saves or restores through a session",
    "optimizer": "builds training operations",
    "gradients": "builds gradients symbolically",
    "graph": "handles a graph object",
    "initializer": "initializes variables in a session",
    "queue": "uses queues or queue runners",
    "iterator": "uses an initializable iterator",
    "estimator": "uses estimators",
    "summary": "writes merged summaries through a session",
    "metrics": "uses tf.metrics, which need a graph",
    "checkpoint": "initializes variables from a checkpoint before they are created",
    "eager": "turns eager execution on",
    "tensor": "uses an attribute that only graph tensors have",
    "print": "prints a symbolic tensor or variable",
    "dimension": "handles dimensions that may be unknown",
    "compare": "compares tensors or variables by identity",
}
# Those of code that runs the program: who calls a helper with them runs it as well.
RUNS = frozenset(["session", "run", "feed_dict", "saver", "estimator", "initializer"])

_STRONG: tuple[tuple[str, str], ...] = (
    (
        "session",
        r"tf\.(Interactive)?Session|tf\.get_default_session|tf\.(train|contrib\.\w+)\.(Monitored\w*"
        r"|SingularMonitoredSession|Supervisor|SessionManager|Scaffold|SessionRun\w+"
        r"|(Chief|Worker)SessionCreator|\w+Hook)",
    ),
    ("placeholder", r"tf\.(sparse_placeholder|placeholder(_with_default)?|sparse\.placeholder)"),
    (
        "saver",
        r"tf\.train\.(Saver|import_meta_graph|export_meta_graph|write_graph|generate_checkpoint_state_proto)"
        r"|tf\.import_graph_def|tf\.(graph_util|io\.write_graph)(\..*)?"
        r"|tf\.saved_model\.(builder|loader|simple_save|signature_def_utils|utils|Builder)(\..*)?",
    ),
    ("gradients", r"tf\.(gradients|hessians)"),
    (
        "graph",
        r"tf\.(Graph|get_default_graph|reset_default_graph|disable_v2_behavior|train\.replica_device_setter"
        r"|disable_eager_execution|python\.framework\.ops\.(Graph|get_default_graph|reset_default_graph))",
    ),
    (
        "initializer",
        r"tf\.(initializers\.)?(global|local|all)_variables(_initializer)?"
        r"|tf\.(initialize_\w+|(variables|tables)_initializer|initializers\.(variables|tables)"
        r"|report_uninitialized_variables|is_variable_initialized|assert_variables_initialized)",
    ),
    (
        "queue",
        r"tf\.train\.(\w*input_producer|(maybe_)?(shuffle_)?batch(_join)?|QueueRunner|Coordinator"
        r"|start_queue_runners|add_queue_runner|limit_epochs|queue_runner(\..*)?)"
        r"|tf\.(\w+Queue(Base)?|queue\..*|\w+Reader|ReaderBase)",
    ),
    (
        "iterator",
        r"tf\.(compat\.)?data\.(make_initializable_iterator|Iterator\.from_\w+)"
        r"|tf\.contrib\.data\.Iterator(\..*)?",
    ),
    (
        "estimator",
        r"tf\.(estimator|contrib\.(learn|tpu|estimator)|contrib\.slim\.(learning|evaluation))\..*"
        r"|tf\.contrib\.training\.(train|evaluat\w+|checkpoints_iterator)",
    ),
    (
        "summary",
        r"tf\.summary\.(FileWriter(Cache)?|merge(_all)?)"
        r"|tf\.train\.SummaryWriter|tf\.merge_(all_)?summar(y|ies)",
    ),
    ("metrics", r"tf\.metrics\.\w+|tf\.contrib\.metrics\.streaming_\w+"),
    ("optimizer", r"tf\.train\.(\w+_decay(_restarts)?|piecewise_constant|SyncReplicasOptimizer)"),
    (
        "checkpoint",
        r"tf\.train\.init_from_checkpoint"
        r"|tf\.contrib\.(framework|slim)\.(init_from_checkpoint|assign_from_\w+)",
    ),
)
# What looks like evidence and is none: lists of variables, and what a model asks a TPU for, which is an operation like others.
_NOT = re.compile(
    r"tf\.(initializers\.)?(global|local|all)_variables"
    r"|tf\.contrib\.tpu\.(cross_replica_sum|python\.(ops\.tpu_ops|tpu\.(tpu_function|ops\.tpu_ops))(\..*)?)"
)
_EAGER = re.compile(r"tf\.(enable_eager_execution|enable_v2_behavior|contrib\.eager\.enable_\w+)")
_COMPILED = tuple((kind, re.compile(pattern)) for kind, pattern in _STRONG)


@lru_cache(maxsize=8192)
def graph_kind(symbol: str) -> str | None:
    """The kind of strong evidence that a reference to ``symbol`` is, or None."""
    if _EAGER.fullmatch(symbol):
        return "eager"
    if _NOT.fullmatch(symbol):
        return None
    for kind, pattern in _COMPILED:
        if pattern.fullmatch(symbol):
            return kind
    return None
