package io.plateau.ml;

import io.plateau.engine.TrainingResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Training summaries in local files. */
final class SavedSummary {
  private SavedSummary() {}

  /** Writes a result without its vectors. */
  static void write(TrainingResult result, String path) {
    try {
      Files.write(Path.of(path), result.withoutVectors());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The result that was written. */
  static TrainingResult read(String path) {
    try {
      return TrainingResult.of(Files.readAllBytes(Path.of(path)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
