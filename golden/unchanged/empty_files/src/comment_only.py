# import tensorflow as tf
