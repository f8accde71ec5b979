package io.plateau.evaluation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plateau.math.FloatBuckets;
import io.plateau.nn.loss.ClassCounts;
import io.plateau.nn.loss.RocArea;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * Tally of answers by name, of a class or of a label that a row has or not. Curves count rows by
 * bucket of the probability given to the name.
 */
abstract class AnswerTally extends Tally {
  private static final long serialVersionUID = 1;

  /** Up to here every name has a curve. */
  private static final int MOST_WITH_CURVES = 200;

  private static final double LEAST_PROBABILITY = 1e-15;

  private final int bits;

  /** The weighted sum of −log of the probability given to the truth. */
  final double[] logLoss = {0};

  /** The weighted sum of the squared errors of probabilities. */
  final double[] brier = {0};

  /** Weight of the rows that are of a name and were given it. */
  final double[] right;

  /** Weight of the rows that are of a name. */
  final double[] actual;

  /** Weight of the rows that were given a name. */
  final double[] predicted;

  /** Rows of a name, by bucket; null without curves or where another name tells all. */
  private final double[][] positives;

  private final double[][] all;

  /**
   * @param first name with a curve
   * @param members whether rows have the spread of members
   */
  AnswerTally(List<String> names, int first, boolean members) {
    super(names, members ? 1 : 0);
    int n = names.size();
    this.bits = n <= MOST_WITH_CURVES ? RocArea.bits(n) : 0;
    this.right = new double[n];
    this.actual = new double[n];
    this.predicted = new double[n];
    this.positives = new double[n][];
    this.all = new double[n][];
    for (int i = first; i < n && bits > 0; i++) {
      positives[i] = new double[new FloatBuckets(bits).probabilities()];
      all[i] = new double[positives[i].length];
    }
  }

  /** Counts the probability that a row is of a name. */
  final void countProbability(int name, double probability, boolean isOfIt, double w) {
    if (all[name] != null) {
      int bucket = new FloatBuckets(bits).ofProbability(probability);
      all[name][bucket] += w;
      positives[name][bucket] += isOfIt ? w : 0;
    }
  }

  /** A probability far enough from 0 and 1 that both it and its complement have a logarithm. */
  static double clipped(double probability) {
    return Math.min(1 - LEAST_PROBABILITY, Math.max(LEAST_PROBABILITY, probability));
  }

  @Override
  Stream<double[]> arrays() {
    Stream<double[]> curves = Stream.of(all, positives).flatMap(Arrays::stream);
    return Stream.of(
            Stream.of(right, actual, predicted, logLoss, brier),
            curves.filter(Objects::nonNull),
            spreadArrays())
        .flatMap(arrays -> arrays);
  }

  /** The counts that precision, recall and F1 follow from. */
  final ClassCounts counts() {
    return new ClassCounts(right, actual, predicted);
  }

  /** Puts the mean area under the ROC curves of the names, where it is known. */
  final void putAuc(BiConsumer<String, Double> into) {
    double[] areas = new double[names.size()];
    for (int i = 0; i < areas.length; i++) {
      areas[i] = all[i] == null ? Double.NaN : RocArea.of(positives[i], all[i]);
    }
    double auc = RocArea.mean(areas);
    if (!Double.isNaN(auc)) {
      into.accept("auc", auc);
    }
  }

  /** <em>Adds</em> the measures of each name to a report, and the curves of those with an area. */
  final void put(ObjectNode report, String key) {
    ArrayNode each = report.putArray(key);
    ClassCounts counts = counts();
    for (int i = 0; i < names.size(); i++) {
      each.addObject()
          .put("label", names.get(i))
          .put("support", actual[i])
          .put("precision", counts.precision(i))
          .put("recall", counts.recall(i))
          .put("f1", counts.f1(i));
    }
    ArrayNode curves = bits > 0 ? report.putArray("curves") : null;
    for (int i = 0; i < names.size(); i++) {
      if (all[i] != null && !Double.isNaN(RocArea.of(positives[i], all[i]))) {
        Curve.of(positives[i], all[i]).put(curves.addObject().put("label", names.get(i)));
      }
    }
  }
}
