import os

import tensorflow as tf

FEATURES = {
    "image": tf.io.FixedLenFeature([], tf.string),
    "label": tf.io.FixedLenFeature([], tf.int64, default_value=-1),
    "boxes": tf.io.VarLenFeature(tf.float32),
}


def parse(serialized, size):
    example = tf.io.parse_single_example(serialized, FEATURES)
    image = tf.image.resize(tf.io.decode_jpeg(example["image"], channels=3), [size, size])
    boxes = tf.reshape(tf.sparse.to_dense(example["boxes"]), [-1, 4])
    return image / 255.0, {"label": example["label"], "boxes": boxes}


def input_fn(pattern, size=64, batch_size=8, training=True):
    files = tf.data.Dataset.list_files(pattern, shuffle=training)
    dataset = files.interleave(tf.data.TFRecordDataset, num_parallel_calls=tf.data.AUTOTUNE)
    if training:
        dataset = dataset.shuffle(1000).repeat()
    dataset = dataset.map(lambda s: parse(s, size), num_parallel_calls=tf.data.AUTOTUNE)
    options = tf.data.Options()
    options.deterministic = not training
    return dataset.ragged_batch(batch_size).with_options(options).prefetch(tf.data.AUTOTUNE)


def write(path, images):
    with tf.io.TFRecordWriter(path, tf.io.TFRecordOptions(compression_type="GZIP")) as writer:
        for image in images:
            value = tf.train.BytesList(value=[tf.io.encode_jpeg(image).numpy()])
            features = tf.train.Features(feature={"image": tf.train.Feature(bytes_list=value)})
            writer.write(tf.train.Example(features=features).SerializeToString())
    return os.path.getsize(path), tf.io.gfile.exists(path)
