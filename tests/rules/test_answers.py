"""Every public symbol of TF 1.15.5 has one answer, and the answer exists on the installed TensorFlow."""

from __future__ import annotations

import warnings

import pytest

from migrate.answers import Kind

ANSWERED = (Kind.SAME, Kind.RENAME, Kind.V1, Kind.SCOPE, Kind.CALL, Kind.REPLACE)
REFUSED = (Kind.MISSING, Kind.FLAG)


def test_every_public_symbol_has_exactly_one_answer(book, public):
    assert len(public) > 6000
    without = []
    for symbol in public:
        answer = book.answer(symbol)
        if answer.kind in ANSWERED:
            # A class attribute may be answered for itself, never through something shorter that is a module.
            if answer.symbol != symbol:
                without.append(f"{symbol}: answered as {answer.symbol}")
        elif answer.kind not in REFUSED:
            without.append(f"{symbol}: {answer.kind.value}")
    assert not without, without[:20]


def test_every_module_is_known(book, listing):
    unknown = []
    for symbol, entry in listing.symbols.items():
        if entry[0] != "module" or symbol.startswith(("tf.compat.v1", "tf.compat.v2")):
            continue
        refused = book.answer(symbol).kind in REFUSED
        if not (book.is_namespace(symbol) or refused):
            unknown.append(symbol)
    assert not unknown, unknown[:20]


def test_every_refusal_comes_with_advice(book, public):
    bare = [
        s
        for s in public
        if book.answer(s).kind in REFUSED
        and not book.answer(s).advice
        and not s.startswith(("tf.raw_ops.", "tf.compat.v2."))  # debug ops; TF 2's own past
    ]
    assert not bare, bare[:20]


def test_every_answer_exists_on_the_installed_tensorflow(book, public, resolve):
    pytest.importorskip("tensorflow")
    broken = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for symbol in public:
            answer = book.answer(symbol)
            targets = []
            if answer.kind is Kind.CALL:
                rule = answer.call
                assert rule is not None
                if rule.to:
                    targets.append(rule.to)
                if answer.fallback is not None and answer.fallback.kind in ANSWERED:
                    targets.append(answer.fallback.to)
            elif answer.kind in ANSWERED and not answer.to.startswith("absl"):
                targets.append(answer.to)
            for target in targets:
                try:
                    resolve(target)
                except Exception as error:
                    broken.append(
                        f"{symbol} -> {target}: {type(error).__name__}: {str(error)[:80]}"
                    )
    assert not broken, "\n".join(broken[:30])


def test_same_and_renamed_symbols_are_the_object_that_compat_v1_has(book, public, resolve):
    """`same` must never be a likeness of names: where compat.v1 has the symbol, it is the same function."""
    tf = pytest.importorskip("tensorflow")
    from tensorflow.python.util import tf_decorator

    def core(obj):
        return tf_decorator.unwrap(obj)[1] if callable(obj) and not isinstance(obj, type) else obj

    different = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for symbol in public:
            answer = book.answer(symbol)
            if answer.to.startswith("migrate."):
                continue
            if answer.kind not in (Kind.SAME, Kind.RENAME) or symbol.startswith(
                ("tf.contrib.", "tf.compat.", "tf.keras.", "tf.raw_ops.")
            ):
                continue
            try:
                old = resolve(f"tf.compat.v1{symbol[2:]}")
            except AttributeError:
                continue
            new = resolve(answer.to)
            if core(old) is not core(new) and (callable(old) or old != new):
                different.append(f"{symbol} -> {answer.to}")
    del tf
    assert not different, different[:20]


def test_what_the_shim_supplies_is_recorded():
    pytest.importorskip("tensorflow")
    import record_scope

    recorded = (record_scope.API / "scope.txt").read_text(encoding="utf-8").split()
    live = record_scope.supplied()
    assert recorded == live, "run tests/oracle/record_scope.py and make_rules.py"


@pytest.mark.parametrize(
    ("symbol", "kind", "to"),
    [
        ("tf.variable_scope", Kind.SCOPE, "migrate.compat_scope.variable_scope"),
        ("tf.layers.dense", Kind.SCOPE, "migrate.compat_scope.layers.dense"),
        ("tf.contrib.slim.conv2d", Kind.SCOPE, "migrate.compat_scope.contrib.slim.conv2d"),
        ("tf.nn.relu", Kind.SAME, "tf.nn.relu"),
        ("tf.log", Kind.RENAME, "tf.math.log"),
        ("tf.random_normal", Kind.RENAME, "tf.random.normal"),
        ("tf.Session", Kind.V1, "tf.compat.v1.Session"),
        ("tf.train.AdamOptimizer", Kind.V1, "tf.compat.v1.train.AdamOptimizer"),
        ("tf.train.Saver", Kind.V1, "tf.compat.v1.train.Saver"),
        ("tf.summary.scalar", Kind.V1, "tf.compat.v1.summary.scalar"),
        ("tf.data.Dataset", Kind.V1, "tf.compat.v1.data.Dataset"),
        ("tf.random_normal_initializer", Kind.V1, "tf.compat.v1.random_normal_initializer"),
        ("tf.nn.softmax_cross_entropy_with_logits", Kind.V1, None),
        ("tf.image.resize_images", Kind.V1, None),
        ("tf.cond", Kind.CALL, "tf.compat.v1.cond"),
        ("tf.div", Kind.V1, None),
        ("tf.nn.dropout", Kind.CALL, "tf.nn.dropout"),
        ("tf.estimator.Estimator", Kind.SCOPE, "migrate.compat_scope.estimator.Estimator"),
        ("tf.estimator.DNNClassifier", Kind.MISSING, None),
        ("tf.contrib.crf.crf_decode", Kind.SCOPE, "migrate.compat_scope.contrib.crf.crf_decode"),
        ("tf.contrib.bayesflow.monte_carlo.expectation", Kind.FLAG, None),
        ("tf.no_such_thing", Kind.UNKNOWN, None),
    ],
)
def test_answers_that_must_not_change_by_accident(book, symbol, kind, to):
    answer = book.answer(symbol)
    assert answer.kind is kind
    assert to is None or answer.to == to
