package io.plateau.ml;

import io.plateau.engine.RunControl;
import io.plateau.engine.TrainingResult;
import io.plateau.store.HistoryLines;
import io.plateau.store.JsonObject;
import io.plateau.train.HistoryListener;
import io.plateau.train.Stage;
import io.plateau.train.StopRequest;
import io.plateau.train.TrainingListener;
import io.plateau.train.TrainingState;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.slf4j.LoggerFactory;

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
 * <p>Events are {@code stage} (with {@code activity}), {@code warning} (with {@code message}),
 * {@code begin} (with {@code rows}, and {@code epochs}, the most there may be), {@code epoch} (with
 * the fields of a line of {@code history.jsonl}, the {@code best} epoch so far and, where no other
 * follows, {@code stopped}: why) and, where there is a model, {@code end} (with the fields of the
 * summary but the history).
 */
public final class FitWatch implements HistoryListener {
  /** The most events that wait for a poll; the oldest are dropped. */
  private static final int CAPACITY = 100_000;

  /** Writes to the log what nobody watches. */
  private static final TrainingListener LOG =
      new HistoryListener() {
        @Override
        public void warns(String warning) {
          LoggerFactory.getLogger(FitWatch.class).warn(warning);
        }
      };

  private final StopRequest request = StopRequest.keepingBest();
  private final Deque<Event> events = new ArrayDeque<>();
  private long numbers;

  /**
   * What happened.
   *
   * @param number from 1 on
   * @param line JSON
   */
  record Event(long number, String line) {}

  /** The lines since the last poll, each with its end; empty where there are none. */
  public synchronized String poll() {
    StringBuilder all = new StringBuilder();
    for (Event event : events) {
      all.append(event.line()).append('\n');
    }
    events.clear();
    return all.toString();
  }

  /** The events after a number; those up to it are forgotten. */
  synchronized List<Event> after(long number) {
    while (!events.isEmpty() && events.getFirst().number() <= number) {
      events.removeFirst();
    }
    return List.copyOf(events);
  }

  /**
   * Asks the fit to end after the round under way. It returns the best model until then, or throws
   * an {@link io.plateau.train.InterruptedTrainingException} where no epoch is done yet.
   */
  public void stop() {
    request.make();
  }

  /**
   * Tells what the stage of a fit to rows is to tell: its listener and its watch. Where there is no
   * watch, warnings go to the log.
   */
  static TrainingListener listener(Followed stage, Dataset<?> rows) {
    return listener(stage, ConnectFits.watch(stage.watch(), rows));
  }

  /** The same, with the watch, or null, that there is. */
  static TrainingListener listener(Followed stage, FitWatch watch) {
    TrainingListener given = stage.listener() == null ? TrainingListener.NONE : stage.listener();
    return given.and(watch == null ? LOG : watch);
  }

  /** The same checkpoints, but stopped by a watch, where there is one. */
  static RunControl control(FitWatch watch, RunControl other) {
    return watch == null ? other : new RunControl(other.checkpoints(), watch.request);
  }

  /** Tells a watch, where there is one, how a training went. */
  static void end(FitWatch watch, TrainingResult result) {
    if (watch != null) {
      watch.add(SummaryJson.end(event("end"), result));
    }
  }

  @Override
  public void stageBegins(Stage stage, String subject) {
    add(event("stage").put("activity", stage.activity()));
  }

  @Override
  public void warns(String warning) {
    add(event("warning").put("message", warning));
  }

  @Override
  public void starts(long rows, int epochs, Supplier<OptionalDouble> epochSeconds) {
    add(event("begin").put("rows", rows).put("epochs", epochs));
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
    if (events.size() == CAPACITY) {
      events.removeFirst();
    }
    events.addLast(new Event(++numbers, event.toString()));
  }
}
