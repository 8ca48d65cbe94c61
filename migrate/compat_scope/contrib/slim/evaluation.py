"""`slim.evaluation`: metrics over some batches, from one checkpoint or from each that appears."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import tensorflow as tf

__all__ = [
    "checkpoints_iterator",
    "evaluate_once",
    "evaluation_loop",
    "wait_for_new_checkpoint",
]

checkpoints_iterator = tf.train.checkpoints_iterator

_v1 = tf.compat.v1
_DEFAULT = 0  # TF1's own mark of what was not given


class _WritesSummaries(tf.compat.v1.train.SessionRunHook):  # type: ignore[misc]
    """Writes the summaries once, when all batches are done."""

    def __init__(self, directory: str, summary_op: Any, feed_dict: Any) -> None:
        self._directory, self._op, self._feed = directory, summary_op, feed_dict

    def begin(self) -> None:
        self._step = _v1.train.get_or_create_global_step()

    def end(self, session: Any) -> None:
        summary, step = session.run([self._op, self._step], self._feed)
        writer = _v1.summary.FileWriterCache.get(self._directory)
        writer.add_summary(summary, step)
        writer.flush()


def evaluate_once(
    master: str,
    checkpoint_path: str | None,
    logdir: str,
    num_evals: int = 1,
    initial_op: Any = None,
    initial_op_feed_dict: Any = None,
    eval_op: Any = None,
    eval_op_feed_dict: Any = None,
    final_op: Any = None,
    final_op_feed_dict: Any = None,
    summary_op: Any = _DEFAULT,
    summary_op_feed_dict: Any = None,
    variables_to_restore: Any = None,
    session_config: Any = None,
    hooks: Iterable[Any] | None = None,
) -> Any:
    """Runs `eval_op` `num_evals` times on a checkpoint; what `final_op` gives then, or None.

    Source: TF 1.15 contrib/slim/python/slim/evaluation.py.
    """
    saver = _v1.train.Saver(variables_to_restore) if variables_to_restore is not None else None
    evaluation = _Evaluation(
        scaffold=_v1.train.Scaffold(
            init_op=initial_op, init_feed_dict=initial_op_feed_dict, saver=saver
        ),
        hooks=_with_summaries(hooks, logdir, summary_op, summary_op_feed_dict),
        final=_v1.train.FinalOpsHook(final_op, final_op_feed_dict),
        eval_op=eval_op,
        feed_dict=eval_op_feed_dict,
        num_evals=num_evals,
    )
    return evaluation.run(checkpoint_path, master, session_config)


def evaluation_loop(
    master: str,
    checkpoint_dir: str,
    logdir: str,
    num_evals: int = 1,
    initial_op: Any = None,
    initial_op_feed_dict: Any = None,
    init_fn: Any = None,
    eval_op: Any = None,
    eval_op_feed_dict: Any = None,
    final_op: Any = None,
    final_op_feed_dict: Any = None,
    summary_op: Any = _DEFAULT,
    summary_op_feed_dict: Any = None,
    variables_to_restore: Any = None,
    eval_interval_secs: float = 60,
    max_number_of_evaluations: int | None = None,
    session_config: Any = None,
    timeout: float | None = None,
    timeout_fn: Callable[[], bool] | None = None,
    hooks: Iterable[Any] | None = None,
) -> Any:
    """The same for each new checkpoint of a directory, until `max_number_of_evaluations` or `timeout`; the last result."""
    saver = _v1.train.Saver(variables_to_restore) if variables_to_restore is not None else None
    evaluation = _Evaluation(
        scaffold=_v1.train.Scaffold(
            init_op=initial_op, init_feed_dict=initial_op_feed_dict, init_fn=init_fn, saver=saver
        ),
        hooks=_with_summaries(hooks, logdir, summary_op, summary_op_feed_dict),
        final=_v1.train.FinalOpsHook(final_op, final_op_feed_dict),
        eval_op=eval_op,
        feed_dict=eval_op_feed_dict,
        num_evals=num_evals,
    )
    result = None
    paths = checkpoints_iterator(checkpoint_dir, eval_interval_secs, timeout, timeout_fn)
    for number, path in enumerate(paths, 1):
        result = evaluation.run(path, master, session_config)
        if max_number_of_evaluations is not None and number >= max_number_of_evaluations:
            break
    return result


@dataclass
class _Evaluation:
    """What one graph is evaluated with; it may run more than once, though a session has finalized the graph."""

    scaffold: Any
    hooks: list[Any]
    final: Any
    eval_op: Any
    feed_dict: Any
    num_evals: int

    def run(self, checkpoint_path: str | None, master: str, config: Any) -> Any:
        """What the final op gives."""
        creator = _v1.train.ChiefSessionCreator(
            scaffold=self.scaffold,
            checkpoint_filename_with_path=checkpoint_path,
            master=master,
            config=config,
        )
        every = [*self.hooks, self.final]
        with _v1.train.MonitoredSession(session_creator=creator, hooks=every) as session:
            for _ in range(self.num_evals if self.eval_op is not None else 0):
                if session.should_stop():
                    break
                session.run(self.eval_op, self.feed_dict)
        return self.final.final_ops_values


def _with_summaries(
    hooks: Iterable[Any] | None, logdir: str, summary_op: Any, feed_dict: Any
) -> list[Any]:
    """The hooks, after one that writes summaries, where there are some."""
    if isinstance(summary_op, int) and summary_op == _DEFAULT:
        summary_op = _v1.summary.merge_all()
    first = [] if summary_op is None else [_WritesSummaries(logdir, summary_op, feed_dict)]
    return [*first, *(hooks or ())]


def wait_for_new_checkpoint(
    checkpoint_dir: str,
    last_checkpoint: str | None = None,
    seconds_to_sleep: float = 1,
    timeout: float | None = None,
) -> str | None:
    """The path of a checkpoint other than the last one; None where `timeout` seconds went by."""
    end = None if timeout is None else time.time() + timeout
    while True:
        found: str | None = tf.train.latest_checkpoint(checkpoint_dir)
        if found is not None and found != last_checkpoint:
            return found
        if end is not None and time.time() + seconds_to_sleep > end:
            return None
        time.sleep(seconds_to_sleep)
