package io.plateau.spec;

import io.plateau.nn.Column;
import io.plateau.nn.column.BinOffsets;
import io.plateau.nn.column.Codes;
import io.plateau.nn.column.Embedding;
import io.plateau.nn.column.OneHot;
import io.plateau.nn.column.Periodic;
import io.plateau.nn.column.PiecewiseLinear;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Form in which a network is given the columns of a table.
 *
 * @param numbers embedding of numbers
 * @param oneHotMax largest number of values of a category that is a one-hot vector
 * @param embeddingWidth length of the vectors of other categories, or 0 for {@link #auto}
 * @param categoryDropout fraction of the rows of a step with the vector of other values
 * @param dateDropout fraction of the rows of a step without the vector of their day; 1 for none
 */
public record ColumnSpec(
    Named numbers, int oneHotMax, int embeddingWidth, double categoryDropout, double dateDropout)
    implements Serializable {
  private static final String NONE = "none";
  private static final String PERIODIC = "periodic";
  private static final String PIECEWISE_LINEAR = "piecewiseLinear";

  /** Part of the rows without the vector of their day that do without all but its trend, too. */
  private static final double UNSEEN_DATES = 0.1;

  /** Of Holzmüller et al. (2024). */
  private static final Map<String, Double> PBLD =
      Map.of("frequencies", 16.0, "width", 4.0, "sigma", 0.1);

  public static final Family NUMBERS =
      new Family(
          new Setting<>(
              new Setting.Name("network.numberEmbedding.name", "numberEmbedding"),
              Domain.oneOf(List.of(NONE, PERIODIC, PIECEWISE_LINEAR)),
              Recipe.by(PIECEWISE_LINEAR, NONE),
              "features that a network learns of each number of a table: piecewiseLinear functions"
                  + " of it between 80 quantiles, or periodic ones beside the number itself"),
          name ->
              switch (name) {
                case PERIODIC -> PBLD;
                case PIECEWISE_LINEAR -> Map.of("width", 8.0);
                default -> Map.of();
              },
          List.of(
              new Family.Own(
                  "frequencies", Domain.integerReal(1), "cosines that are taken of each number"),
              new Family.Own(
                  "width",
                  Domain.integerReal(2),
                  "numbers that the network is given for each; with periodic itself among them"),
              new Family.Own(
                  "sigma", Domain.positive(), "standard deviation of the initial frequencies")));

  public static final Setting<Integer> ONE_HOT_MAX =
      Setting.of(
          new Setting.Name("network.oneHotMax", "oneHotMax"),
          Domain.integer(0),
          8,
          "largest number of values of a category that is one-hot; for one with more values a"
              + " vector is learned for each");

  public static final Setting<Integer> EMBEDDING_WIDTH =
      Setting.of(
          new Setting.Name("network.embeddingWidth", "embeddingWidth"),
          Domain.integer(1).or("auto", 0),
          8,
          "length of the vectors that are learned for the values of a category; auto grows with"
              + " their number n as 1.6 n^0.56, to 600");

  public static final Setting<Double> CATEGORY_DROPOUT =
      new Setting<>(
          new Setting.Name("network.categoryDropout", "categoryDropout"),
          Domain.fraction(),
          Recipe.dropout(0.1, 0.0),
          "fraction of the rows of a step whose category has the embedding of"
              + " unknown values instead of its own, so that the network learns to"
              + " predict for unseen categories");

  public static final Setting<Double> DATE_DROPOUT =
      new Setting<>(
          new Setting.Name("network.dateDropout", "dateDropout"),
          Domain.from0To1(),
          Recipe.dropout(0.9, 0.5, 1.0),
          "fraction of the rows of a step that are trained without the learned"
              + " vector of their day, which is added to the piecewiseLinear functions of"
              + " days; a tenth of these rows are trained as days that no training row"
              + " has; 1 for no vectors");

  static final List<Setting<?>> SETTINGS =
      Stream.concat(
              NUMBERS.all(),
              Stream.<Setting<?>>of(ONE_HOT_MAX, EMBEDDING_WIDTH, CATEGORY_DROPOUT, DATE_DROPOUT))
          .toList();

  static ColumnSpec of(Values values) {
    return new ColumnSpec(
        NUMBERS.of(values),
        values.get(ONE_HOT_MAX),
        values.get(EMBEDDING_WIDTH),
        values.get(CATEGORY_DROPOUT),
        values.get(DATE_DROPOUT));
  }

  public Column category(Codes codes) {
    if (codes.values() <= oneHotMax) {
      return new OneHot(codes);
    }
    return new Embedding(
        codes,
        embeddingWidth == 0 ? auto(codes.count()) : embeddingWidth,
        codes.other() ? categoryDropout : 0);
  }

  /** Whether numbers of a table have an embedding. */
  boolean embedsNumbers() {
    return !numbers.name().equals(NONE);
  }

  /** Whether the embedding of a number needs the edges of its bins. */
  boolean cutsNumbers() {
    return numbers.name().equals(PIECEWISE_LINEAR);
  }

  /** The column of one number of a table, with edges of its bins, with its embedding. */
  public Column number(Column plain, List<Float> edges) {
    return cuts(edges) ? pieces(plain, edges) : numbers(plain);
  }

  /** The column of a date whose first part is days, with edges of bins of them. */
  Column date(Column parts, List<Float> edges) {
    if (!cuts(edges)) {
      return parts;
    }
    PiecewiseLinear function = pieces(parts, edges);
    return dateDropout == 1
        ? function
        : new BinOffsets(function, dateDropout, UNSEEN_DATES * dateDropout);
  }

  private boolean cuts(List<Float> edges) {
    return cutsNumbers() && edges.size() > 1;
  }

  private PiecewiseLinear pieces(Column of, List<Float> edges) {
    return new PiecewiseLinear(of, edges, numbers.whole("width"), true);
  }

  /** The column of numbers of a table, with the embedding that they have in common. */
  Column numbers(Column plain) {
    return numbers.name().equals(PERIODIC)
        ? new Periodic(
            plain,
            numbers.whole("frequencies"),
            numbers.whole("width") - 1,
            numbers.settings().get("sigma"))
        : plain;
  }

  /** The length of the vectors of n codes by the rule of fastai, {@code 1.6 n^0.56} up to 600. */
  static int auto(int codes) {
    return (int) Math.min(600, Math.rint(1.6 * StrictMath.pow(codes, 0.56)));
  }
}
