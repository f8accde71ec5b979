package io.plateau.score;

import io.plateau.model.Decision;
import io.plateau.model.LocalFiles;
import io.plateau.model.SavedModel;
import io.plateau.model.SavedModelReader;
import io.plateau.model.ZippedFiles;
import io.plateau.nn.MemberPredictions;
import io.plateau.nn.loss.Link;
import io.plateau.table.FittedColumn;
import io.plateau.table.FittedTable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A saved model that answers without Spark: for one row in microseconds, for many in blocks.
 *
 * <p>It is safe for use by many threads. Predictions are those of the model on Spark, up to the
 * rounding of sums of 32-bit floats.
 */
public final class Scorer {
  /** Rows that take the weights from the processor's cache together. */
  private static final int BLOCK = 16;

  private static final double[] NO_SPREAD = {};

  private final SavedModel model;
  private final Decision decision;
  private final Encoding encoding;
  private final Link link;
  private final int features;
  private final int outputs;
  private final int members;
  private final boolean[] takesMissing;
  private final Step[] toMembers;
  private final Step[] fromMembers;
  private final MemoryPool memories = new MemoryPool();

  /** Ids of memory that no step has: features of rows, predictions of a row. */
  private final int rowsId;

  private final int answerId;

  private Scorer(SavedModel model) {
    this.model = model;
    decision = Decision.of(model);
    encoding = model.table().isPresent() ? new Encoding(model.table().get()) : null;
    link = model.network().loss().link();
    features = model.network().inputs();
    outputs = model.network().outputs();
    members = model.network().network().members();
    takesMissing = Encoding.takesMissing(model.network().network());
    Program program = new Program(model.network());
    toMembers = program.toMembers().toArray(new Step[0]);
    fromMembers = program.fromMembers().toArray(new Step[0]);
    rowsId = program.ids();
    answerId = program.ids() + 1;
  }

  /** The scorer of a model. */
  public static Scorer of(SavedModel model) {
    return new Scorer(model);
  }

  /**
   * Reads a model and verifies its files.
   *
   * @param path the folder of a run, of a saved pipeline or of a saved model, or a zip file of one
   * @throws io.plateau.store.DamagedFileException where a file is not what was written
   * @throws IOException where there is no model, or one with a stage that needs Spark
   */
  public static Scorer load(Path path) throws IOException {
    if (Files.isRegularFile(path)) {
      try (InputStream zip = Files.newInputStream(path)) {
        return load(zip, path.toString());
      }
    }
    return of(SavedModelReader.read(new LocalFiles(path)));
  }

  /**
   * Reads a model from a zip file of its folder, such as a resource of an application, and verifies
   * its files. Does not close the stream.
   *
   * @throws IOException as {@link #load(Path)}
   */
  public static Scorer load(InputStream zip) throws IOException {
    return load(zip, "zip file");
  }

  private static Scorer load(InputStream zip, String path) throws IOException {
    return of(SavedModelReader.read(ZippedFiles.read(zip, path)));
  }

  /** What the predictions follow from. */
  public SavedModel model() {
    return model;
  }

  /** The names of the columns of a row; empty for a model of feature vectors. */
  public List<String> columns() {
    return model.table().map(FittedTable::columns).orElse(List.of()).stream()
        .map(FittedColumn::name)
        .toList();
  }

  /** The names of the classes or labels by index; empty where they have none. */
  public List<String> labels() {
    return model.labels();
  }

  /** Length of an array of features. */
  public int features() {
    return features;
  }

  /** Length of an answer: of the probabilities of classes or labels, or of the numbers. */
  public int predictions() {
    return model.predictions();
  }

  /**
   * The prediction for a row of named values.
   *
   * @param row by column: numbers, booleans, strings, dates and times of {@code java.time} (a
   *     number is the seconds since 1970), arrays of numbers; null or absent where missing. Other
   *     keys have no effect.
   * @throws IllegalArgumentException for a value that is not of its column's type, and where the
   *     model's rules for missing and unseen values do not let the row pass
   */
  public Score score(Map<String, ?> row) {
    if (encoding == null) {
      throw new IllegalStateException(
          "this model takes a vector of %d features, not named columns".formatted(features));
    }
    Memory memory = memories.take();
    try {
      float[] x = memory.rows(rowsId, 1, features)[0];
      encoding.encode(row, x);
      return score(memory, encoding.unused(row, x));
    } finally {
      memories.giveBack(memory);
    }
  }

  /**
   * The prediction for an array of features.
   *
   * @param row as long as {@link #features}: the features, or what {@link #encode} makes of columns
   * @throws IllegalArgumentException where the array is of another length, or has a number that is
   *     not finite and does not stand for a missing value
   */
  public Score score(float[] row) {
    requireLength(row.length, features, "features");
    Memory memory = memories.take();
    try {
      copy(row, 0, memory.rows(rowsId, 1, features)[0]);
      return score(memory, Score.Unused.NONE);
    } finally {
      memories.giveBack(memory);
    }
  }

  /**
   * The features of a row of named values, which {@link #score(float[], float[])} takes.
   *
   * @throws IllegalArgumentException as {@link #score(Map)}
   */
  public float[] encode(Map<String, ?> row) {
    if (encoding == null) {
      throw new IllegalStateException("this model takes features, which need no encoding");
    }
    float[] encoded = new float[features];
    encoding.encode(row, encoded);
    return encoded;
  }

  /**
   * <em>Overwrites</em> the answers for rows of features: the probabilities of the classes or
   * labels, or the numbers. Allocates nothing once its memory has grown.
   *
   * @param rows n arrays of {@link #features}, one after the other
   * @param answers at least n arrays of {@link #predictions}, one after the other
   * @throws IllegalArgumentException where rows or answers are of another length, or rows have a
   *     number that is not finite and does not stand for a missing value
   */
  public void score(float[] rows, float[] answers) {
    int n = (rows.length + features - 1) / features;
    requireLength(rows.length, n * features, "features");
    int width = predictions();
    if (answers.length < (long) n * width) {
      requireLength(answers.length, n * width, "answers");
    }
    Memory memory = memories.take();
    try {
      for (int from = 0; from < n; from += BLOCK) {
        int size = Math.min(BLOCK, n - from);
        float[][] x = memory.rows(rowsId, size, features);
        for (int j = 0; j < size; j++) {
          copy(rows, (from + j) * features, x[j]);
        }
        float[][] z = run(fromMembers, run(toMembers, x, size, memory), members * size, memory);
        for (int j = 0; j < size; j++) {
          answer(z[j], memory, answers, (from + j) * width);
        }
      }
    } finally {
      memories.giveBack(memory);
    }
  }

  /**
   * The answers for columns of many rows, each row as {@link #score(float[], float[])} gives it.
   *
   * @param columns by name: lists of values as {@link #score(Map)} takes them, all of one length;
   *     where a column is absent it is missing in all rows
   * @throws IllegalArgumentException as {@link #score(Map)}, with the number of the row
   */
  public float[][] scoreColumns(Map<String, ? extends List<?>> columns) {
    if (encoding == null) {
      throw new IllegalStateException("this model takes features, not named columns");
    }
    int n = columns.values().stream().mapToInt(List::size).findFirst().orElse(0);
    float[] rows = new float[Math.multiplyExact(n, features)];
    List<String> names = columns();
    for (int c = 0; c < names.size(); c++) {
      List<?> values = columns.get(names.get(c));
      if (values != null && values.size() != n) {
        throw new IllegalArgumentException(
            "all columns must be of one length, got %d and %d values in \"%s\""
                .formatted(n, values.size(), names.get(c)));
      }
      for (int j = 0; j < n; j++) {
        try {
          encoding.encode(c, values == null ? null : values.get(j), rows, j * features);
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException("row " + j + ": " + e.getMessage(), e);
        }
      }
    }
    int width = predictions();
    float[] flat = new float[Math.multiplyExact(n, width)];
    score(rows, flat);
    return IntStream.range(0, n)
        .mapToObj(j -> java.util.Arrays.copyOfRange(flat, j * width, (j + 1) * width))
        .toArray(float[][]::new);
  }

  private static void requireLength(int got, int expected, String what) {
    if (got != expected) {
      throw new IllegalArgumentException("expected %d %s, got %d".formatted(expected, what, got));
    }
  }

  /** <em>Overwrites</em> the features of one row; refuses what is not finite. */
  private void copy(float[] rows, int from, float[] x) {
    for (int i = 0; i < features; i++) {
      float value = rows[from + i];
      if (!(Math.abs(value) <= Float.MAX_VALUE) && !(value != value && takesMissing[i])) {
        throw new IllegalArgumentException(
            "feature %d must be a finite number, got %s".formatted(i, value));
      }
      x[i] = value;
    }
  }

  private static float[][] run(Step[] steps, float[][] x, int examples, Memory memory) {
    float[][] y = x;
    int n = examples;
    for (Step step : steps) {
      y = step.run(y, n, memory);
      n = step.examples(n);
    }
    return y;
  }

  /** <em>Overwrites</em> the answer of one example, given its logits. */
  private void answer(float[] z, Memory memory, float[] answers, int at) {
    float[] p = predicted(z, memory);
    if (outputs < predictions()) {
      answers[at] = 1 - p[0];
      answers[at + 1] = p[0];
    } else {
      System.arraycopy(p, 0, answers, at, outputs);
    }
  }

  private float[] predicted(float[] z, Memory memory) {
    float[] p = memory.array(answerId, outputs);
    System.arraycopy(z, 0, p, 0, outputs);
    link.predict(p, outputs, 1, memory.blocks);
    return p;
  }

  /** The prediction for the features in the memory. */
  private Score score(Memory memory, Score.Unused unused) {
    float[][] x = memory.rows(rowsId, 1, features);
    float[][] each = run(toMembers, x, 1, memory);
    double[] spreads = members > 1 ? spreads(each) : NO_SPREAD;
    float[] z = run(fromMembers, each, members, memory)[0];
    float[] p = predicted(z, memory);
    boolean classes = model.predictsClass() || model.predictsLabels();
    double[] predictions = new double[predictions()];
    if (classes) {
      predictions = decision.probabilities(p, outputs, 0);
    } else {
      for (int i = 0; i < outputs; i++) {
        predictions[i] = p[i];
      }
    }
    int index = model.predictsClass() ? decision.predicted(z, p, outputs, 0) : -1;
    return new Score(model, index, predictions, spreads, unused);
  }

  private double[] spreads(float[][] each) {
    float[] all = new float[members * outputs];
    for (int m = 0; m < members; m++) {
      System.arraycopy(each[m], 0, all, m * outputs, outputs);
    }
    double[] own = MemberPredictions.of(model.network(), all, 1).spreads(0);
    // Of two classes with one output, the probabilities of both have the same
    return outputs < predictions() ? new double[] {own[0], own[0]} : own;
  }
}
