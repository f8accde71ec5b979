package io.plateau.spec;

import io.plateau.nn.Column;
import io.plateau.nn.column.Codes;
import io.plateau.nn.column.Embedding;
import io.plateau.nn.column.OneHot;
import java.io.Serializable;
import java.util.List;

/**
 * Form in which a network is given categories.
 *
 * @param oneHotMax largest number of values of a category that is a one-hot vector
 * @param embeddingWidth length of the vectors of other categories, or 0 for {@link #auto}
 */
public record CategorySpec(int oneHotMax, int embeddingWidth) implements Serializable {
  public static final Setting<Integer> ONE_HOT_MAX =
      Setting.of(
          new Setting.Name("network.oneHotMax", "oneHotMax"),
          Domain.integer(0),
          8,
          "largest number of values of a category that is one-hot; for one with more values a"
              + " vector is learned for each",
          spec -> spec.network().categories().oneHotMax());

  public static final Setting<Integer> EMBEDDING_WIDTH =
      Setting.of(
          new Setting.Name("network.embeddingWidth", "embeddingWidth"),
          Domain.integer(1).or("auto", 0),
          8,
          "length of the vectors that are learned for the values of a category; auto grows with"
              + " their number n as 1.6 n^0.56, to 600",
          spec -> spec.network().categories().embeddingWidth());

  static final List<Setting<?>> SETTINGS = List.of(ONE_HOT_MAX, EMBEDDING_WIDTH);

  static CategorySpec of(Values values) {
    return new CategorySpec(values.get(ONE_HOT_MAX), values.get(EMBEDDING_WIDTH));
  }

  /** The column of a category. */
  Column column(Codes codes) {
    if (codes.values() <= oneHotMax) {
      return new OneHot(codes);
    }
    return new Embedding(codes, embeddingWidth == 0 ? auto(codes.count()) : embeddingWidth);
  }

  /** The length of the vectors of n codes by the rule of fastai, {@code 1.6 n^0.56} up to 600. */
  static int auto(int codes) {
    return (int) Math.min(600, Math.rint(1.6 * StrictMath.pow(codes, 0.56)));
  }
}
