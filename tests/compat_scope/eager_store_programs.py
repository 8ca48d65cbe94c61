"""Small programs on ``tf.contrib.eager.EagerVariableStore``, run in TF 1.15.5's eager mode (to record) and on the shim.

Each takes `tf` (TensorFlow 1, or what stands in for it) and `out`, which takes down one observation.
Python 3.7 must be able to read this file. Nothing here knows what is right: TF 1.15.5 says so.
"""

# ruff: noqa: UP031 - runs on Python 3.7, where TF 1.15.5 lives

from scope_programs import attempt, names

PROGRAMS = {}


def program(function):
    PROGRAMS[function.__name__] = function
    return function


def values(variables):
    return [[round(float(x), 4) for x in v.numpy().ravel()] for v in variables]


def new_store(tf):
    return tf.contrib.eager.EagerVariableStore()


@program
def named_layers_share(tf, out):
    container, kept = new_store(tf), []
    for _ in range(3):
        with container.as_default():
            y = tf.layers.dense(tf.ones([2, 3]), 4, name="l1")
            tf.layers.dense(y, 1, name="l2", use_bias=False)
        kept.append(list(container.variables()))
        out(names(container.variables()))
    out([[a is b for a, b in zip(kept[0], later)] for later in kept[1:]])


@program
def unnamed_layers_are_counted_on(tf, out):
    container = new_store(tf)
    for _ in range(2):
        with container.as_default():
            tf.layers.dense(tf.ones([2, 3]), 4)
            tf.layers.dense(tf.ones([2, 3]), 4)
        out(names(container.variables()))


@program
def unnamed_layers_below_a_scope(tf, out):
    container = new_store(tf)
    for _ in range(2):
        with container.as_default(), tf.variable_scope("net"):
            tf.layers.dense(tf.ones([2, 3]), 4)
            tf.layers.dense(tf.ones([2, 3]), 4)
        out(names(container.variables()))


@program
def reuse_is_automatic(tf, out):
    with new_store(tf).as_default():
        out(str(tf.get_variable_scope().reuse))
        v = tf.get_variable("v", [2])
        out(tf.get_variable("v", [2]) is v)
        for reuse in (None, False, True, tf.AUTO_REUSE):
            with tf.variable_scope("a", reuse=reuse) as scope:
                out(str(scope.reuse))
                out(names([tf.get_variable("w", [2]), tf.get_variable("x_%s" % reuse, [1])]))
                scope.reuse_variables()
                out(str(scope.reuse))
                out(names([tf.get_variable("new_%s" % reuse, [1])]))


@program
def mismatches(tf, out):
    with new_store(tf).as_default():
        tf.get_variable("v", [2])
        attempt(out, lambda: tf.get_variable("v", [3]))
        attempt(out, lambda: tf.get_variable("v", [2], dtype=tf.int32))
        attempt(out, lambda: tf.get_variable("v", initializer=[1.0, 2.0]))
        attempt(out, lambda: tf.get_variable("v"))
        attempt(out, lambda: tf.get_variable("no_shape"))


@program
def name_scopes_are_not_counted(tf, out):
    container = new_store(tf)
    with container.as_default():
        for _ in range(2):
            with tf.variable_scope("a") as scope:
                out([scope.name, scope.original_name_scope])
                with tf.name_scope("n") as full:
                    out(full)
                    out(names([tf.Variable(1.0, name="v"), tf.get_variable("w", [1])]))
        out(names(container.variables()))
        out(names([tf.Variable(1.0, name="w"), tf.Variable(1.0), tf.get_variable("w", [1])]))


@program
def default_names_and_jumps(tf, out):
    container = new_store(tf)
    for _ in range(2):
        with container.as_default():
            with tf.variable_scope(None, "d") as first:
                out(names([tf.get_variable("v", [1])]))
                with tf.variable_scope(None, "d") as inner:
                    out(inner.name)
            with tf.variable_scope(None, "d"):
                out(names([tf.get_variable("v", [1])]))
            with tf.variable_scope(first):
                out(names([tf.get_variable("v", [1]), tf.get_variable("w", [1])]))
                with tf.variable_scope(None, "d") as inner:
                    out([inner.name, str(inner.reuse)])
    out(names(container.variables()))


@program
def trainable_or_not(tf, out):
    container = new_store(tf)
    with container.as_default(), tf.variable_scope("net"):
        x = tf.layers.batch_normalization(tf.ones([2, 3]), training=True, name="bn")
        tf.layers.dense(x, 1, name="out")
        tf.get_variable(
            "steps", [], dtype=tf.int64, initializer=tf.zeros_initializer(), trainable=False
        )
    out(names(container.trainable_variables()))
    out(names(container.non_trainable_variables()))
    out(names(container.variables()))


@program
def copies(tf, out):
    container = new_store(tf)
    with container.as_default(), tf.variable_scope("a"):
        v = tf.get_variable("v", [2], initializer=tf.constant_initializer(3.0))
        tf.get_variable("w", [], initializer=tf.ones_initializer(), trainable=False)
    twin = container.copy()
    v.assign([5.0, 6.0])
    out([names(twin.variables()), values(twin.variables()), values(container.variables())])
    out([names(twin.trainable_variables()), names(twin.non_trainable_variables())])
    with twin.as_default(), tf.variable_scope("a"):
        again = tf.get_variable("v", [2])
        again.assign_add([1.0, 1.0])
        out(names([tf.get_variable("x", [1])]))
    out([values(twin.variables()[:2]), values(container.variables()), names(container.variables())])


@program
def made_of_a_store(tf, out):
    container = new_store(tf)
    other = tf.contrib.eager.EagerVariableStore(container._store)
    with container.as_default():
        v = tf.get_variable("v", [1])
    with other.as_default():
        out(tf.get_variable("v", [1]) is v)
    out([names(container.variables()), names(other.variables())])


@program
def stores_in_stores(tf, out):
    outer, inner = new_store(tf), new_store(tf)
    with outer.as_default(), tf.variable_scope("a"):
        v = tf.get_variable("v", [1])
        with inner.as_default():
            w = tf.get_variable("v", [1])
            out([names([w]), w is v])
            with tf.variable_scope("b"):
                tf.get_variable("v", [1])
        out(tf.get_variable("v", [1]) is v)
    out([names(outer.variables()), names(inner.variables())])


@program
def collections(tf, out):
    container = new_store(tf)
    with container.as_default():
        tf.get_variable("v", [1])
        tf.get_variable("w", [1], trainable=False)
        tf.get_variable("x", [1], collections=["mine"])
        tf.get_local_variable("y", [1])
        for key in ("variables", "trainable_variables", "local_variables", "mine"):
            out([key, names(tf.get_collection(key))])
        tf.get_variable("v", [1])
        out([names(tf.global_variables()), names(tf.trainable_variables())])
    out([names(tf.global_variables()), names(tf.trainable_variables())])
    with new_store(tf).as_default():
        tf.get_variable("z", [1])
        out([names(tf.global_variables()), names(tf.trainable_variables())])


@program
def regularizers(tf, out):
    container = new_store(tf)

    def regularizer(v):
        return tf.reduce_sum(v)

    for _ in range(2):
        with container.as_default(), tf.variable_scope("r", regularizer=regularizer):
            tf.get_variable("v", [2], initializer=tf.ones_initializer())
            tf.layers.dense(tf.ones([1, 2]), 1, name="l", kernel_initializer=tf.ones_initializer())
        losses = tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES)
        out([round(float(loss.numpy()), 4) for loss in losses])
    out(round(float(tf.losses.get_regularization_loss().numpy()), 4))


@program
def partitioned(tf, out):
    container = new_store(tf)
    for _ in range(2):
        with container.as_default():
            with tf.variable_scope("p", partitioner=tf.fixed_size_partitioner(2)):
                v = tf.get_variable("v", [4, 1])
                out([names([v]), names(list(v))])
        out(names(container.variables()))


@program
def getters(tf, out):
    def getter(getter, name, *args, **kwargs):
        out([name, str(kwargs["reuse"]), kwargs["shape"]])
        return getter(name + "_g", *args, **kwargs)

    container = new_store(tf)
    for _ in range(2):
        with container.as_default(), tf.variable_scope("a", custom_getter=getter):
            out(names([tf.get_variable("v", [1])]))
    out(names(container.variables()))


@program
def only_its_own_kind(tf, out):
    attempt(out, lambda: tf.contrib.eager.EagerVariableStore(_Plain()))


class _Plain:
    _store_eager_variables = False


@program
def training(tf, out):
    container = new_store(tf)
    optimizer = tf.train.MomentumOptimizer(0.1, 0.5)
    x = tf.constant([[1.0, 2.0], [3.0, 4.0]])

    def loss():
        with container.as_default():
            ones = tf.ones_initializer()
            h = tf.layers.dense(x, 2, name="h", kernel_initializer=ones)
            y = tf.layers.dense(h, 1, name="y", kernel_initializer=ones)
        return tf.reduce_mean((y - 1.0) ** 2) * 0.001

    for _ in range(3):
        with tf.GradientTape() as tape:
            value = loss()
        gradients = tape.gradient(value, container.trainable_variables())
        optimizer.apply_gradients(zip(gradients, container.trainable_variables()))
        out(round(float(value.numpy()), 5))
    out([names(container.variables()), values(container.variables())])
    out(names(optimizer.variables())[:4])


@program
def contrib_layers(tf, out):
    container = new_store(tf)
    for _ in range(2):
        with container.as_default(), tf.variable_scope("net"):
            y = tf.contrib.layers.fully_connected(tf.ones([2, 3]), 4, scope="fc")
            y = tf.contrib.layers.fully_connected(y, 2)
            tf.contrib.layers.layer_norm(y)
        out(names(container.variables()))


@program
def cells(tf, out):
    container = new_store(tf)
    for _ in range(2):
        with container.as_default():
            cell = tf.nn.rnn_cell.BasicLSTMCell(2)
            outputs, _ = tf.nn.dynamic_rnn(cell, tf.ones([1, 3, 2]), dtype=tf.float32)
            out(outputs.shape.as_list())
        out(names(container.variables()))
