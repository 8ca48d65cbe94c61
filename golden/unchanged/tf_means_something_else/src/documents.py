import math
from collections import Counter


def tf_idf(documents):
    df = Counter(word for words in documents for word in set(words))
    for words in documents:
        tf = Counter(words)
        total = tf.total() or 1
        yield {w: tf.get(w, 0) / total * math.log(len(documents) / df[w]) for w in tf.keys()}
