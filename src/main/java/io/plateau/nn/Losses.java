package io.plateau.nn;

import java.util.List;

/** The table of all of them. */
public final class Losses {
  private static final List<Loss> ALL =
      List.of(
          new SoftmaxCrossEntropy(),
          new SigmoidCrossEntropy(),
          new Squared(),
          new Absolute(),
          new Huber(),
          new Poisson());

  private Losses() {}

  /**
   * By the name in job files.
   *
   * @throws IllegalArgumentException where there is none of this name
   */
  public static Loss named(String name) {
    return ALL.stream()
        .filter(loss -> loss.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "loss must be one of %s, got \"%s\""
                        .formatted(String.join(", ", names()), name)));
  }

  /** All names. */
  public static List<String> names() {
    return ALL.stream().map(Loss::name).toList();
  }
}
