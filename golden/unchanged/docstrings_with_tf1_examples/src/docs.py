r"""Migration notes.

.. code-block:: python

    with tf.variable_scope("attention", default_name="attention", values=[q, k]):
        w = tf.get_variable("w", [d, d], initializer=tf.contrib.layers.xavier_initializer())

>>> import tensorflow as tf
>>> tf.compat.v1.get_variable_scope().name
''
"""
import tensorflow as tf


class Attention(tf.keras.layers.Layer):
    """Was ``tf.contrib.seq2seq.LuongAttention(units, memory)``.

    ``scope`` and ``reuse`` of the old function went; ``name=`` is left. Old code::

        attention(q, k, scope="a", reuse=tf.AUTO_REUSE)
    """

    def call(self, q, k):
        """softmax(q kᵀ) k, where it was ``tf.layers.dense(q, d) @ k``."""
        # tf.nn.softmax_cross_entropy_with_logits(logits=..., dim=-1) was here
        return tf.matmul(tf.nn.softmax(tf.matmul(q, k, transpose_b=True)), k)  # not tf.batch_matmul


'''
def attention(q, k, scope, reuse):
    with tf.variable_scope(scope, reuse=reuse):
        return tf.layers.dense(q, 4)
'''
