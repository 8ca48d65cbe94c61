"""`slim.learning.train`: a supervisor's session that runs a training op until it has run often enough."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import tensorflow as tf

__all__ = ["train", "train_step"]

_v1 = tf.compat.v1
_DEFAULT = 0  # TF1's own mark of what was not given


def train_step(
    sess: Any, train_op: Any, global_step: Any, train_step_kwargs: dict[str, Any]
) -> tuple[Any, Any]:
    """One step: the loss, and whether to stop (TF 1.15 contrib/slim/python/slim/learning.py).

    Args:
      train_step_kwargs: scalar tensors `should_stop` and `should_log`, each optional.
    """
    start = time.time()
    loss, step = sess.run([train_op, global_step])
    if "should_log" in train_step_kwargs and sess.run(train_step_kwargs["should_log"]):
        spent = time.time() - start
        _v1.logging.info("global step %d: loss = %.4f (%.3f sec/step)", step, loss, spent)
    stop = "should_stop" in train_step_kwargs and sess.run(train_step_kwargs["should_stop"])
    return loss, stop


def train(
    train_op: Any,
    logdir: str | None,
    train_step_fn: Callable[..., Any] = train_step,
    train_step_kwargs: Any = _DEFAULT,
    log_every_n_steps: int = 1,
    graph: Any = None,
    master: str = "",
    is_chief: bool = True,
    global_step: Any = None,
    number_of_steps: int | None = None,
    init_op: Any = _DEFAULT,
    init_feed_dict: Any = None,
    local_init_op: Any = _DEFAULT,
    init_fn: Callable[[Any], Any] | None = None,
    ready_op: Any = _DEFAULT,
    summary_op: Any = _DEFAULT,
    save_summaries_secs: int = 600,
    summary_writer: Any = _DEFAULT,
    startup_delay_steps: int = 0,
    saver: Any = None,
    save_interval_secs: int = 600,
    sync_optimizer: Any = None,
    session_config: Any = None,
    session_wrapper: Callable[[Any], Any] | None = None,
    trace_every_n_steps: int | None = None,
    ignore_live_threads: bool = False,
) -> Any:
    """Trains until the global step reaches `number_of_steps` or the input ends; the last loss.

    Checkpoints and summaries go to `logdir`; training goes on from the latest checkpoint there.

    Raises:
      ValueError: `train_op` is None, `number_of_steps` is not positive, or there is no `logdir` for what needs one.
      NotImplementedError: replicas (`is_chief` false, `sync_optimizer`) or traces are asked for.
    """
    _check(train_op, logdir, summary_op, saver, trace_every_n_steps, number_of_steps)
    if not is_chief or sync_optimizer is not None or trace_every_n_steps is not None:
        raise NotImplementedError(
            "slim.learning.train runs one process without traces here; use tf.distribute for replicas and tf.profiler."
        )
    del startup_delay_steps  # of replicas other than the chief
    graph = graph or _v1.get_default_graph()
    with graph.as_default():
        if global_step is None:
            global_step = _v1.train.get_or_create_global_step()
        saver = saver or _v1.train.Saver()
        with tf.name_scope("init_ops"):
            if _is_default(init_op):
                init_op = _v1.global_variables_initializer()
            if _is_default(ready_op):
                ready_op = _v1.report_uninitialized_variables()
            if _is_default(local_init_op):
                local = (_v1.local_variables_initializer(), _v1.tables_initializer())
                local_init_op = tf.group(*local)
        if _is_default(summary_op):
            summary_op = _v1.summary.merge_all()
        if _is_default(summary_writer):
            summary_writer = _v1.train.Supervisor.USE_DEFAULT
        if _is_default(train_step_kwargs):
            train_step_kwargs = _signals(global_step, number_of_steps, log_every_n_steps)
        supervisor = _v1.train.Supervisor(
            graph=graph,
            logdir=logdir,
            init_op=init_op,
            init_feed_dict=init_feed_dict,
            local_init_op=local_init_op,
            ready_op=ready_op,
            summary_op=summary_op,
            summary_writer=summary_writer,
            global_step=global_step,
            saver=saver,
            save_summaries_secs=save_summaries_secs,
            save_model_secs=save_interval_secs,
            init_fn=init_fn,
        )
    if summary_writer is not None:
        train_step_kwargs["summary_writer"] = supervisor.summary_writer
    loss = None
    with supervisor.managed_session(
        master, start_standard_services=False, config=session_config
    ) as session:
        session = session_wrapper(session) if session_wrapper is not None else session
        if logdir:
            supervisor.start_standard_services(session)
        threads = supervisor.start_queue_runners(session)
        try:
            while not supervisor.should_stop():
                loss, stop = train_step_fn(session, train_op, global_step, train_step_kwargs)
                if stop:
                    supervisor.request_stop()
        except tf.errors.OutOfRangeError as error:
            _v1.logging.info("Caught OutOfRangeError. Stopping Training. %s", error)
        if logdir:
            supervisor.saver.save(session, supervisor.save_path, supervisor.global_step)
            supervisor.stop(
                threads, close_summary_writer=True, ignore_live_threads=ignore_live_threads
            )
    return loss


def _is_default(value: Any) -> bool:
    return isinstance(value, int) and value == _DEFAULT


def _check(
    train_op: Any, logdir: Any, summary_op: Any, saver: Any, trace: Any, steps: int | None
) -> None:
    if train_op is None:
        raise ValueError("train_op cannot be None.")
    if logdir is None:
        needs = {"summary_op": not _is_default(summary_op), "saver": saver is not None}
        needs["trace_every_n_steps"] = trace is not None
        for name, given in needs.items():
            if given:
                raise ValueError(f"Cannot provide {name} because logdir=None")
    if steps is not None and steps <= 0:
        raise ValueError("`number_of_steps` must be either None or a positive number.")


def _signals(step: Any, number_of_steps: int | None, log_every: int) -> dict[str, Any]:
    """The tensors by which a step knows whether to stop and to log."""
    with tf.name_scope("train_step"):
        stop = tf.greater_equal(step, number_of_steps) if number_of_steps else tf.constant(False)
        found = {"should_stop": stop}
        if log_every > 0:
            found["should_log"] = tf.equal(tf.math.floormod(step, log_every), 0)
    return found
