import mxnet as mx


def conv_bn(data, filters, name, reuse=None):
    weight = mx.sym.Variable(name + "_weight", init=mx.init.Xavier())
    x = mx.sym.Convolution(data, weight=weight, num_filter=filters, kernel=(3, 3), name=name)
    x = mx.sym.BatchNorm(x, fix_gamma=False, eps=2e-5, momentum=0.9, name=name + "_bn")
    return mx.sym.Activation(x, act_type="relu")


def get_symbol(classes, depth=3):
    with mx.name.Prefix("net_"), mx.AttrScope(ctx_group="stage1"):
        x = mx.sym.Variable("data")
        for i in range(depth):
            x = conv_bn(x, 2**i, "conv%d" % i)
        x = mx.sym.FullyConnected(mx.sym.Flatten(x), num_hidden=classes, name="fc")
        return mx.sym.SoftmaxOutput(x, name="softmax")
