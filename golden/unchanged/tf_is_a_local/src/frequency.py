"""`tf` is the term frequency here."""
import math


def tf_idf(term, document, documents):
    tf = document.count(term)
    df = sum(term in d for d in documents)
    return tf * math.log(len(documents) / (1 + df))


def transforms(tf):
    return tf.get_variable("x"), tf.layers.dense, [tf.log(1) for tf in ()]
