from network import Network


class Small(Network):

    def setup(self):
        (self.feed("data")
             .conv(3, 3, 5, 1, padding="VALID", relu=False, name="conv1")
             .prelu(name="prelu1")
             .max_pool(2, 2, name="pool1")
             .conv(3, 3, 4, 2, biased=False)
             .fc(6, name="fc1")
             .prelu()
             .fc(3, relu=False, name="scores"))
        (self.feed("prelu1")
             .conv(1, 1, 2, 1, relu=False, name="conv4-2"))


class Frozen(Network):

    def setup(self):
        self.feed("data").fc(4, name="out").scoped(3, name="last").noted(2, name="noted")


def classify(images):
    net = Small({"data": images})
    frozen = Frozen({"data": net.layers["scores"]}, trainable=False)
    return net.layers["scores"], net.get_output(), frozen.get_output(), frozen.block(3, "block")
