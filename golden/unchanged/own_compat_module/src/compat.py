"""A project's compat module with nothing of TensorFlow in it."""


class tf:
    float32 = "float32"

    @staticmethod
    def placeholder(dtype):
        return dtype
