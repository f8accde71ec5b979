package io.plateau.engine;

/** What a calibration came to, an entry of a run's metrics with the names of its components. */
public sealed interface CalibrationResult permits Temperature, CalibrationResult.WithoutRows {
  /** One line for people. */
  String describe();

  /**
   * Calibration without rows: the smoothing of labels is undone, and T is 1.
   *
   * @param unsmoothed true, as of a {@link Temperature} with the same change
   */
  record WithoutRows(boolean unsmoothed) implements CalibrationResult {
    @Override
    public String describe() {
      return "label smoothing undone without validation rows";
    }
  }
}
