package io.plateau.score;

import io.plateau.model.LocalFiles;
import io.plateau.model.SavedModel;
import io.plateau.model.SavedModelReader;
import io.plateau.model.ZippedFiles;
import io.plateau.table.FittedColumn;
import io.plateau.table.FittedTable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A saved model that answers without Spark: for one row in microseconds, for many in blocks.
 *
 * <p>It is safe for use by many threads. Predictions are those of the model on Spark, up to the
 * rounding of sums of 32-bit floats.
 */
public final class Scorer {
  private final SavedModel model;
  private final Encoding encoding;
  private final Predictor predictor;
  private final MemoryPool memories = new MemoryPool();

  private Scorer(SavedModel model) {
    this.model = model;
    encoding = model.table().isPresent() ? new Encoding(model.table().get()) : null;
    predictor = new Predictor(model);
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
    return model.network().inputs();
  }

  /** Length of an answer: of the probabilities of classes or labels, or of the numbers. */
  public int predictions() {
    return model.predictions();
  }

  /**
   * The prediction for a row of named values.
   *
   * @param row by column: numbers, booleans, strings, dates and times of {@code java.time} (one
   *     with a zone by its own clock, an instant by that of UTC; a number is the seconds since
   *     1970), arrays of numbers; null or absent where missing. Other keys have no effect.
   * @throws IllegalArgumentException for a value that is not of its column's type, and where the
   *     model's rules for missing and unseen values do not let the row pass
   */
  public Score score(Map<String, ?> row) {
    if (encoding == null) {
      throw new IllegalStateException(
          "this model takes a vector of %d features, not named columns".formatted(features()));
    }
    Memory memory = memories.take();
    try {
      float[] x = predictor.rows(1, memory)[0];
      encoding.encode(row, x);
      return predictor.score(memory, encoding.unused(row, x));
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
    requireLength(row.length, features(), "features");
    Memory memory = memories.take();
    try {
      predictor.copy(row, 0, 1, memory);
      return predictor.score(memory, Score.Unused.NONE);
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
    float[] encoded = new float[features()];
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
    int features = features();
    int n = (rows.length + features - 1) / features;
    requireLength(rows.length, n * features, "features");
    if (answers.length < (long) n * predictions()) {
      requireLength(answers.length, n * predictions(), "answers");
    }
    Memory memory = memories.take();
    try {
      for (int from = 0; from < n; from += Predictor.BLOCK) {
        int size = Math.min(Predictor.BLOCK, n - from);
        predictor.copy(rows, from, size, memory);
        predictor.answer(size, memory, answers, from);
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
    List<List<?>> given = new ArrayList<>();
    for (String name : columns()) {
      List<?> values = columns.get(name);
      if (values != null && values.size() != n) {
        throw new IllegalArgumentException(
            "all columns must be of one length, got %d and %d values in \"%s\""
                .formatted(n, values.size(), name));
      }
      given.add(values);
    }
    float[][] answers = new float[n][];
    for (int from = 0; from < n; from += Predictor.BLOCK) {
      score(given, from, Math.min(Predictor.BLOCK, n - from), answers);
    }
    return answers;
  }

  /**
   * Answers a block of rows.
   *
   * @param columns in the order of {@link #columns}, null for one that is absent
   */
  private void score(List<List<?>> columns, int from, int n, float[][] answers) {
    float[] rows = new float[Math.multiplyExact(n, features())];
    for (int c = 0; c < columns.size(); c++) {
      List<?> values = columns.get(c);
      for (int j = 0; j < n; j++) {
        try {
          encoding.encode(c, values == null ? null : values.get(from + j), rows, j * features());
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException("row " + (from + j) + ": " + e.getMessage(), e);
        }
      }
    }
    int width = predictions();
    float[] flat = new float[Math.multiplyExact(n, width)];
    score(rows, flat);
    for (int j = 0; j < n; j++) {
      answers[from + j] = Arrays.copyOfRange(flat, j * width, (j + 1) * width);
    }
  }

  private static void requireLength(int got, int expected, String what) {
    if (got != expected) {
      throw new IllegalArgumentException("expected %d %s, got %d".formatted(expected, what, got));
    }
  }
}
