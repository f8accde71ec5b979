package io.plateau.evaluation;

/**
 * What is counted of rows with several yes-or-no labels. Arrays by label, then by bucket of the
 * probability given to yes.
 */
final class LabelTally implements OrderedSum.Tally<LabelTally> {
  private static final long serialVersionUID = 1;
  private static final int BITS = 4;

  final int labels;
  long rows;
  double weight;

  /** Rows with all labels right. */
  double exact;

  /** Labels, over all rows, that are wrong. */
  double wrong;

  final double[] both;
  final double[] actual;
  final double[] predicted;

  /** Of a label the rows that have it, and all; null without probabilities or with many labels. */
  final double[][] positives;

  final double[][] all;

  LabelTally(int labels, boolean probabilities) {
    this.labels = labels;
    this.both = new double[labels];
    this.actual = new double[labels];
    this.predicted = new double[labels];
    boolean curves = probabilities && labels <= ClassTally.MOST_WITH_CURVES;
    int buckets = new FloatBuckets(BITS).probabilities();
    this.positives = curves ? new double[labels][buckets] : null;
    this.all = curves ? new double[labels][buckets] : null;
  }

  /**
   * Counts a row.
   *
   * @param label 1 where it has the label, else 0
   * @param prediction likewise
   * @param probability of yes, or null
   */
  void count(double[] label, double[] prediction, double[] probability, double w) {
    rows++;
    weight += w;
    int different = 0;
    for (int l = 0; l < labels; l++) {
      boolean has = label[l] == 1;
      boolean said = prediction[l] == 1;
      actual[l] += has ? w : 0;
      predicted[l] += said ? w : 0;
      both[l] += has && said ? w : 0;
      different += has == said ? 0 : 1;
    }
    wrong += different * w;
    exact += different == 0 ? w : 0;
    if (all != null) {
      FloatBuckets buckets = new FloatBuckets(BITS);
      for (int l = 0; l < labels; l++) {
        int bucket = buckets.ofProbability(probability[l]);
        all[l][bucket] += w;
        positives[l][bucket] += label[l] == 1 ? w : 0;
      }
    }
  }

  @Override
  public void add(LabelTally other) {
    rows += other.rows;
    weight += other.weight;
    exact += other.exact;
    wrong += other.wrong;
    ClassTally.add(both, other.both);
    ClassTally.add(actual, other.actual);
    ClassTally.add(predicted, other.predicted);
    for (int l = 0; all != null && l < labels; l++) {
      ClassTally.add(all[l], other.all[l]);
      ClassTally.add(positives[l], other.positives[l]);
    }
  }
}
