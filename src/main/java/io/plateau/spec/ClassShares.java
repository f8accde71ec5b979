package io.plateau.spec;

import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Frequencies of the classes of a label, as far as defaults follow from them.
 *
 * @param classes number of classes; 0 where the label is no class or nothing is known of it
 * @param rarer share of the rows, above 0 and at most 1, that have another class than the most
 *     frequent one; 1 where rows are weighted or all of one class
 */
public record ClassShares(int classes, double rarer) {
  /** A label that is no class, or of which nothing is known. */
  public static final ClassShares NONE = new ClassShares(0, 1);

  /** One of each kind that a default tells from others: many weighted classes are as NONE. */
  static final List<ClassShares> ALL =
      List.of(
          NONE,
          weighted(2),
          new ClassShares(2, Double.MIN_VALUE),
          new ClassShares(3, Double.MIN_VALUE));

  /** Classes of rows with weights, which decide how often a training meets each. */
  public static ClassShares weighted(int classes) {
    return new ClassShares(classes, 1);
  }

  /**
   * Classes of rows without weights.
   *
   * @param rows number of rows of each class that has some
   */
  public static ClassShares of(int classes, DoubleStream rows) {
    double[] counts = rows.toArray();
    double most = DoubleStream.of(counts).max().orElse(0);
    double all = DoubleStream.of(counts).sum();
    return all > most ? new ClassShares(classes, (all - most) / all) : weighted(classes);
  }
}
