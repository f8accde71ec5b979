package io.plateau.nn.loss;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measurement of a loss and of metrics: sums in one array, which parts of the rows add to.
 *
 * @param k outputs of the network
 */
public record Measurement(Loss loss, List<Metric> metrics, int k) implements Serializable {
  public Measurement {
    metrics = List.copyOf(metrics);
  }

  /** The number of sums: that of the loss, then those of each metric. */
  public int sums() {
    return 1 + metrics.stream().mapToInt(metric -> metric.sums(k)).sum();
  }

  /** <em>Adds into</em> the sums the terms of n examples. */
  public void add(float[] z, int n, Targets targets, double[] sums) {
    sums[0] += loss.sum(z, k, n, targets);
    int at = 1;
    for (Metric metric : metrics) {
      metric.add(z, k, n, targets, sums, at);
      at += metric.sums(k);
    }
  }

  /** The mean loss. */
  public double loss(double[] sums, double weight) {
    return sums[0] / weight;
  }

  /** The metrics by name. */
  public Map<String, Double> metrics(double[] sums, double weight) {
    Map<String, Double> values = new LinkedHashMap<>();
    int at = 1;
    for (Metric metric : metrics) {
      values.put(metric.name(), metric.value(sums, at, k, weight));
      at += metric.sums(k);
    }
    return values;
  }
}
