class Session:
    def run(self, fetches, feed_dict=None):
        return fetches


class tensor:
    value = 3
    shape = [1, 2]


def get_shape(x):
    return x.shape[-1], x.get_shape, x.op.name, x.shape[0].value


def use(sess, dim):
    return sess.run(tensor.value, feed_dict={}), dim.value
