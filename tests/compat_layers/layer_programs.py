"""Small layer programs, written once and run both on TF 1.15.5 (Python 3.7) and on compat_scope.

A program takes `tf` (TensorFlow 1, or something that looks like it) and `x`, which makes inputs: calling
`x(2, 3)` gives the next input of that shape. It returns its outputs, tensors or a list of them.
"""

PROGRAMS = {}


def program(function):
    """Registers a program under its function's name."""
    PROGRAMS[function.__name__] = function
    return function


# tf.layers ----------------------------------------------------------------------------------------


@program
def dense_default(tf, x):
    return tf.layers.dense(x(2, 3), 4)


@program
def dense_args(tf, x):
    return tf.layers.dense(
        x(2, 3),
        4,
        activation=tf.nn.relu,
        use_bias=False,
        kernel_initializer=tf.truncated_normal_initializer(stddev=0.02),
        name="proj",
    )


@program
def dense_unnamed_repeated(tf, x):
    h = x(2, 3)
    for _ in range(3):
        h = tf.layers.dense(h, 4, tf.nn.tanh)
    return h


@program
def dense_in_scopes(tf, x):
    h = x(2, 3)
    with tf.variable_scope("a"):
        h = tf.layers.dense(h, 4)
        h = tf.layers.dense(h, 4)
        with tf.variable_scope("b"):
            h = tf.layers.dense(h, 3)
    with tf.variable_scope("c"):
        h = tf.layers.dense(h, 2, name="out")
    return h


@program
def dense_reuse_named(tf, x):
    inp = x(2, 3)
    a = tf.layers.dense(inp, 3, name="d")
    b = tf.layers.dense(a, 3, name="d", reuse=True)
    return [a, b]


@program
def dense_reuse_scope(tf, x):
    inp = x(2, 3)
    out = []
    for reuse in (False, True):
        with tf.variable_scope("net", reuse=reuse):
            h = tf.layers.dense(inp, 3)
            h = tf.layers.dense(h, 3)
            out.append(h)
    return out


@program
def dense_auto_reuse(tf, x):
    inp = x(2, 3)
    with tf.variable_scope("net", reuse=tf.AUTO_REUSE):
        a = tf.layers.dense(inp, 3, name="d")
        b = tf.layers.dense(a, 3, name="d")
        c = tf.layers.dense(b, 3)
    return [a, b, c]


@program
def dense_unnamed_reuse(tf, x):
    inp = x(2, 3)
    a = tf.layers.dense(inp, 3)
    return [a, tf.layers.dense(a, 3, reuse=True)]


@program
def dense_rank3(tf, x):
    return tf.layers.dense(x(2, 3, 4), 5, activation="relu")


@program
def dense_rank4_no_bias(tf, x):
    return tf.layers.dense(x(2, 3, 2, 4), 5, use_bias=False)


@program
def dense_regularized(tf, x):
    reg = tf.contrib.layers.l2_regularizer(0.1)
    h = tf.layers.dense(x(2, 3), 4, kernel_regularizer=reg, bias_regularizer=reg)
    with tf.variable_scope("again", reuse=tf.AUTO_REUSE):
        h = tf.layers.dense(h, 4, kernel_regularizer=reg, name="d")
        h = tf.layers.dense(h, 4, kernel_regularizer=reg, name="d")
    return h


@program
def dense_scope_regularizer(tf, x):
    with tf.variable_scope("s", regularizer=tf.contrib.layers.l1_regularizer(0.5)):
        h = tf.layers.dense(x(2, 3), 4)
        return tf.layers.dense(h, 2, kernel_regularizer=tf.contrib.layers.l2_regularizer(0.1))


@program
def dense_activity_regularizer(tf, x):
    return tf.layers.dense(x(2, 3), 4, activity_regularizer=lambda t: tf.reduce_sum(t * t))


@program
def dense_not_trainable(tf, x):
    return tf.layers.dense(tf.layers.dense(x(2, 3), 4, trainable=False), 2)


@program
def dense_scope_initializer(tf, x):
    with tf.variable_scope("s", initializer=tf.constant_initializer(0.3)):
        return tf.layers.dense(x(2, 3), 4)


@program
def dense_class_twice(tf, x):
    layer = tf.layers.Dense(3, activation=tf.nn.sigmoid)
    a = layer(x(2, 3))
    return [a, layer(a), layer.apply(x(4, 3))]


@program
def dense_class_named_elsewhere(tf, x):
    layer = tf.layers.Dense(3, name="shared")
    with tf.variable_scope("first"):
        a = layer(x(2, 3))
    with tf.variable_scope("second"):
        b = layer(a)
        c = tf.layers.dense(b, 3)
    return [a, b, c]


@program
def dense_class_order(tf, x):
    first, second = tf.layers.Dense(2), tf.layers.Dense(3)
    return [second(x(2, 3)), first(x(2, 4))]


@program
def dense_class_same_name(tf, x):
    out = tf.layers.Dense(3, name="d")(x(2, 3))
    return [out, tf.layers.Dense(3, name="d")(out)]


@program
def dense_class_scope_argument(tf, x):
    with tf.variable_scope("outer"):
        layer = tf.layers.Dense(3, _scope="fixed")
    return layer(x(2, 3))


@program
def dense_partitioned(tf, x):
    with tf.variable_scope("p", partitioner=tf.fixed_size_partitioner(2)):
        return tf.layers.dense(x(2, 4), 3)


@program
def dense_float64(tf, x):
    return tf.layers.dense(tf.cast(x(2, 3), tf.float64), 2)


@program
def dense_float16(tf, x):
    return tf.cast(tf.layers.dense(tf.cast(x(2, 3), tf.float16), 2), tf.float32)


@program
def dense_string_arguments(tf, x):
    return tf.layers.dense(
        x(2, 3), 4, activation="tanh", kernel_initializer="he_normal", bias_initializer="ones"
    )


@program
def conv1d_default(tf, x):
    return tf.layers.conv1d(x(2, 7, 3), 4, 3)


@program
def conv1d_args(tf, x):
    h = tf.layers.conv1d(x(2, 9, 3), 4, 3, strides=2, padding="same", activation=tf.nn.relu)
    return tf.layers.conv1d(h, 2, 2, padding="causal", name="causal")


@program
def conv2d_default(tf, x):
    h = tf.layers.conv2d(x(2, 7, 7, 3), 4, 3)
    return tf.layers.conv2d(h, 2, (2, 1), strides=(1, 2), padding="SAME", use_bias=False)


@program
def conv2d_dilated(tf, x):
    return tf.layers.conv2d(x(1, 9, 9, 2), 3, 3, dilation_rate=2, padding="same", name="dil")


@program
def conv1d_dilated(tf, x):
    return tf.layers.conv1d(x(1, 9, 2), 3, 3, dilation_rate=3, padding="valid")


@program
def conv2d_class_shared(tf, x):
    conv = tf.layers.Conv2D(3, 3, padding="same", activation=tf.nn.relu)
    a = conv(x(1, 5, 5, 3))
    return [a, conv(a)]


@program
def conv3d_default(tf, x):
    return tf.layers.conv3d(x(1, 4, 4, 4, 2), 3, 2, strides=2)


@program
def separable_conv1d_default(tf, x):
    return tf.layers.separable_conv1d(x(2, 6, 3), 4, 3, padding="same", depth_multiplier=2)


@program
def separable_conv2d_default(tf, x):
    h = tf.layers.separable_conv2d(x(2, 6, 6, 3), 4, 3)
    return tf.layers.separable_conv2d(h, 2, 2, strides=2, padding="same", use_bias=False)


@program
def conv2d_transpose_default(tf, x):
    h = tf.layers.conv2d_transpose(x(2, 3, 3, 2), 4, 3, strides=2)
    return tf.layers.conv2d_transpose(
        h, 2, 5, strides=(2, 2), padding="same", activation=tf.nn.relu
    )


@program
def conv2d_transpose_channels_first(tf, x):
    return tf.layers.conv2d_transpose(
        x(1, 2, 3, 3), 4, 3, strides=2, padding="same", data_format="channels_first", use_bias=False
    )


@program
def conv3d_transpose_default(tf, x):
    return tf.layers.conv3d_transpose(x(1, 2, 2, 2, 2), 3, 2, strides=2)


@program
def pooling_2d(tf, x):
    h = tf.layers.max_pooling2d(x(1, 6, 6, 2), 2, 2)
    h = tf.layers.average_pooling2d(h, 2, 1, padding="same")
    return [h, tf.layers.max_pooling2d(h, (1, 2), (2, 1), name="p")]


@program
def pooling_1d_3d(tf, x):
    a = tf.layers.max_pooling1d(x(2, 6, 2), 2, 2)
    b = tf.layers.average_pooling1d(x(2, 6, 2), 3, 2, padding="same")
    c = tf.layers.max_pooling3d(x(1, 4, 4, 4, 2), 2, 2)
    d = tf.layers.average_pooling3d(x(1, 4, 4, 4, 2), 2, 2)
    return [a, b, c, d]


@program
def pooling_channels_first(tf, x):
    a = tf.layers.max_pooling1d(x(2, 3, 6), 2, 2, data_format="channels_first")
    b = tf.layers.average_pooling3d(x(1, 2, 4, 4, 4), 2, 2, data_format="channels_first")
    return [a, b]


@program
def layers_without_variables_take_scopes(tf, x):
    h = x(1, 4, 4, 2)
    h = tf.layers.max_pooling2d(h, 2, 2)
    h = tf.layers.dropout(h, 0.5)
    h = tf.layers.flatten(h)
    with tf.variable_scope(None, "flatten"):
        h = tf.layers.dense(h, 2)
    with tf.variable_scope(None, "max_pooling2d"):
        h = tf.layers.dense(h, 2)
    with tf.variable_scope(None, "dropout"):
        return tf.layers.dense(h, 2)


@program
def flatten_both_formats(tf, x):
    return [
        tf.layers.flatten(x(2, 3, 4)),
        tf.layers.flatten(x(2, 3, 2, 2), data_format="channels_first"),
        tf.layers.Flatten()(x(2, 5)),
    ]


@program
def dropout_inference(tf, x):
    return tf.layers.dropout(x(2, 3), rate=0.3, training=False)


@program
def batch_norm_inference(tf, x):
    return tf.layers.batch_normalization(x(3, 4))


@program
def batch_norm_training_2d(tf, x):
    h = tf.layers.batch_normalization(x(4, 3), training=True, momentum=0.9)
    return tf.layers.batch_normalization(h, training=True, epsilon=1e-2, name="bn")


@program
def batch_norm_training_4d(tf, x):
    h = tf.layers.batch_normalization(x(2, 3, 3, 2), training=True)
    return tf.layers.batch_normalization(h, training=True, fused=False, momentum=0.5)


@program
def batch_norm_no_gamma(tf, x):
    h = tf.layers.batch_normalization(x(2, 3, 3, 2), scale=False, training=True)
    return tf.layers.batch_normalization(h, center=False, training=True)


@program
def batch_norm_axis_1(tf, x):
    return tf.layers.batch_normalization(x(3, 2, 4), axis=1, training=True)


@program
def batch_norm_axis_list(tf, x):
    return tf.layers.batch_normalization(x(3, 2, 4), axis=[1, 2], training=True)


@program
def batch_norm_tensor_training(tf, x):
    flag = tf.placeholder_with_default(True, []) if tf.graph_mode else tf.constant(True)
    a = tf.layers.batch_normalization(x(2, 3, 3, 2), training=flag)
    return [a, tf.layers.batch_normalization(x(4, 3), training=flag)]


@program
def batch_norm_tensor_inference(tf, x):
    flag = tf.placeholder_with_default(False, []) if tf.graph_mode else tf.constant(False)
    a = tf.layers.batch_normalization(x(2, 3, 3, 2), training=flag)
    return [a, tf.layers.batch_normalization(x(4, 3), training=flag)]


@program
def batch_norm_not_trainable(tf, x):
    return tf.layers.batch_normalization(x(4, 3), training=True, trainable=False)


@program
def batch_norm_renorm(tf, x):
    clip = {"rmax": 1.5, "rmin": 0.5, "dmax": 0.7}
    return tf.layers.batch_normalization(x(4, 3), training=True, renorm=True, renorm_clipping=clip)


@program
def batch_norm_virtual_batches(tf, x):
    return tf.layers.batch_normalization(x(4, 3), training=True, virtual_batch_size=2)


@program
def batch_norm_adjustment(tf, x):
    def adjust(shape):
        return tf.fill([shape[0], 1], 1.5), tf.fill([shape[0], 1], 0.25)

    return tf.layers.batch_normalization(x(4, 3), training=True, adjustment=adjust)


@program
def batch_norm_float16(tf, x):
    h = tf.layers.batch_normalization(tf.cast(x(2, 2, 2, 3), tf.float16), training=True)
    return tf.cast(h, tf.float32)


@program
def batch_norm_reused(tf, x):
    inp = x(4, 3)
    a = tf.layers.batch_normalization(inp, name="bn")
    return [a, tf.layers.batch_normalization(inp * 2.0, name="bn", reuse=True)]


@program
def batch_norm_partitioner(tf, x):
    with tf.variable_scope("p", partitioner=tf.fixed_size_partitioner(2)):
        return tf.layers.batch_normalization(x(3, 4), training=True)


@program
def custom_layer(tf, x):
    class Scale(tf.layers.Layer):
        def build(self, input_shape):
            self.factor = self.add_variable("factor", [3], initializer=tf.ones_initializer())
            self.count = self.add_weight("count", [], trainable=False)
            super().build(input_shape)

        def call(self, inputs):
            return inputs * self.factor + self.count

    layer = Scale()
    a = layer(x(2, 3))
    names = [v.name for v in layer.variables]
    assert names == ["scale/factor:0", "scale/count:0"], names
    assert [v.name for v in layer.trainable_variables] == ["scale/factor:0"]
    assert layer.scope_name == "scale"
    return [a, layer(a), Scale()(a), Scale(name="Named")(a)]


@program
def custom_layer_of_layers(tf, x):
    class Block(tf.layers.Layer):
        def call(self, inputs, training=False):
            h = tf.layers.dense(inputs, 3)
            h = tf.layers.Dropout(0.5)(h)
            with tf.variable_scope("in"):
                h = tf.layers.dense(h, 3, name="d")
            return h + tf.get_variable("extra", [3])

    block = Block()
    a = block(x(2, 3))
    return [a, block(a, training=False)]


@program
def small_convnet(tf, x):
    def net(images, reuse):
        with tf.variable_scope("net", reuse=reuse):
            h = tf.layers.conv2d(images, 4, 3, padding="same", activation=tf.nn.relu)
            h = tf.layers.batch_normalization(h, training=False)
            h = tf.layers.max_pooling2d(h, 2, 2)
            h = tf.layers.conv2d(h, 4, 3, padding="same", name="top")
            h = tf.layers.flatten(h)
            h = tf.layers.dropout(h, rate=0.4, training=False)
            return tf.layers.dense(h, 2)

    images = x(2, 6, 6, 1)
    return [net(images, False), net(images, True)]


# tf.contrib.layers --------------------------------------------------------------------------------


@program
def fc_default(tf, x):
    h = tf.contrib.layers.fully_connected(x(2, 3), 4)
    return tf.contrib.layers.fully_connected(h, 2, activation_fn=None, scope="logits")


@program
def fc_collections(tf, x):
    c = tf.contrib.layers
    h = c.fully_connected(
        x(2, 3), 4, variables_collections=["vars"], outputs_collections="ends", scope="a"
    )
    with tf.variable_scope("net"):
        h = c.fully_connected(
            h, 2, variables_collections={"biases": ["only_b"]}, outputs_collections="ends"
        )
    ends = tf.contrib.slim.utils.convert_collection_to_dict("ends")
    assert list(ends) == ["a", "net/fully_connected"], list(ends)
    return h


@program
def fc_aliases(tf, x):
    c = tf.contrib.layers
    h = c.linear(x(2, 3), 4)
    h = c.relu(h, 4)
    h = c.relu6(h, 3)
    return c.elu(h, 2)


@program
def fc_normalizer(tf, x):
    c = tf.contrib.layers
    h = c.fully_connected(x(4, 3), 4, normalizer_fn=c.batch_norm)
    params = {"is_training": True, "scale": True, "decay": 0.9}
    return c.fully_connected(h, 2, normalizer_fn=c.batch_norm, normalizer_params=params)


@program
def fc_reuse_scope_object(tf, x):
    c = tf.contrib.layers
    inp = x(2, 3)
    with tf.variable_scope("s") as scope:
        a = c.fully_connected(inp, 3, scope="fc")
    with tf.variable_scope(scope, reuse=True):
        b = c.fully_connected(a, 3, scope="fc")
    d = c.fully_connected(b, 3, scope="top")
    return [a, b, c.fully_connected(d, 3, scope="top", reuse=True)]


@program
def fc_regularized(tf, x):
    c = tf.contrib.layers
    h = c.fully_connected(x(2, 3), 4, weights_regularizer=c.l2_regularizer(0.1))
    h = c.fully_connected(
        h, 3, weights_regularizer=c.l1_regularizer(0.2), biases_regularizer=c.l2_regularizer(0.3)
    )
    return c.fully_connected(
        h, 2, weights_regularizer=c.l1_l2_regularizer(0.1, 0.2), trainable=False
    )


@program
def conv_default(tf, x):
    c = tf.contrib.layers
    h = c.conv2d(x(1, 6, 6, 2), 3, 3)
    h = c.conv2d(h, 3, [3, 3], stride=2, padding="VALID", activation_fn=None)
    return c.convolution2d(h, 2, 1, scope="one")


@program
def conv_1d_3d(tf, x):
    c = tf.contrib.layers
    return [
        c.conv1d(x(1, 6, 2), 3, 3),
        c.conv3d(x(1, 3, 3, 3, 2), 2, 2),
        c.convolution(x(1, 4, 2), 3, 2),
    ]


@program
def conv_rate(tf, x):
    return tf.contrib.layers.conv2d(x(1, 8, 8, 2), 3, 3, rate=2)


@program
def conv_normalizer_no_bias(tf, x):
    c = tf.contrib.layers
    h = c.conv2d(x(2, 5, 5, 2), 3, 3, normalizer_fn=c.batch_norm)
    return c.conv2d(h, 3, 3, biases_initializer=None)


@program
def conv_transpose(tf, x):
    c = tf.contrib.layers
    h = c.conv2d_transpose(x(1, 3, 3, 2), 3, 3, stride=2)
    h = c.conv2d_transpose(h, 2, [3, 3], stride=2, padding="VALID", activation_fn=None)
    return [h, c.conv3d_transpose(x(1, 2, 2, 2, 2), 2, 2)]


@program
def conv_in_plane(tf, x):
    c = tf.contrib.layers
    return c.conv2d_in_plane(x(1, 5, 5, 3), 3, stride=2)


@program
def separable_conv(tf, x):
    c = tf.contrib.layers
    h = c.separable_conv2d(x(1, 6, 6, 3), 4, 3, depth_multiplier=2)
    h = c.separable_conv2d(h, None, [3, 3], 1, stride=2, normalizer_fn=c.batch_norm)
    return c.separable_conv2d(h, None, 3, 2, scope="dw")


@program
def contrib_batch_norm_default(tf, x):
    c = tf.contrib.layers
    h = c.batch_norm(x(4, 3))
    h = c.batch_norm(h, scale=True, activation_fn=tf.nn.relu)
    return c.batch_norm(h, center=False, is_training=False)


@program
def contrib_batch_norm_4d(tf, x):
    c = tf.contrib.layers
    h = c.batch_norm(x(2, 3, 3, 2), decay=0.9)
    return c.batch_norm(h, scale=True, fused=False, epsilon=0.1)


@program
def contrib_batch_norm_forced(tf, x):
    c = tf.contrib.layers
    h = c.batch_norm(x(4, 3), updates_collections=None, decay=0.5)
    h4 = c.batch_norm(x(2, 3, 3, 2), updates_collections=None, fused=False, scale=True)
    return [h, h4, c.batch_norm(x(2, 3, 4), updates_collections=None)]


@program
def contrib_batch_norm_own_collection(tf, x):
    return tf.contrib.layers.batch_norm(x(4, 3), updates_collections="mine")


@program
def contrib_batch_norm_zero_debias(tf, x):
    c = tf.contrib.layers
    h = c.batch_norm(x(4, 3), zero_debias_moving_mean=True, decay=0.9)
    return c.batch_norm(h, zero_debias_moving_mean=True, updates_collections=None, scope="bn")


@program
def contrib_batch_norm_tensor_training(tf, x):
    c = tf.contrib.layers
    flag = tf.placeholder_with_default(True, []) if tf.graph_mode else tf.constant(True)
    a = c.batch_norm(x(4, 3), is_training=flag)
    b = c.batch_norm(x(2, 3, 3, 2), is_training=flag, updates_collections=None)
    return [a, b, c.batch_norm(x(4, 2, 3), is_training=flag, updates_collections=None)]


@program
def contrib_batch_norm_weights(tf, x):
    weights = tf.constant([1.0, 0.5, 0.0, 2.0])
    return tf.contrib.layers.batch_norm(x(4, 3), batch_weights=weights)


@program
def contrib_batch_norm_params(tf, x):
    c = tf.contrib.layers
    return c.batch_norm(
        x(2, 3, 3, 2),
        scale=True,
        param_initializers={"gamma": tf.constant_initializer(0.5)},
        param_regularizers={"gamma": c.l2_regularizer(0.1)},
        variables_collections=["bn_vars"],
        outputs_collections=["ends"],
    )


@program
def contrib_batch_norm_renorm(tf, x):
    return tf.contrib.layers.batch_norm(
        x(4, 3), renorm=True, renorm_clipping={"rmax": 2.0}, decay=0.9
    )


@program
def contrib_norms(tf, x):
    c = tf.contrib.layers
    a = c.layer_norm(x(2, 3, 4))
    b = c.layer_norm(x(2, 3, 4), begin_norm_axis=-1, scale=False, scope="ln")
    d = c.instance_norm(x(2, 3, 3, 2))
    e = c.group_norm(x(2, 3, 3, 4), groups=2)
    f = c.group_norm(x(2, 4, 3, 3), groups=2, channels_axis=1, reduction_axes=(2, 3), center=False)
    return [a, b, d, e, f, c.unit_norm(x(2, 3), 1)]


@program
def contrib_bias_add(tf, x):
    c = tf.contrib.layers
    h = c.bias_add(x(2, 3))
    return c.bias_add(h, activation_fn=tf.nn.relu, scope="b", regularizer=c.l2_regularizer(0.1))


@program
def contrib_pooling(tf, x):
    c = tf.contrib.layers
    h = c.max_pool2d(x(1, 8, 8, 2), 2)
    h = c.avg_pool2d(h, [2, 2], stride=1, padding="SAME", outputs_collections="ends")
    h = c.max_pool2d(h, 3, scope="pool", outputs_collections="ends")
    ends = tf.contrib.slim.utils.convert_collection_to_dict("ends")
    assert list(ends) == ["AvgPool2D", "pool"], list(ends)
    return [h, c.avg_pool3d(x(1, 4, 4, 4, 1), 2), tf.contrib.slim.pool(x(1, 4, 4, 1), 2, "MAX")]


@program
def contrib_shaping(tf, x):
    c = tf.contrib.layers
    a = c.flatten(x(2, 3, 4))
    b = c.softmax(x(2, 3, 4))
    d = c.one_hot_encoding(tf.constant([1, 0, 2]), 4)
    e = c.maxout(x(2, 6), 3)
    f = c.dropout(x(2, 3), 0.5, is_training=False)
    g = c.images_to_sequence(x(2, 3, 4, 2))
    h = c.sequence_to_images(g, 3)
    return [a, b, d, e, f, g, h, c.spatial_softmax(x(1, 3, 4, 2))]


@program
def contrib_stack_repeat(tf, x):
    c = tf.contrib.layers
    h = c.stack(x(2, 3), c.fully_connected, [4, 3])
    h = c.stack(h, c.fully_connected, [(4, tf.nn.tanh), (2, None)], scope="fc")
    h2 = c.repeat(x(1, 5, 5, 2), 2, c.conv2d, 3, 3)
    h2 = c.repeat(h2, 2, c.conv2d, 3, [3, 3], scope="conv5")
    return [h, h2, c.repeat(h, 2, c.linear, 3)]


@program
def contrib_embedding(tf, x):
    c = tf.contrib.layers
    ids = tf.constant([[1, 2, 1], [0, 3, 1]])
    a = c.embed_sequence(ids, vocab_size=5, embed_dim=3)
    b = c.embed_sequence(ids, vocab_size=5, embed_dim=2, unique=True, scope="emb")
    d = c.embed_sequence(ids, scope="emb", vocab_size=5, embed_dim=2, reuse=True)
    return [a, b, d, c.bow_encoder(ids, 5, 2), c.bow_encoder(ids, 5, 2, sparse_lookup=False)]


@program
def contrib_gdn(tf, x):
    c = tf.contrib.layers
    h = c.gdn(x(1, 3, 3, 2))
    h = c.gdn(h, inverse=True, name="igdn")
    return [h, c.GDN()(x(1, 4, 3))]


@program
def contrib_legacy(tf, x):
    c = tf.contrib.layers
    h = c.legacy_fully_connected(x(2, 3), 4)
    h = c.legacy_relu(h, 3, weight_regularizer=c.l2_regularizer(0.1))
    return [h, c.legacy_linear(x(2, 2, 3), 2, name="lin")]


@program
def contrib_apply_regularization(tf, x):
    c = tf.contrib.layers
    c.legacy_fully_connected(x(2, 3), 4)
    loss = c.apply_regularization(c.l2_regularizer(0.5))
    return [loss, c.sum_regularizer([c.l1_regularizer(0.1), c.l2_regularizer(0.1)])(x(3))]


# tf.contrib.slim and arg_scope ---------------------------------------------------------------------


@program
def slim_arg_scope(tf, x):
    slim = tf.contrib.slim
    with slim.arg_scope(
        [slim.conv2d, slim.fully_connected],
        activation_fn=tf.nn.elu,
        weights_regularizer=slim.l2_regularizer(0.05),
    ):
        with slim.arg_scope([slim.conv2d], padding="VALID", stride=2):
            h = slim.conv2d(x(1, 9, 9, 2), 3, [3, 3])
            h = slim.conv2d(h, 3, [3, 3], stride=1, scope="c2")
        h = slim.flatten(h)
        return slim.fully_connected(h, 2, activation_fn=None)


@program
def slim_arg_scope_captured(tf, x):
    slim = tf.contrib.slim

    def scope():
        with slim.arg_scope(
            [slim.fully_connected], activation_fn=tf.nn.tanh, biases_initializer=None
        ) as sc:
            return sc

    with slim.arg_scope(scope()):
        return slim.fully_connected(x(2, 3), 4)


@program
def slim_user_arg_scope(tf, x):
    slim = tf.contrib.slim

    @slim.add_arg_scope
    def block(inputs, depth, rate=1.0, scope=None):
        with tf.variable_scope(scope, "block", [inputs]):
            return rate * slim.fully_connected(inputs, depth, scope="fc")

    with slim.arg_scope([block], rate=3.0):
        h = block(x(2, 3), 4)
        return block(h, 2, rate=2.0)


@program
def slim_batch_norm_net(tf, x):
    slim = tf.contrib.slim
    params = {"is_training": True, "decay": 0.9, "updates_collections": None}
    with slim.arg_scope([slim.conv2d], normalizer_fn=slim.batch_norm, normalizer_params=params):
        with tf.variable_scope("Net", values=[0]):
            h = slim.repeat(x(2, 6, 6, 2), 2, slim.conv2d, 3, [3, 3], scope="conv1")
            h = slim.max_pool2d(h, [2, 2], scope="pool1")
            h = slim.conv2d(h, 2, [1, 1], normalizer_fn=None, activation_fn=None, scope="logits")
            return tf.reduce_mean(h, [1, 2])


@program
def slim_resnet_like(tf, x):
    slim = tf.contrib.slim
    batch_norm = {"decay": 0.997, "epsilon": 1e-5, "scale": True, "is_training": True}

    @slim.add_arg_scope
    def bottleneck(inputs, depth, stride, outputs_collections=None, scope=None):
        with tf.variable_scope(scope, "bottleneck_v1", [inputs]) as sc:
            shortcut = slim.conv2d(
                inputs, depth, [1, 1], stride=stride, activation_fn=None, scope="shortcut"
            )
            h = slim.conv2d(inputs, 2, [1, 1], stride=1, scope="conv1")
            h = slim.conv2d(h, 2, [3, 3], stride=stride, scope="conv2")
            h = slim.conv2d(h, depth, [1, 1], activation_fn=None, scope="conv3")
            return slim.utils.collect_named_outputs(
                outputs_collections, sc.original_name_scope, tf.nn.relu(h + shortcut)
            )

    with slim.arg_scope(
        [slim.conv2d],
        weights_regularizer=slim.l2_regularizer(0.001),
        weights_initializer=slim.variance_scaling_initializer(),
        normalizer_fn=slim.batch_norm,
    ):
        with slim.arg_scope([slim.batch_norm], **batch_norm):
            with tf.variable_scope("resnet", "resnet", [0]) as sc:
                ends = sc.original_name_scope + "_end_points"
                with slim.arg_scope([slim.conv2d, bottleneck], outputs_collections=ends):
                    h = slim.conv2d(x(1, 6, 6, 2), 2, [3, 3], stride=2, scope="root")
                    with tf.variable_scope("block1", values=[h]):
                        for i in range(2):
                            with tf.variable_scope(f"unit_{i + 1}", values=[h]):
                                h = bottleneck(h, 4, 1)
                points = slim.utils.convert_collection_to_dict(ends)
                assert "resnet/block1/unit_2/bottleneck_v1" in points, list(points)
                assert len(points) == 11, list(points)
                return h


@program
def slim_inception_like(tf, x):
    slim = tf.contrib.slim
    with tf.variable_scope("InceptionV1", "InceptionV1", [0]):
        with slim.arg_scope([slim.conv2d, slim.max_pool2d], stride=1, padding="SAME"):
            net = slim.conv2d(x(1, 8, 8, 2), 3, [3, 3], stride=2, scope="Conv2d_1a")
            with tf.variable_scope("Mixed_3b"):
                with tf.variable_scope("Branch_0"):
                    b0 = slim.conv2d(net, 2, [1, 1], scope="Conv2d_0a_1x1")
                with tf.variable_scope("Branch_1"):
                    b1 = slim.conv2d(net, 2, [1, 1], scope="Conv2d_0a_1x1")
                    b1 = slim.conv2d(b1, 3, [3, 3], scope="Conv2d_0b_3x3")
                with tf.variable_scope("Branch_3"):
                    b3 = slim.max_pool2d(net, [3, 3], scope="MaxPool_0a_3x3")
                    b3 = slim.conv2d(b3, 2, [1, 1], scope="Conv2d_0b_1x1")
                net = tf.concat(axis=3, values=[b0, b1, b3])
            net = slim.avg_pool2d(net, [4, 4], stride=1, padding="VALID", scope="AvgPool_0a")
            net = slim.dropout(net, 0.8, is_training=False, scope="Dropout_0b")
            return slim.conv2d(
                net, 3, [1, 1], activation_fn=None, normalizer_fn=None, scope="Logits"
            )


@program
def slim_variables(tf, x):
    slim = tf.contrib.slim
    w = slim.model_variable("w", shape=[3, 2], regularizer=slim.l2_regularizer(0.1))
    v = slim.variable("v", shape=[2], initializer=tf.zeros_initializer())
    with slim.arg_scope([slim.model_variable], trainable=False):
        u = slim.model_variable("u", shape=[2])
    assert [i.name for i in slim.get_model_variables()] == ["w:0", "u:0"]
    assert [i.name for i in slim.get_variables_by_name("v")] == ["v:0"]
    assert [i.name for i in slim.get_variables_to_restore(exclude=["v"])] == ["w:0", "u:0"]
    assert [i.name for i in slim.get_variables_by_suffix("u")] == ["u:0"]
    return tf.matmul(x(2, 3), w) + v + u


@program
def slim_reuse(tf, x):
    slim = tf.contrib.slim
    inp = x(2, 3)
    out = []
    for reuse in (None, True):
        with tf.variable_scope("tower", reuse=reuse):
            h = slim.fully_connected(inp, 3)
            out.append(slim.fully_connected(h, 3))
    return out


@program
def slim_losses(tf, x):
    slim = tf.contrib.slim
    logits, labels = x(4, 3), tf.constant([[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 0, 0]])
    weights = tf.constant([1.0, 0.0, 2.0, 1.0])
    a = slim.losses.softmax_cross_entropy(logits, labels)
    b = slim.losses.softmax_cross_entropy(logits, labels, weights=weights, label_smoothing=0.1)
    c = slim.losses.sigmoid_cross_entropy(logits, labels, weights=0.5)
    d = slim.losses.mean_squared_error(x(4, 3), x(4, 3), weights=weights)
    e = slim.losses.absolute_difference(x(4, 3), x(4, 3))
    f = slim.losses.sparse_softmax_cross_entropy(logits, tf.constant([0, 1, 2, 0]))
    g = slim.losses.log_loss(tf.nn.sigmoid(x(4, 3)), tf.nn.sigmoid(x(4, 3)))
    h = slim.losses.mean_pairwise_squared_error(x(4, 3), x(4, 3), weights=weights)
    i = slim.losses.cosine_distance(x(4, 3), x(4, 3), 1)
    j = slim.losses.hinge_loss(logits, labels)
    return [a, b, c, d, e, f, g, h, i, j, slim.losses.get_total_loss()]


@program
def name_scopes_around(tf, x):
    with tf.name_scope("tower_0"):
        h = tf.layers.dense(x(2, 3), 4, activation=tf.nn.relu)
        h = tf.contrib.layers.fully_connected(h, 3)
        with tf.variable_scope("v"):
            return tf.layers.dense(h, 2)
