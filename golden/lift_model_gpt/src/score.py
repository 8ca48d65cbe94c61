import tensorflow as tf

import decoder


def score(events, following):
    """How well `events` are predicted, and the scores of what follows them."""
    settings = decoder.Settings()
    first = decoder.decoder(settings, events)
    losses = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=events[:, 1:], logits=first['scores'][:, :-1])
    rest = decoder.decoder(settings=settings, events=following, memory=first['memory'], reuse=True)
    return tf.exp(tf.reduce_mean(losses)), rest['scores'], first['memory']
