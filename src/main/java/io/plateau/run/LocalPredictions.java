package io.plateau.run;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Predictions for a csv file that one machine holds, by a scorer: Spark alone would take longer to
 * start.
 */
public final class LocalPredictions {
  private LocalPredictions() {}

  /**
   * Writes the rows of {@code data} with prediction columns to {@code output}, which is {@linkplain
   * PredictionsTarget#requireFree free}.
   *
   * @return whether it was done; false where it is left to Spark, and nothing was written
   */
  public static boolean write(RunFolder run, String data, String output) {
    Optional<Path> target = PlainCsv.local(output, run.configuration());
    if (target.isEmpty()) {
      return false;
    }
    return ScoredCsv.use(
            run,
            data,
            (rows, job) -> {
              new PredictedCsv(rows).write(target.get());
              return Optional.of(true);
            })
        .isPresent();
  }
}
