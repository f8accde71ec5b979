package io.plateau.nn.loss;

/**
 * Mean of |prediction − y| / |y| over outputs and examples (MAPE), a fraction: 0.1 is 10 %. Targets
 * of 0 have no such error and are left out.
 *
 * @param unit of standardized targets, in whose own unit it is measured, or null where they have it
 */
record MeanAbsolutePercentage(Link link, LabelUnit unit) implements Metric {
  @Override
  public String name() {
    return "mape";
  }

  /** The errors, and the weight of the terms. */
  @Override
  public int sums(int k) {
    return 2;
  }

  @Override
  public void add(float[] z, int k, int n, Targets targets, double[] sums, int at) {
    for (int j = 0; j < n; j++) {
      float weight = targets.weight(j);
      for (int i = 0; weight != 0 && i < k; i++) {
        double prediction = link.mean(z[j * k + i]);
        double y = targets.y()[j * k + i];
        if (unit != null) {
          prediction = unit.of(prediction, i);
          y = unit.of(y, i);
        }
        if (y != 0) {
          sums[at] += weight * Math.abs((prediction - y) / y);
          sums[at + 1] += weight;
        }
      }
    }
  }

  @Override
  public double value(double[] sums, int at, int k, double weight) {
    return sums[at] / sums[at + 1];
  }

  @Override
  public Metric in(LabelUnit other) {
    return new MeanAbsolutePercentage(link, other);
  }
}
