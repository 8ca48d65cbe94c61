import numpy as np
import onnxruntime as ort
import tensorflow as tf
import tf2onnx


def to_onnx(model, path):
    spec = (tf.TensorSpec((None, 224, 224, 3), tf.float32, name="input"),)
    proto, _ = tf2onnx.convert.from_keras(model, input_signature=spec, opset=13, output_path=path)
    return [node.name for node in proto.graph.output]


class Session:
    """A session of ONNX Runtime, with TF1's way of running."""

    def __init__(self, path):
        self.sess = ort.InferenceSession(path, providers=["CPUExecutionProvider"])

    def run(self, fetches, feed_dict):
        return self.sess.run(fetches, {k: np.asarray(v, np.float32) for k, v in feed_dict.items()})


def lite(path, x):
    interpreter = tf.lite.Interpreter(model_path=path)
    interpreter.allocate_tensors()
    interpreter.set_tensor(interpreter.get_input_details()[0]["index"], x)
    interpreter.invoke()
    return interpreter.get_tensor(interpreter.get_output_details()[0]["index"])


with_session = Session("model.onnx")
print(with_session.run(["probabilities"], feed_dict={"input": [[0.0]]}))
