package io.plateau.evaluation;

/** What can go wrong with a layer's activation. */
enum LayerKind {
  /** Units that give 0 for every row get no gradient and stay so. */
  RECTIFIED,
  /** Outputs near 0 and 1, where the derivative a(1 − a) is below a twentieth of its largest. */
  SIGMOID,
  /** Outputs near −1 and 1, where the derivative 1 − a² is below a twentieth. */
  TANH,
  /** Nothing of the kind. */
  OTHER;

  private static final double SHARE = 0.05;

  static LayerKind of(String activation) {
    return switch (activation) {
      case "relu" -> RECTIFIED;
      case "sigmoid" -> SIGMOID;
      case "tanh" -> TANH;
      default -> OTHER;
    };
  }

  boolean saturated(float a) {
    return switch (this) {
      case SIGMOID -> 4 * a * (1 - a) < SHARE;
      case TANH -> 1 - a * a < SHARE;
      default -> false;
    };
  }

  boolean canSaturate() {
    return this == SIGMOID || this == TANH;
  }
}
