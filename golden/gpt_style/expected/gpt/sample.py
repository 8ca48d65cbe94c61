import numpy as np
import tensorflow as tf
from migrate import compat_scope

from gpt import model

tf.compat.v1.disable_v2_behavior()


def top_k_logits(logits, k):
    if k == 0:
        return logits

    def _top_k():
        values, _ = tf.nn.top_k(logits, k=k)
        min_values = values[:, -1, tf.newaxis]
        return tf.compat.v1.where(logits < min_values, tf.ones_like(logits, dtype=logits.dtype) * -1e10, logits)

    return tf.compat.v1.cond(tf.equal(k, 0), lambda: logits, lambda: _top_k())


def sample_sequence(*, hparams, length, context, temperature=1, top_k=3):
    def step(tokens, past=None):
        lm_output = model.model(hparams=hparams, X=tokens, past=past, reuse=compat_scope.AUTO_REUSE)
        presents = lm_output['present']
        presents.set_shape(model.past_shape(hparams=hparams, batch_size=1))
        return {'logits': lm_output['logits'], 'presents': presents}

    with compat_scope.name_scope('sample_sequence'):
        context_output = step(context[:, :-1])

        def body(past, prev, output):
            next_outputs = step(prev[:, tf.newaxis], past=past)
            logits = next_outputs['logits'][:, -1, :] / tf.cast(temperature, tf.float32, name="ToFloat")
            logits = top_k_logits(logits, k=top_k)
            samples = tf.argmax(logits, axis=1, output_type=tf.int32)
            return [
                tf.concat([past, next_outputs['presents']], axis=-2),
                samples,
                tf.concat([output, samples[:, tf.newaxis]], axis=1),
            ]

        def cond(*args):
            return True

        _, _, tokens = compat_scope.while_loop(
            cond=cond, body=body,
            maximum_iterations=length,
            loop_vars=[context_output['presents'], context[:, -1], context],
            shape_invariants=[
                tf.TensorShape(model.past_shape(hparams=hparams, batch_size=1)),
                tf.TensorShape([1]),
                tf.TensorShape([1, None]),
            ],
            back_prop=False,
        )
        return tokens


def generate(checkpoint, tokens):
    hparams = model.default_hparams()
    with tf.compat.v1.Session(graph=tf.Graph()) as sess:
        context = tf.compat.v1.placeholder(tf.int32, [1, None])
        np.random.seed(3)
        tf.compat.v1.set_random_seed(3)
        output = sample_sequence(hparams=hparams, length=4, context=context)
        saver = tf.compat.v1.train.Saver()
        saver.restore(sess, checkpoint)
        return sess.run(output, feed_dict={context: tokens})
