#!/usr/bin/env python3
"""Exports a model for serving and for mobile; reads it back."""
import argparse
import pathlib

import tensorflow as tf


class Serving(tf.Module):
    def __init__(self, model, labels):
        super().__init__()
        self.model = model
        self.labels = tf.saved_model.Asset(labels)

    @tf.function(input_signature=[tf.TensorSpec([None], tf.string, name="images")])
    def serving_default(self, images):
        decode = lambda s: tf.image.resize(tf.io.decode_image(s, expand_animations=False), [32, 32])
        x = tf.map_fn(decode, images, fn_output_signature=tf.float32)
        return {"probabilities": tf.nn.softmax(self.model(x / 255.0, training=False))}


def export(model, labels, out: pathlib.Path):
    module = Serving(model, labels)
    tf.saved_model.save(module, str(out / "1"), signatures={"serving_default": module.serving_default})
    loaded = tf.saved_model.load(str(out / "1"))
    print(sorted(loaded.signatures), loaded.signatures["serving_default"].structured_outputs)

    converter = tf.lite.TFLiteConverter.from_saved_model(str(out / "1"))
    converter.optimizations = [tf.lite.Optimize.DEFAULT]
    converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS, tf.lite.OpsSet.SELECT_TF_OPS]
    (out / "model.tflite").write_bytes(converter.convert())


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", required=True)
    args = parser.parse_args()
    export(tf.keras.models.load_model(args.model), "labels.txt", pathlib.Path("export"))
