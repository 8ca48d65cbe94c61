import sentences
import stays


def model(words, x):
  return sentences.model(words), stays.model(x)
