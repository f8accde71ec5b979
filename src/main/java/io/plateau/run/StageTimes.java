package io.plateau.run;

import io.plateau.train.Stage;
import io.plateau.train.StageListener;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Seconds of each stage by its key, passed on to a display. */
final class StageTimes implements StageListener {
  private final StageListener display;
  private final LongSupplier nanoTime;
  private final Map<String, Double> seconds = new LinkedHashMap<>();
  private Stage current;
  private long began;

  StageTimes(StageListener display, LongSupplier nanoTime) {
    this.display = display;
    this.nanoTime = nanoTime;
  }

  @Override
  public void stageBegins(Stage stage, String subject) {
    current = stage;
    began = nanoTime.getAsLong();
    display.stageBegins(stage, subject);
  }

  @Override
  public void stageProgress(double fraction) {
    display.stageProgress(fraction);
  }

  @Override
  public void stageEnds() {
    seconds.merge(current.word(), (nanoTime.getAsLong() - began) * 1e-9, Double::sum);
    display.stageEnds();
  }

  /** The seconds so far, in the order in which the stages ended first. */
  Map<String, Double> seconds() {
    return seconds;
  }
}
