import tensorflow as tf


def pipeline(files, batch):
    dataset = tf.data.TFRecordDataset(files)
    dataset = dataset.map(parse, num_parallel_calls=tf.data.AUTOTUNE)
    return dataset.shuffle(100).batch(batch, drop_remainder=True).prefetch(tf.data.AUTOTUNE)


def parse(record):
    features = {"image": tf.io.FixedLenFeature([], tf.string), "label": tf.io.FixedLenFeature([], tf.int64)}
    example = tf.io.parse_single_example(record, features)
    image = tf.image.decode_jpeg(example["image"], channels=3)
    return tf.image.resize(tf.cast(image, tf.float32) / 255.0, [8, 8]), example["label"]
