package io.plateau.table;

import io.plateau.math.Word;
import java.io.Serializable;

/**
 * Rules by which columns are treated.
 *
 * @param missing what happens to a missing value
 * @param unseen what happens to a category that no training row has
 * @param scale of numbers
 * @param maxCategories the most frequent values that have a code of their own, at least 1
 */
public record TableRules(Missing missing, Unseen unseen, Scale scale, int maxCategories)
    implements Serializable {
  /** Median, other, robust scale and 10 000 categories. */
  public static final TableRules DEFAULT =
      new TableRules(Missing.MEDIAN, Unseen.OTHER, Scale.ROBUST, 10_000);

  public TableRules {
    if (maxCategories < 1) {
      throw new IllegalArgumentException("maxCategories must be at least 1, got " + maxCategories);
    }
  }

  /** What happens to a missing value. A missing category is code 0 where it is filled. */
  public enum Missing implements Word {
    /** Filled with the median of the training rows; an input of its own says that it is missing. */
    MEDIAN,
    /** Filled with the mean, likewise. */
    MEAN,
    /** The row is left out. */
    SKIP,
    ERROR;

    /** Whether rows without a value are kept. */
    public boolean fills() {
      return this == MEDIAN || this == MEAN;
    }
  }

  /** What happens to a category that no training row has. */
  public enum Unseen implements Word {
    /** It has the code 0, as all such categories. */
    OTHER,
    /** The row is left out. */
    SKIP,
    ERROR
  }

  /** Scale of numbers. */
  public enum Scale implements Word {
    /**
     * {@code z = (x − median) / (q75 − q25)}, then {@code z / √(1 + (z/3)²)} (Holzmüller,
     * Grinsztajn, Steinwart 2024, "Better by Default"); elements of vectors as {@link #STANDARD}.
     */
    ROBUST,
    /** Mean 0 and standard deviation 1. */
    STANDARD,
    NONE
  }
}
