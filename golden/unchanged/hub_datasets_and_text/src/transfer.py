import tensorflow as tf
import tensorflow_datasets as tfds
import tensorflow_hub as hub
import tensorflow_text as text


def datasets(batch_size=8):
    (train, test), info = tfds.load("imdb_reviews", split=["train", "test"], as_supervised=True, with_info=True)
    return train.shuffle(100).batch(batch_size), test.batch(batch_size), info.features["label"].num_classes


class Classifier(tf.keras.Model):
    def __init__(self, handle, classes):
        super().__init__()
        self.tokenizer = text.BertTokenizer("vocab.txt", lower_case=True)
        self.encoder = hub.load(handle)
        self.embed = hub.KerasLayer(handle, trainable=True, name="encoder")
        self.head = tf.keras.layers.Dense(classes)

    def call(self, sentences, training=False):
        tokens = self.tokenizer.tokenize(sentences).merge_dims(-2, -1)
        ids, mask = text.pad_model_inputs(tokens, max_seq_length=16)
        return self.head(self.embed({"ids": ids, "mask": mask}, training=training)["pooled_output"])
