package io.plateau.evaluation;

/** Sums over rows of true and predicted numbers, by output. */
final class NumberTally implements OrderedSum.Tally<NumberTally> {
  private static final long serialVersionUID = 1;

  long rows;
  double weight;
  double weightSquares;
  final double[] squares;
  final double[] absolutes;
  final Moments[] actual;
  final Moments[] predicted;
  final Moments[] residual;

  NumberTally(int outputs) {
    squares = new double[outputs];
    absolutes = new double[outputs];
    actual = Moments.several(outputs);
    predicted = Moments.several(outputs);
    residual = Moments.several(outputs);
  }

  void count(double[] label, double[] prediction, double w) {
    rows++;
    weight += w;
    weightSquares += w * w;
    for (int o = 0; o < squares.length; o++) {
      double r = prediction[o] - label[o];
      squares[o] += w * r * r;
      absolutes[o] += w * Math.abs(r);
      actual[o].count(label[o], w);
      predicted[o].count(prediction[o], w);
      residual[o].count(r, w);
    }
  }

  /**
   * The coefficient of determination of an output, {@code 1 − Σw·r² / (v·(Σw − 1))}, where v =
   * Σw·(y − mean)² / (Σw − Σw²/Σw) is the variance of the labels; not finite where they do not
   * vary. The definition for weighted rows is that of Spark's RegressionMetrics.
   */
  double r2(int output) {
    double variance = actual[output].squares / (weight - weightSquares / weight);
    return 1 - squares[output] / (variance * (weight - 1));
  }

  @Override
  public void add(NumberTally other) {
    rows += other.rows;
    weight += other.weight;
    weightSquares += other.weightSquares;
    for (int o = 0; o < squares.length; o++) {
      squares[o] += other.squares[o];
      absolutes[o] += other.absolutes[o];
      actual[o].add(other.actual[o]);
      predicted[o].add(other.predicted[o]);
      residual[o].add(other.residual[o]);
    }
  }
}
