import tensorflow as tf


@tf.function
def augment(image, seed):
    image = tf.image.convert_image_dtype(image, tf.float32)
    image = tf.image.stateless_random_crop(image, [24, 24, 3], seed=seed)
    image = tf.image.stateless_random_flip_left_right(image, seed=seed)
    image = tf.image.resize_with_crop_or_pad(image, 32, 32)
    return tf.image.resize(image, [16, 16], method=tf.image.ResizeMethod.BICUBIC, antialias=True)


def spectrogram(waveform):
    stft = tf.signal.stft(waveform, frame_length=255, frame_step=128)
    return tf.abs(stft)[..., tf.newaxis]


def ngrams(lines):
    words = tf.strings.split(tf.strings.regex_replace(lines, r"[^\w\s]", ""))
    return tf.strings.ngrams(words, 2, separator=" "), tf.strings.unicode_decode(lines, "UTF-8")


rng = tf.random.experimental.create_rng_state(1, "philox")
print(augment(tf.zeros([28, 28, 3], tf.uint8), [1, 2]).shape, spectrogram(tf.zeros([512])).shape, rng.shape)
