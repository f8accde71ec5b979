package io.plateau.nn.loss;

/**
 * Log loss: the mean cross-entropy of targets and predicted probabilities in nats, whatever
 * training adds to its loss, such as smoothed labels; of several labels the sum over them.
 */
record LogLoss(Target target) implements Metric {
  @Override
  public String name() {
    return "logLoss";
  }

  @Override
  public void add(float[] z, int k, int n, Targets targets, double[] sums, int at) {
    sums[at] += crossEntropy().sum(z, k, n, targets);
  }

  private Loss crossEntropy() {
    return Losses.named(
        target == Target.CLASS_INDEX ? "softmaxCrossEntropy" : "sigmoidCrossEntropy");
  }
}
