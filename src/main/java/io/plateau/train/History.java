package io.plateau.train;

import java.util.ArrayList;
import java.util.List;

/** The epochs so far, oldest first. Immutable: appending gives a new history. */
public record History(List<EpochRecord> epochs) {
  /** Nothing yet. */
  public static final History EMPTY = new History(List.of());

  public History {
    epochs = List.copyOf(epochs);
    for (int i = 0; i < epochs.size(); i++) {
      if (epochs.get(i).epoch() != i + 1) {
        throw new IllegalArgumentException(
            "record %s of a history must be of epoch %s but is of epoch %s"
                .formatted(i + 1, i + 1, epochs.get(i).epoch()));
      }
    }
  }

  /** This history and one epoch more. Copies: an epoch costs far more than its history. */
  public History append(EpochRecord record) {
    List<EpochRecord> longer = new ArrayList<>(epochs);
    longer.add(record);
    return new History(longer);
  }

  /** The same epochs, as of a training without validation rows. */
  public History unvalidated() {
    return new History(epochs.stream().map(EpochRecord::unvalidated).toList());
  }

  /** Number of epochs. */
  public int size() {
    return epochs.size();
  }

  /** The latest epoch; there must be one. */
  public EpochRecord last() {
    return epochs.get(epochs.size() - 1);
  }

  /** Seconds all epochs took together. */
  public double seconds() {
    return epochs.stream().mapToDouble(EpochRecord::seconds).sum();
  }
}
