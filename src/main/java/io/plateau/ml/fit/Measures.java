package io.plateau.ml.fit;

import io.plateau.math.ExactSum;
import io.plateau.math.Moments;
import io.plateau.nn.loss.LabelType;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * Statistics of the rows of a fit: numbers of rows, widths, weights of classes, the range of the
 * labels, and the first row that is wrong. Each partition gives one; the driver adds them in the
 * order of the partitions. Sums are exact, so they do not depend on how the rows are split.
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

  /** Weights of the training rows by class, up to the last class that any row has. */
  public final List<ExactSum> classes = new ArrayList<>();

  /** Of the labels of a regression, in training rows of positive weight. */
  Moments.Range labels;

  private float[] least;
  private float[] most;

  Measures(int width, int outputs) {
    this.width = width;
    this.outputs = outputs;
  }

  /** Of the blocks of a partition, up to the first row that is wrong. */
  static Measures of(Iterator<RowBlock> blocks, LabelType target) {
    Measures all = new Measures(0, 0);
    while (blocks.hasNext() && all.problem == null) {
      all.add(blocks.next(), target);
    }
    return all;
  }

  private void add(RowBlock block, LabelType target) {
    width = block.width;
    outputs = target.isVector() ? block.targets : 0;
    if (firstUsed == 0 && block.firstUsed > 0) {
      firstUsed = seen + block.firstUsed;
    }
    seen += block.seen;
    skipped += block.skipped;
    problem = block.problem;
    sparse |= block.starts != null;
    if (labels == null && (target == LabelType.NUMBER || target == LabelType.NUMBERS)) {
      labels = new Moments.Range(block.targets);
    }
    for (int row = 0; row < block.rows; row++) {
      if (target == LabelType.CLASS) {
        reach((int) block.labels[row]);
      }
      if (block.validation[row]) {
        validated++;
      } else {
        add(block, row, target);
      }
    }
  }

  private void add(RowBlock block, int row, LabelType target) {
    double w = block.weights[row];
    if (w == 0) {
      weightless++;
      return;
    }
    trained++;
    weight.add(w);
    for (int t = 0; labels != null && t < block.targets; t++) {
      labels.add(t, block.labels[row * block.targets + t]);
    }
    int count = 0;
    for (int i = block.start(row); i < block.start(row + 1); i++) {
      count += block.values[i] == 0 ? 0 : 1;
    }
    nonZeros += count;
    widen(block.values, block.start(row));
    if (target == LabelType.CLASS) {
      classes.get((int) block.labels[row]).add(w);
    }
  }

  private void reach(int label) {
    while (classes.size() <= label) {
      classes.add(new ExactSum());
    }
  }

  private void widen(float[] values, int at) {
    if (sparse || width > WIDEST_SEARCHED) {
      return;
    }
    if (least == null) {
      least = new float[width];
      most = new float[width];
      Arrays.fill(least, Float.POSITIVE_INFINITY);
      Arrays.fill(most, Float.NEGATIVE_INFINITY);
    }
    for (int i = 0; i < width; i++) {
      least[i] = Math.min(least[i], values[at + i]);
      most[i] = Math.max(most[i], values[at + i]);
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
    reach(part.classes.size() - 1);
    for (int i = 0; i < part.classes.size(); i++) {
      classes.get(i).add(part.classes.get(i));
    }
    if (labels == null) {
      labels = part.labels;
    } else if (part.labels != null) {
      labels.add(part.labels);
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

  /** Classes that have training rows of positive weight. */
  public long presentClasses() {
    return classes.stream().filter(sum -> sum.value() > 0).count();
  }
}
