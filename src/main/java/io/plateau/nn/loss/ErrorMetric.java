package io.plateau.nn.loss;

/** Mean over outputs and examples of a function of prediction and target. */
interface ErrorMetric extends MeanMetric {
  /** From outputs to predictions; not softmax. */
  Link link();

  double error(double prediction, double y);

  @Override
  default boolean hasUnitOfTarget() {
    return true;
  }

  @Override
  default Metric in(LabelUnit unit) {
    return new OfStandardized(this, unit);
  }

  @Override
  default double example(float[] z, int k, float[] y, int j) {
    double errors = 0;
    for (int i = j * k; i < (j + 1) * k; i++) {
      errors += error(link().mean(z[i]), y[i]);
    }
    return errors;
  }

  /** The errors of standardized targets, and of predictions of them, in the targets' own unit. */
  record OfStandardized(ErrorMetric metric, LabelUnit unit) implements MeanMetric {
    @Override
    public String name() {
      return metric.name();
    }

    @Override
    public boolean hasUnitOfTarget() {
      return true;
    }

    @Override
    public double example(float[] z, int k, float[] y, int j) {
      double errors = 0;
      for (int i = 0; i < k; i++) {
        double prediction = metric.link().mean(z[j * k + i]);
        errors += metric.error(unit.of(prediction, i), unit.of(y[j * k + i], i));
      }
      return errors;
    }

    @Override
    public double ofMean(double mean) {
      return metric.ofMean(mean);
    }
  }

  /** Mean of |prediction − y|, in the unit of the target. */
  record MeanAbsolute(Link link) implements ErrorMetric {
    @Override
    public String name() {
      return "mae";
    }

    @Override
    public double error(double prediction, double y) {
      return Math.abs(prediction - y);
    }
  }

  /** Root {@code √(mean of (prediction − y)²)}, in the unit of the target. */
  record RootMeanSquared(Link link) implements ErrorMetric {
    @Override
    public String name() {
      return "rmse";
    }

    @Override
    public double error(double prediction, double y) {
      return (prediction - y) * (prediction - y);
    }

    @Override
    public double ofMean(double mean) {
      return Math.sqrt(mean);
    }
  }
}
