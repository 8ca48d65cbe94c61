import tensorflow as tf
from migrate import compat_scope

import decoder


def score(events, following):
    """How well `events` are predicted, and the scores of what follows them."""
    settings = decoder.Settings()
    first = compat_scope.get_layer(decoder.Decoder, settings, name='decoder')(events)
    losses = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=events[:, 1:], logits=first['scores'][:, :-1])
    rest = compat_scope.get_layer(
        decoder.Decoder, settings=settings, name='decoder', reuse=True
    )(following, first['memory'])
    return tf.exp(tf.reduce_mean(losses)), rest['scores'], first['memory']
