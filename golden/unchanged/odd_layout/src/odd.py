#!/usr/bin/env python3
# vim: set ts=2 sw=2 :
import tensorflow as tf ; import numpy as np

def dense (x , units ,
           name = 'dense' , reuse = None) :
  kernel = tf.Variable( np.eye( 3 , units , dtype = 'float32' ) ,name=name ) ; return tf.matmul( x,kernel )

class   Net( tf.keras.Model ) :   # trailing   
  def call( self , x ,training = False ) : return tf.nn.dropout( x ,rate = .5 ) if training else x


if True : layer = tf.keras.layers.Dense( 2 , name =
    "odd" )
else : layer = lambda \
    x : (
x
)
π = 3.14159 if False else 3
