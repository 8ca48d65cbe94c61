import tensorflow as tf


class Vocabulary(tf.Module):
    def __init__(self, path, buckets=1):
        super().__init__(name="vocabulary")
        initializer = tf.lookup.TextFileInitializer(
            path,
            tf.string,
            tf.lookup.TextFileIndex.WHOLE_LINE,
            tf.int64,
            tf.lookup.TextFileIndex.LINE_NUMBER,
        )
        self.table = tf.lookup.StaticVocabularyTable(initializer, buckets)
        self.counts = tf.lookup.experimental.DenseHashTable(
            tf.int64, tf.int64, default_value=0, empty_key=-1, deleted_key=-2
        )

    @tf.function
    def __call__(self, text):
        tokens = tf.strings.split(tf.strings.lower(text))
        ids = tf.ragged.map_flat_values(self.table.lookup, tokens)
        self.counts.insert(ids.flat_values, tf.ones_like(ids.flat_values))
        return ids.to_tensor(default_value=0)


def constant_table():
    keys, values = tf.constant(["a", "b"]), tf.constant([0, 1], tf.int64)
    return tf.lookup.StaticHashTable(tf.lookup.KeyValueTensorInitializer(keys, values), -1)
