package io.plateau.nn;

/**
 * What training makes small: a sum over examples of weight × loss, with its derivative by the
 * network's outputs (logits). Sums, never means: the one division by the total weight is made where
 * the parts of all shards have come together.
 *
 * <p>Outputs {@code z (k×n)} and targets {@code y} are column-major, a column is an example.
 */
public interface Loss extends java.io.Serializable {
  /** The name in job files and parameters, such as {@code softmaxCrossEntropy}. */
  String name();

  /** Numbers a target consists of for {@code k} outputs: 1 where it is a class index, else k. */
  int targets(int k);

  /**
   * The weighted sum of the loss over n examples; <em>overwrites</em> {@code dz} with weight ×
   * ∂loss/∂z unless it is null.
   *
   * @param weights of the examples, or null where each weighs 1
   */
  double sum(float[] z, int k, int n, float[] y, float[] weights, float[] dz);

  /** What is measured beside the loss on rows set apart; the first is the main one. */
  java.util.List<Metric> metrics();

  /** Overwrites logits with predictions: probabilities, means, rates. */
  void predict(float[] z, int k, int n);
}
