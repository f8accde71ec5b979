package io.plateau.ml.fit;

import io.plateau.math.ExactSum;
import io.plateau.math.Moments;
import io.plateau.nn.loss.LabelType;
import io.plateau.spec.ClassRows;
import io.plateau.spec.ClassShares;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

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

  /** Training rows of positive weight by class; may be longer than there are classes. */
  private long[] trainedOf = {};

  /** Validation rows of positive weight by class; as long as {@link #trainedOf}. */
  private long[] validatedOf = {};

  /** Of the labels of a regression, in training rows of positive weight. */
  Moments.Range labels;

  /** Features of the first training row of positive weight; null before it. */
  private float[] first;

  /** Features that are as in the first row in all rows so far, ascending. */
  private int[] constant = {};

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
    boolean numbers = target == LabelType.NUMBER || target == LabelType.NUMBERS;
    if (labels == null && numbers && block.rows > 0) { // of no row the width is not known
      labels = new Moments.Range(block.targets);
    }
    for (int row = 0; row < block.rows; row++) {
      if (target == LabelType.CLASS) {
        reach((int) block.labels[row]);
      }
      if (block.validation[row]) {
        validated++;
        if (target == LabelType.CLASS && block.weights[row] > 0) {
          validatedOf[(int) block.labels[row]]++;
        }
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
    compare(block.values, block.start(row));
    if (target == LabelType.CLASS) {
      classes.get((int) block.labels[row]).add(w);
      trainedOf[(int) block.labels[row]]++;
    }
  }

  private void reach(int label) {
    while (classes.size() <= label) {
      classes.add(new ExactSum());
    }
    if (trainedOf.length <= label) {
      trainedOf = Arrays.copyOf(trainedOf, 2 * label + 1);
      validatedOf = Arrays.copyOf(validatedOf, 2 * label + 1);
    }
  }

  private void compare(float[] values, int at) {
    if (sparse || width > WIDEST_SEARCHED) {
      return;
    }
    if (first == null) {
      first = Arrays.copyOfRange(values, at, at + width);
      constant = IntStream.range(0, width).toArray();
    }
    keepConstant(values, at);
  }

  /** Most features soon vary, and are not looked at again. */
  private void keepConstant(float[] values, int at) {
    int kept = 0;
    for (int i : constant) {
      if (values[at + i] == first[i]) {
        constant[kept++] = i;
      }
    }
    constant = kept < constant.length ? Arrays.copyOf(constant, kept) : constant;
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
      trainedOf[i] += part.trainedOf[i];
      validatedOf[i] += part.validatedOf[i];
    }
    if (labels == null) {
      labels = part.labels;
    } else if (part.labels != null) {
      labels.add(part.labels);
    }
    if (first == null) {
      first = part.first;
      constant = part.constant;
    } else if (part.first != null) {
      constant = Arrays.stream(constant).filter(part::isConstant).toArray();
      keepConstant(part.first, 0);
    }
  }

  private boolean isConstant(int feature) {
    return Arrays.binarySearch(constant, feature) >= 0;
  }

  /** Indices of features with one value in all rows; none where data are sparse or too wide. */
  int[] constants() {
    return sparse ? new int[0] : constant;
  }

  /** Classes that have training rows of positive weight. */
  public long presentClasses() {
    return classes.stream().filter(sum -> sum.value() > 0).count();
  }

  /** Frequencies of the classes of rows that are not weighted. */
  ClassShares shares(int count) {
    return ClassShares.of(count, classes.stream().mapToDouble(ExactSum::value));
  }

  /**
   * Numbers of rows by class.
   *
   * @param known names of the first classes; others are named by their numbers
   */
  ClassRows classRows(List<String> known) {
    List<String> names =
        IntStream.range(0, classes.size())
            .mapToObj(c -> c < known.size() ? known.get(c) : Integer.toString(c))
            .toList();
    return new ClassRows(names, trainedOf, validatedOf);
  }
}
