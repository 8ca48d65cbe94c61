import tensorflow as tf

from seq2seq import Seq2Seq


def translate(source, target):
  model = Seq2Seq(vocab=9)
  logits, greedy = model.build(source, target)
  loss = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=target, logits=logits)
  return {"loss": tf.reduce_mean(loss), "logits": logits, "greedy": greedy}
