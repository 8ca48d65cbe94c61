"""The module file of a TFX pipeline."""
import tensorflow as tf
import tensorflow_transform as tft
from tfx_bsl.public import tfxio

LABEL = "tips"


def preprocessing_fn(inputs):
    outputs = {}
    for key in ("fare", "miles"):
        dense = tf.sparse.to_dense(tf.sparse.SparseTensor(inputs[key].indices, inputs[key].values, [-1, 1]))
        outputs[key + "_xf"] = tft.scale_to_z_score(tf.squeeze(dense, axis=1))
    outputs["company_xf"] = tft.compute_and_apply_vocabulary(inputs["company"], top_k=100, num_oov_buckets=2)
    outputs[LABEL] = tf.cast(tf.greater(inputs[LABEL], 0.2 * inputs["fare"]), tf.int64)
    return outputs


def input_fn(file_pattern, data_accessor, schema, batch_size=32):
    options = tfxio.TensorFlowDatasetOptions(batch_size=batch_size, label_key=LABEL)
    return data_accessor.tf_dataset_factory(file_pattern, options, schema)


def run_fn(fn_args):
    transform_output = tft.TFTransformOutput(fn_args.transform_graph_path)
    features = transform_output.transform_features_layer()
    model = tf.keras.Sequential([tf.keras.layers.Dense(1, name="logits")])
    model.tft_layer = features
    model.save(fn_args.serving_model_dir + "/model.keras")
