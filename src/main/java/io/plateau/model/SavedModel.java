package io.plateau.model;

import io.plateau.nn.TrainedNetwork;
import io.plateau.nn.loss.LabelType;
import io.plateau.table.FittedTable;
import java.util.List;
import java.util.Optional;

/**
 * Everything that a prediction follows from: the columns that a row has, the network, and the names
 * of its outputs. Free of Spark, so that a model can be asked where there is no cluster.
 *
 * @param table makes the network's features of a row; empty where rows are vectors of features
 * @param network with its weights
 * @param labels names of the classes by index, or of the labels of a network with several; empty
 *     where they have no names
 * @param thresholds of the classes or labels, as spark.ml has them: the class with the largest
 *     probability / threshold is predicted, or each label with a probability above its threshold;
 *     empty for the likeliest class, and for labels above 0.5
 */
public record SavedModel(
    Optional<FittedTable> table,
    TrainedNetwork network,
    List<String> labels,
    List<Double> thresholds) {
  public SavedModel {
    labels = List.copyOf(labels);
    thresholds = List.copyOf(thresholds);
    if (table.isPresent() && table.get().width() != network.inputs()) {
      throw new IllegalArgumentException(
          "the columns give %d numbers, but the network takes %d"
              .formatted(table.get().width(), network.inputs()));
    }
    int classes = classes(network);
    // A label that has one value in all training rows is predicted by a network of two outputs
    if (labels.size() > classes) {
      throw new IllegalArgumentException(
          "there are %d labels for %d outputs".formatted(labels.size(), classes));
    }
    if (!thresholds.isEmpty() && thresholds.size() != classes) {
      throw new IllegalArgumentException(
          "thresholds must have one for each of %d classes, got %s".formatted(classes, thresholds));
    }
  }

  /** Whether one of several classes is predicted. */
  public boolean predictsClass() {
    return network.target() == LabelType.CLASS;
  }

  /** Whether each output is a label of its own, which applies or does not. */
  public boolean predictsLabels() {
    return network.target() == LabelType.LABELS;
  }

  /**
   * Classes, labels or numbers that are predicted. A network of one output tells two classes apart.
   */
  public int predictions() {
    return classes(network);
  }

  /** Classes, labels or numbers that a network predicts. */
  static int classes(TrainedNetwork network) {
    return network.target() == LabelType.CLASS ? Math.max(2, network.outputs()) : network.outputs();
  }
}
