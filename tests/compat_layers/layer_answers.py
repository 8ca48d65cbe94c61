"""Calls whose answer, a value or an error, TF 1.15.5 gave and compat_scope must give too.

Each takes `tf` and returns something JSON can hold, or raises. Python 3.7 syntax.
"""

ANSWERS = {}


def answer(function):
    """Registers a call under its function's name."""
    ANSWERS[function.__name__] = function
    return function


def _input(tf, *shape):
    return tf.zeros(shape)


@answer
def dense_twice_same_name(tf):
    tf.layers.dense(_input(tf, 2, 3), 4, name="d")
    tf.layers.dense(_input(tf, 2, 3), 4, name="d")


@answer
def dense_reuse_missing(tf):
    tf.layers.dense(_input(tf, 2, 3), 4, name="d", reuse=True)


@answer
def dense_other_shape(tf):
    tf.layers.dense(_input(tf, 2, 3), 4, name="d")
    tf.layers.dense(_input(tf, 2, 5), 4, name="d", reuse=True)


@answer
def dense_rank_1(tf):
    tf.layers.dense(_input(tf, 2), 4)


@answer
def dense_integer_inputs(tf):
    tf.layers.dense(tf.ones([2, 3], tf.int32), 4)


@answer
def dense_unknown_keyword(tf):
    tf.layers.Dense(4, foo=1)


@answer
def dense_called_with_another_width(tf):
    layer = tf.layers.Dense(4)
    layer(_input(tf, 2, 3))
    layer(_input(tf, 2, 5))


@answer
def layer_scope_name_before_call(tf):
    return tf.layers.Dense(4, name="d").scope_name


@answer
def layer_names(tf):
    return [tf.layers.Dense(1).name, tf.layers.Dense(1, name="n").name, tf.layers.Dense(2).name]


@answer
def conv_kernel_size(tf):
    tf.layers.conv2d(_input(tf, 1, 4, 4, 1), 2, (1, 2, 3))


@answer
def conv_padding(tf):
    tf.layers.conv2d(_input(tf, 1, 4, 4, 1), 2, 2, padding="full")


@answer
def conv_data_format(tf):
    tf.layers.conv2d(_input(tf, 1, 4, 4, 1), 2, 2, data_format="NHWC")


@answer
def conv_strides_and_dilation(tf):
    tf.layers.conv2d(_input(tf, 1, 8, 8, 1), 2, 2, strides=2, dilation_rate=2)


@answer
def conv_wrong_rank(tf):
    tf.layers.conv2d(_input(tf, 1, 4, 1), 2, 2)


@answer
def pooling_no_strides(tf):
    tf.layers.max_pooling2d(_input(tf, 1, 4, 4, 1), 2, None)


@answer
def batch_norm_axis_out_of_range(tf):
    tf.layers.batch_normalization(_input(tf, 2, 3), axis=4)


@answer
def batch_norm_axis_type(tf):
    tf.layers.batch_normalization(_input(tf, 2, 3), axis="last")


@answer
def batch_norm_duplicate_axes(tf):
    tf.layers.batch_normalization(_input(tf, 2, 3), axis=[1, -1])


@answer
def batch_norm_virtual_axis_0(tf):
    tf.layers.batch_normalization(_input(tf, 2, 3), axis=0, virtual_batch_size=2)


@answer
def batch_norm_renorm_key(tf):
    tf.layers.batch_normalization(_input(tf, 2, 3), renorm=True, renorm_clipping={"rmid": 1})


@answer
def layer_without_output(tf):
    class Silent(tf.layers.Layer):
        def call(self, inputs):
            return None

    Silent()(_input(tf, 2, 3))


@answer
def fc_num_outputs(tf):
    tf.contrib.layers.fully_connected(_input(tf, 2, 3), 4.0)


@answer
def contrib_conv_rank(tf):
    tf.contrib.layers.conv2d(_input(tf, 2, 3), 4, 3)


@answer
def contrib_conv_format(tf):
    tf.contrib.layers.conv2d(_input(tf, 1, 4, 4, 1), 4, 3, data_format="CHWN")


@answer
def contrib_batch_norm_format(tf):
    tf.contrib.layers.batch_norm(_input(tf, 2, 3), data_format="channels_last")


@answer
def contrib_batch_norm_renorm_forced(tf):
    tf.contrib.layers.batch_norm(_input(tf, 2, 3), renorm=True, updates_collections=None)


@answer
def contrib_group_norm_groups(tf):
    tf.contrib.layers.group_norm(_input(tf, 1, 2, 2, 6), groups=4)


@answer
def contrib_layer_norm_axis(tf):
    tf.contrib.layers.layer_norm(_input(tf, 2, 3), begin_norm_axis=3)


@answer
def contrib_stack_arguments(tf):
    c = tf.contrib.layers
    c.stack(_input(tf, 2, 3), c.fully_connected, 4)


@answer
def contrib_embed_no_size(tf):
    tf.contrib.layers.embed_sequence(tf.constant([[1]]))


@answer
def contrib_fc_duplicate(tf):
    tf.contrib.layers.fully_connected(_input(tf, 2, 3), 4, scope="a")
    tf.contrib.layers.fully_connected(_input(tf, 2, 3), 4, scope="a")


@answer
def regularizer_integer(tf):
    tf.contrib.layers.l2_regularizer(1)


@answer
def regularizer_negative(tf):
    tf.contrib.layers.l1_regularizer(-0.5)


@answer
def initializer_mode(tf):
    tf.contrib.layers.variance_scaling_initializer(mode="FAN_MAX")


@answer
def initializer_integer(tf):
    tf.contrib.layers.xavier_initializer(dtype=tf.int32)


@answer
def arg_scope_undecorated(tf):
    def plain(x):
        return x

    with tf.contrib.slim.arg_scope([plain], x=1):
        pass


@answer
def arg_scope_not_a_list(tf):
    with tf.contrib.slim.arg_scope(3):
        pass


@answer
def arg_scope_dict_and_keywords(tf):
    slim = tf.contrib.slim
    with slim.arg_scope([slim.conv2d], stride=2) as scope:
        pass
    with slim.arg_scope(scope, stride=1):
        pass


@answer
def arg_scoped_arguments(tf):
    slim = tf.contrib.slim
    return [list(slim.arg_scoped_arguments(f)) for f in (slim.conv2d, slim.conv3d)]


@answer
def arg_scope_keys(tf):
    slim = tf.contrib.slim
    with slim.arg_scope([slim.conv2d, slim.fully_connected], trainable=False):
        with slim.arg_scope([slim.conv2d], stride=3):
            scope = slim.current_arg_scope()
    return sorted(sorted(arguments.items()) for arguments in scope.values())


@answer
def layer_function_names(tf):
    slim = tf.contrib.slim
    functions = (
        slim.conv2d,
        slim.fully_connected,
        slim.batch_norm,
        slim.separable_conv2d,
        slim.dropout,
    )
    return [f.__name__ for f in functions]


@answer
def hparams_values(tf):
    h = tf.contrib.training.HParams(a=1, b=2.5, c="x", d=[1, 2], e=True)
    h.parse("a=3,d=[4,5,6],e=false,c=hello,b=1e-3")
    h.set_hparam("b", 7)
    h.add_hparam("f", None)
    out = [
        h.to_json(sort_keys=True),
        str(sorted(h.values())),
        "a" in h,
        "z" in h,
        h.get("z", 5),
        h.get("a"),
    ]
    h.override_from_dict({"a": 9})
    h.del_hparam("c")
    h.parse_json('{"e": true}')
    return out + [h.a, h.e, sorted(h.values()), repr(h)]


@answer
def hparams_unknown(tf):
    tf.contrib.training.HParams(a=1).parse("b=2")


@answer
def hparams_bad_value(tf):
    tf.contrib.training.HParams(a=1).parse("a=x")


@answer
def hparams_float_for_int(tf):
    tf.contrib.training.HParams(a=1).set_hparam("a", 2.5)


@answer
def hparams_list_for_value(tf):
    tf.contrib.training.HParams(a=1).parse("a=[1,2]")


@answer
def hparams_twice(tf):
    tf.contrib.training.HParams(a=1).parse("a=1,a=2")


@answer
def hparams_malformed(tf):
    tf.contrib.training.HParams(a=1).parse("a")


@answer
def hparams_empty_list(tf):
    tf.contrib.training.HParams(a=[])


@answer
def hparams_reserved(tf):
    tf.contrib.training.HParams(a=1).add_hparam("a", 2)


@answer
def hparams_get_type(tf):
    tf.contrib.training.HParams(a=1).get("a", default="x")


@answer
def nest_paths(tf):
    nest = tf.contrib.framework.nest
    tree = {"a": [1, (2, 3)], "b": 4}
    return [nest.flatten(tree), [list(p) for p in nest.yield_flat_paths(tree)]]


@answer
def n_positive_integers(tf):
    utils = tf.contrib.slim.utils
    return [utils.n_positive_integers(2, 3), utils.n_positive_integers(2, [1, 2])]


@answer
def two_element_tuple_of_three(tf):
    tf.contrib.slim.utils.two_element_tuple([1, 2, 3])


@answer
def config_dense(tf):
    return tf.layers.Dense(
        3,
        tf.nn.relu,
        kernel_initializer=tf.truncated_normal_initializer(stddev=0.1),
        kernel_regularizer=tf.contrib.layers.l2_regularizer(0.1),
        name="d",
    ).get_config()


@answer
def config_convolutions(tf):
    layers = tf.layers
    return [
        layers.Conv1D(2, 3, name="c").get_config(),
        layers.Conv2D(4, (3, 2), strides=2, padding="same", name="c").get_config(),
        layers.Conv3D(1, 2, activation="tanh", name="c").get_config(),
        layers.Conv2DTranspose(3, 4, name="c").get_config(),
        layers.Conv3DTranspose(3, 4, use_bias=False, name="c").get_config(),
        layers.SeparableConv1D(2, 3, name="c").get_config(),
        layers.SeparableConv2D(2, 3, depth_multiplier=2, name="c").get_config(),
    ]


@answer
def config_keys_in_order(tf):
    layers = tf.layers
    made = [
        layers.Dense(3),
        layers.Conv2DTranspose(3, 4),
        layers.SeparableConv2D(2, 3),
        layers.MaxPooling1D(2, 2),
        layers.MaxPooling2D(2, 2),
        layers.BatchNormalization(renorm=True),
    ]
    return [list(layer.get_config()) for layer in made]


@answer
def config_others(tf):
    layers = tf.layers
    return [
        layers.MaxPooling1D(2, 2, name="p").get_config(),
        layers.AveragePooling3D(2, 1, name="p").get_config(),
        layers.Flatten(name="f").get_config(),
        layers.Dropout(0.4, seed=3, name="d").get_config(),
        layers.BatchNormalization(renorm=True, renorm_momentum=0.9, name="b").get_config(),
    ]


@answer
def config_of_an_own_layer(tf):
    class Scale(tf.layers.Layer):
        pass

    return Scale(name="s", dtype=tf.float32).get_config()


@answer
def config_not_given(tf):
    class Scale(tf.layers.Layer):
        def __init__(self, factor, **kwargs):
            super().__init__(**kwargs)
            self.factor = factor

    Scale(2.0).get_config()


@answer
def config_round_trip(tf):
    layer = tf.layers.Conv2D(4, 3, name="c", use_bias=False)
    return type(layer).from_config(layer.get_config()).get_config()


@answer
def layer_without_keras_model(tf):
    layer = tf.layers.Dense(3)
    layer(tf.ones([1, 2]))
    return [layer.inbound_nodes, layer.outbound_nodes, layer.metrics, layer.dynamic]


@answer
def layer_input_shape(tf):
    layer = tf.layers.Dense(3, name="d")
    layer(tf.ones([1, 2]))
    return layer.input_shape


@answer
def layer_output(tf):
    layer = tf.layers.Dense(3, name="d")
    layer(tf.ones([1, 2]))
    return layer.output


@answer
def layer_input(tf):
    layer = tf.layers.Dense(3, name="d")
    layer(tf.ones([1, 2]))
    return layer.input


@answer
def set_weights_too_few(tf):
    layer = tf.layers.Dense(3, name="d")
    layer(tf.ones([1, 2]))
    layer.set_weights([])


@answer
def batch_norm_axis(tf):
    layer = tf.layers.BatchNormalization()
    layer(tf.ones([2, 3]))
    return layer.axis


@answer
def gradients_function_without_value(tf):
    tf.contrib.eager.gradients_function(lambda x: None)(1.0)


@answer
def gradients_function_with_keywords(tf):
    tf.contrib.eager.gradients_function(lambda x: x)(x=1.0)


@answer
def implicit_gradients_without_variables(tf):
    tf.contrib.eager.implicit_gradients(lambda x: tf.constant(1.0) * x)(1.0)


@answer
def metric_without_build(tf):
    tf.contrib.eager.metrics.Metric("m")(1)
