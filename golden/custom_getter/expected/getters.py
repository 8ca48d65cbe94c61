import tensorflow as tf
from migrate import compat_scope


def in_half_scale(getter, name, *args, **kwargs):
    """Every variable counts half."""
    return getter(name, *args, **kwargs) * 0.5


def frozen(getter, name, shape=None, dtype=None, initializer=None, trainable=True, **kwargs):
    if name.endswith("bias"):
        trainable = False
    return getter(name + "_v2" if name.endswith("old") else name, shape=shape, dtype=dtype,
                  initializer=initializer, trainable=trainable, **kwargs)


def clip_getter(limit):
    def getter(base, name, *args, **kwargs):
        v = base(name, *args, **kwargs)
        return tf.clip_by_value(v, -limit, limit)

    return getter


def forward(x):
    with compat_scope.variable_scope("scaled", custom_getter=in_half_scale):
        w = compat_scope.get_variable("w", [3, 4])
        h = tf.matmul(x, w)
        with compat_scope.variable_scope("clipped", custom_getter=clip_getter(0.2)):
            h = h + compat_scope.get_variable("offset", [4])
    with compat_scope.variable_scope("frozen", custom_getter=frozen):
        h = compat_scope.layers.dense(h, 2, name="d")
        old = compat_scope.get_variable("old", [2])
    plain = compat_scope.get_variable("plain", [2], constraint=lambda v: tf.clip_by_value(v, 0.0, 1.0),
                            collections=[compat_scope.GraphKeys.GLOBAL_VARIABLES, "mine"])
    return h + old, plain, [v.name for v in compat_scope.get_collection("mine")]
