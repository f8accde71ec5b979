package io.plateau.ml;

import io.plateau.engine.RunControl;
import io.plateau.store.HistoryLines;
import io.plateau.store.JsonObject;
import io.plateau.train.Stage;
import io.plateau.train.StopRequest;
import io.plateau.train.TrainingListener;
import io.plateau.train.TrainingState;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * A view of a fit from another thread, which polls its events and may stop it. Made for callers to
 * whom a call is expensive, such as Python: an event is a line of JSON, and a poll takes all that
 * have come since the last one.
 *
 * <pre>{@code
 * FitWatch watch = new FitWatch();
 * executor.submit(() -> classifier.setWatch(watch).fit(rows));
 * watch.poll();  // {"event":"epoch","epoch":1,"trainLoss":0.53,…}
 * watch.stop();  // the fit returns the best model until then
 * }</pre>
 *
 * <p>Events are {@code stage} (with {@code activity}), {@code begin} (with {@code rows}) and {@code
 * epoch} (with the fields of a line of {@code history.jsonl}, the {@code best} epoch so far and,
 * with the last one, {@code stopped}: why).
 */
public final class FitWatch implements TrainingListener {
  /** The most lines that wait for a poll; the oldest are dropped. */
  private static final int CAPACITY = 10_000;

  private final StopRequest request = StopRequest.keepingBest();
  private final Deque<String> lines = new ArrayDeque<>();

  /** The lines since the last poll, each with its end; empty where there are none. */
  public synchronized String poll() {
    StringBuilder all = new StringBuilder();
    for (String line : lines) {
      all.append(line).append('\n');
    }
    lines.clear();
    return all.toString();
  }

  /**
   * Asks the fit to end after the round under way. It returns the best model until then, or throws
   * an {@link io.plateau.train.InterruptedTrainingException} where no epoch is done yet.
   */
  public void stop() {
    request.make();
  }

  /** Tells a watch, where there is one, what another listener is told. */
  static TrainingListener listener(FitWatch watch, TrainingListener other) {
    return watch == null ? other : other.and(watch);
  }

  /** The same checkpoints, but stopped by a watch, where there is one. */
  static RunControl control(FitWatch watch, RunControl other) {
    return watch == null ? other : new RunControl(other.checkpoints(), watch.request);
  }

  @Override
  public boolean readsStates() {
    return false;
  }

  @Override
  public void stageBegins(Stage stage, String subject) {
    add(event("stage").put("activity", stage.activity()));
  }

  @Override
  public void starts(long rows, Supplier<OptionalDouble> epochSeconds) {
    add(event("begin").put("rows", rows));
  }

  @Override
  public void epoch(TrainingState state) {
    JsonObject epoch = event("epoch");
    HistoryLines.json(state.history().last())
        .properties()
        .forEach(fact -> epoch.set(fact.getKey(), fact.getValue()));
    epoch.put("best", state.keptEpoch());
    if (!state.unfinished()) {
      epoch.put("stopped", state.stop().detail());
    }
    add(epoch);
  }

  private static JsonObject event(String name) {
    return new JsonObject().put("event", name);
  }

  private synchronized void add(JsonObject event) {
    if (lines.size() == CAPACITY) {
      lines.removeFirst();
    }
    lines.addLast(event.toString());
  }
}
