import os

import pytest

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")


@pytest.fixture(autouse=True)
def clean_session():
    import keras
    import tensorflow as tf

    tf.random.set_seed(0)
    yield
    keras.backend.clear_session()


def pytest_generate_tests(metafunc):
    if "training" in metafunc.fixturenames:
        metafunc.parametrize("training", [True, False])
