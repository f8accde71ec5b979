package io.plateau.spec;

import io.plateau.nn.loss.LabelType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Facts of the data that defaults follow from.
 *
 * @param table whether rows are columns of a table, not vectors or images
 * @param labels their type; empty until the data are read
 * @param shares classes of the label, as far as is known
 * @param rows to train on; 0 until they are counted
 * @param validation number of validation rows
 */
public record DataFacts(
    boolean table, Optional<LabelType> labels, ClassShares shares, long rows, long validation) {
  /** Vectors of which nothing is known yet. */
  public static final DataFacts VECTORS =
      new DataFacts(false, Optional.empty(), ClassShares.NONE, 0, 0);

  /** A table of which nothing is known yet. */
  public static final DataFacts TABLE =
      new DataFacts(true, Optional.empty(), ClassShares.NONE, 0, 0);

  /** Number of rows below which a step takes fewer of them. */
  static final long SMALL = 1_000;

  /** Number of rows with classes below which several networks take little more time than one. */
  static final long SOON_TRAINED = 5_000;

  /** Numbers of rows from which on defaults are others. */
  static final List<Long> LARGE = List.of(30_000L, 100_000L);

  /** Numbers of rows among which is, for any data, one with the same defaults. */
  static final List<Long> SIZES = List.of(0L, 1L, SMALL, SOON_TRAINED, LARGE.get(0), LARGE.get(1));

  /** Of fewer validation rows the probabilities are a matter of luck (the page tables.md). */
  static final long TELLING = 100;

  private static final boolean[] EITHER = {true, false};

  /** The facts that data of so many rows may have. */
  static Stream<DataFacts> all(long rows, boolean validated) {
    List<Long> validation = validated ? List.of(1L, TELLING) : List.of(0L);
    List<DataFacts> all = new ArrayList<>();
    for (LabelType labels : LabelType.values()) {
      for (boolean table : EITHER) {
        for (ClassShares shares : ClassShares.ALL) {
          for (long held : validation) {
            all.add(new DataFacts(table, Optional.of(labels), shares, rows, held));
          }
        }
      }
    }
    return all.stream();
  }

  /** Whether the rows are counted and few. */
  boolean areFew() {
    return rows > 0 && rows < SMALL;
  }

  /** Whether the rows are counted and so few that several networks are worth their time. */
  boolean areSoonTrained() {
    return rows > 0 && rows < (classes() ? SOON_TRAINED : LARGE.get(0));
  }

  private boolean binary() {
    return shares.classes() == 2;
  }

  /** Whether the label tells at most one bit of each of not so many rows. */
  boolean tellsLittle() {
    return binary() && rows < LARGE.get(0);
  }

  /**
   * Whether the label tells so little that many epochs learn its noise, of which no validation rows
   * tell.
   */
  boolean isSoonLearned() {
    return binary() && haveFewRowsOnly();
  }

  /** Whether the classes beside the most frequent are rarer, of which no validation rows tell. */
  boolean haveClassesRarerThan(double share) {
    return haveFewRowsOnly() && shares.rarer() < share;
  }

  private boolean haveFewRowsOnly() {
    return validation == 0 && rows > 0 && rows < HeldOut.LEAST;
  }

  /** Whether there are validation rows enough to tell how often a probability holds. */
  boolean tellsProbabilities() {
    return validation >= TELLING;
  }

  /** Whether the label is a class, or several of which each holds or not. */
  boolean classes() {
    return labels.isEmpty() || labels.get() == LabelType.CLASS || labels.get() == LabelType.LABELS;
  }
}
