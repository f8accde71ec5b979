package io.plateau.ml.fit;

import io.plateau.math.ExactSum;
import io.plateau.nn.LabelType;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;

/**
 * What the pass over the rows finds: numbers of rows, widths, sums of labels and classes, and the
 * first complaint. One is filled in each partition; the driver adds them in the order of the
 * partitions. Sums are exact, so they do not depend on how the rows are split.
 */
public final class Measures implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Wider data are not searched for constant features. */
  static final int WIDEST_SEARCHED = 1 << 14;

  long seen;
  long trained;
  long validated;
  long skipped;
  long weightless;
  long firstUsed;
  int width;
  int outputs;
  String problem;
  long nonZeros;
  boolean sparse;
  public final ExactSum weight = new ExactSum();
  public final List<ExactSum> classes = new ArrayList<>();
  ExactSum[] labels = {};
  ExactSum[] squares = {};
  private float[] least;
  private float[] most;

  Measures(int width, int outputs) {
    this.width = width;
    this.outputs = outputs;
  }

  /** Counts a good row that is trained on. */
  void add(Row row, LabelType target) {
    double w = row.getDouble(2);
    if (w == 0) {
      weightless++;
      return;
    }
    trained++;
    weight.add(w);
    Vector features = Columns.features(row);
    sparse |= features instanceof SparseVector;
    nonZeros += features.numNonzeros();
    widen(features);
    switch (target) {
      case CLASS -> {
        int label = (int) row.getDouble(1);
        while (classes.size() <= label) {
          classes.add(new ExactSum());
        }
        classes.get(label).add(w);
      }
      case NUMBER -> addLabel(0, row.getDouble(1), w);
      case LABELS -> {}
      case NUMBERS -> {
        Vector label = row.getAs(1);
        for (int i = 0; i < label.size(); i++) {
          addLabel(i, label.apply(i), w);
        }
      }
    }
  }

  private void addLabel(int output, double label, double w) {
    if (labels.length <= output) {
      int before = labels.length;
      labels = Arrays.copyOf(labels, output + 1);
      squares = Arrays.copyOf(squares, output + 1);
      for (int i = before; i <= output; i++) {
        labels[i] = new ExactSum();
        squares[i] = new ExactSum();
      }
    }
    labels[output].add(w * label);
    squares[output].add(w * label * label);
  }

  private void widen(Vector features) {
    if (sparse || width > WIDEST_SEARCHED) {
      return;
    }
    if (least == null) {
      least = new float[width];
      most = new float[width];
      Arrays.fill(least, Float.POSITIVE_INFINITY);
      Arrays.fill(most, Float.NEGATIVE_INFINITY);
    }
    double[] values = features.toArray();
    for (int i = 0; i < width; i++) {
      least[i] = Math.min(least[i], (float) values[i]);
      most[i] = Math.max(most[i], (float) values[i]);
    }
  }

  /** Adds what another part of the rows, of the same widths, came to. */
  void add(Measures part) {
    seen += part.seen;
    trained += part.trained;
    validated += part.validated;
    skipped += part.skipped;
    weightless += part.weightless;
    nonZeros += part.nonZeros;
    sparse |= part.sparse;
    weight.add(part.weight);
    for (int i = 0; i < part.classes.size(); i++) {
      if (i == classes.size()) {
        classes.add(new ExactSum());
      }
      classes.get(i).add(part.classes.get(i));
    }
    if (labels.length == 0) {
      labels = part.labels;
      squares = part.squares;
    } else {
      for (int i = 0; i < part.labels.length; i++) {
        labels[i].add(part.labels[i]);
        squares[i].add(part.squares[i]);
      }
    }
    if (least == null) {
      least = part.least;
      most = part.most;
    } else if (part.least != null) {
      for (int i = 0; i < width; i++) {
        least[i] = Math.min(least[i], part.least[i]);
        most[i] = Math.max(most[i], part.most[i]);
      }
    }
  }

  /** Indices of features with one value in all rows; none where data are sparse or too wide. */
  int[] constants() {
    return sparse || least == null
        ? new int[0]
        : java.util.stream.IntStream.range(0, width).filter(i -> least[i] == most[i]).toArray();
  }

  /** Classes that have rows. */
  public long presentClasses() {
    return classes.stream().filter(sum -> sum.value() > 0).count();
  }

  /** Weighted mean of the labels of one output. */
  double mean(int output) {
    return labels[output].value() / weight.value();
  }

  /** Weighted standard deviation of the labels of one output, or 1 where they do not vary. */
  double deviation(int output) {
    double mean = mean(output);
    double square = squares[output].value() / weight.value();
    double variance = square - mean * mean;
    return variance > 1e-14 * square ? Math.sqrt(variance) : 1;
  }
}
