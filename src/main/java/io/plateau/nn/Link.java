package io.plateau.nn;

import io.plateau.math.FloatMath;

/** How the mean of a target follows from an output. */
enum Link {
  IDENTITY {
    @Override
    float mean(float z) {
      return z;
    }
  },
  EXP {
    @Override
    float mean(float z) {
      return FloatMath.exp(z);
    }
  };

  abstract float mean(float z);
}
