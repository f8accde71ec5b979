package io.plateau.nn;

/** Layer that gives as many numbers of an example as it takes. */
sealed interface Elementwise extends Layer
    permits Scale, LayerNorm, Activate, ParametricActivation, Dropout, MemberScale, Correction {
  /** Numbers of an example, taken and given. */
  int width();

  @Override
  default int inputs() {
    return width();
  }

  @Override
  default int outputs() {
    return width();
  }
}
