package io.plateau.cli;

import io.plateau.math.Counted;
import io.plateau.spec.TrainingSpec;
import io.plateau.train.EpochRecord;
import io.plateau.train.Rounds;
import io.plateau.train.TrainingListener;
import io.plateau.train.TrainingState;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Display of a training's progress: first how much there is to do, then on a terminal one line that
 * is drawn again and again, else a line an epoch. Its bar counts to the most epochs the job allows,
 * its time left is of all those.
 */
public final class ProgressDisplay implements TrainingListener, AutoCloseable {
  private static final long REDRAW_NANOS = 100_000_000L;
  private static final int WIDTH = 79;
  private static final int SHORTEST_BAR = 6;
  private static final int SPARKS = 8;

  /** Weight of the last epoch among all before it in the time that an epoch takes. */
  private static final double RECENT = 0.3;

  /** So many epochs say something by their shape. */
  private static final int FEWEST_SPARKS = 3;

  private final PrintStream out;
  private final boolean live;
  private final LongSupplier nanoTime;
  private final TrainingSpec spec;
  private final boolean sparkling;

  private int maxEpochs;
  private boolean running;
  private int before;

  /** An estimate that epochs correct, or NaN before there is one. */
  private double epochSeconds = Double.NaN;

  private long drawn;
  private int lineLength;
  private int stepsPerEpoch;
  private double lossSum;
  private double weight;
  private EpochRecord last;
  private final List<Double> losses = new ArrayList<>();

  /**
   * @param live whether lines may be drawn over
   * @param nanoTime a clock
   * @param spec of the training
   * @param sparkling whether the terminal has the characters of a {@link Sparkline}
   */
  ProgressDisplay(
      PrintStream out, boolean live, LongSupplier nanoTime, TrainingSpec spec, boolean sparkling) {
    this.sparkling = sparkling;
    this.out = out;
    this.live = live;
    this.nanoTime = nanoTime;
    this.spec = spec;
    this.maxEpochs = spec.stopping().maxEpochs();
    this.drawn = nanoTime.getAsLong() - REDRAW_NANOS;
  }

  /** A small training tells no rounds: its epochs are short. */
  @Override
  public boolean readsStates() {
    return false;
  }

  @Override
  public synchronized void resumed(TrainingState state) {
    before = state.history().size();
  }

  @Override
  public synchronized void starts(long rows, int most, Supplier<OptionalDouble> estimate) {
    maxEpochs = most;
    int epochs = most - before;
    List<String> parts = new ArrayList<>();
    parts.add(
        String.format(
            Locale.ROOT,
            "training: %s%s of %,d rows",
            spec.mayEndEarly() ? "at most " : "",
            Counted.of(epochs, before == 0 ? "epoch" : "more epoch"),
            rows));
    estimate
        .get()
        .ifPresent(
            seconds -> {
              epochSeconds = seconds;
              double all = Math.min(seconds * epochs, spec.stopping().maxSeconds());
              parts.add("about " + Figures.duration(all));
            });
    out.println(String.join(", ", parts));
    out.flush();
    running = true;
  }

  @Override
  public synchronized void round(Rounds.Round round, Rounds.Outcome outcome) {
    if (round.firstStep() == 0) {
      lossSum = 0;
      weight = 0;
    }
    lossSum += outcome.lossSum();
    weight += outcome.weight();
    int steps = round.firstStep() + round.steps().size();
    stepsPerEpoch = Math.max(stepsPerEpoch, steps);
    long now = nanoTime.getAsLong();
    if (live && now - drawn >= REDRAW_NANOS) {
      // How long an epoch is, is known after the first.
      double fraction = last == null ? 0 : (double) steps / stepsPerEpoch;
      draw(now, round.epoch(), round.epoch() - 1 + fraction);
    }
  }

  @Override
  public synchronized void epoch(TrainingState state) {
    last = state.history().last();
    if (running) {
      correctEpochSeconds();
    }
    losses.add(last.validationLoss().orElse(last.trainLoss()));
    if (live) {
      draw(nanoTime.getAsLong(), last.epoch(), last.epoch());
    } else {
      out.println(
          "epoch " + last.epoch() + "/" + maxEpochs + "  " + String.join("  ", details(state)));
      out.flush();
    }
    if (!state.unfinished()) {
      close();
      String kept =
          state.best() == null || state.keptEpoch() == last.epoch()
              ? ""
              : "; the weights of epoch " + state.keptEpoch() + " are kept";
      out.println(
          "stopped after epoch " + state.stop().epoch() + ": " + state.stop().detail() + kept);
    }
  }

  /** Ends the line that is being drawn, so that others can follow. */
  @Override
  public synchronized void close() {
    if (lineLength > 0) {
      out.println();
      out.flush();
      lineLength = 0;
    }
  }

  /** Of a stretch of epochs all are told at its end, so that no clock here tells what one takes. */
  private void correctEpochSeconds() {
    double seconds = last.seconds();
    epochSeconds =
        Double.isNaN(epochSeconds) ? seconds : epochSeconds + RECENT * (seconds - epochSeconds);
  }

  private void draw(long now, int epoch, double done) {
    String left = "epoch " + epoch + "/" + maxEpochs + " ";
    List<String> parts = new ArrayList<>();
    parts.add("loss " + Figures.loss(last == null ? lossSum / weight : last.trainLoss()));
    if (last != null) {
      last.validationLoss().ifPresent(loss -> parts.add("val " + Figures.loss(loss)));
      if (sparkling && losses.size() >= FEWEST_SPARKS) {
        parts.add(Sparkline.of(losses, SPARKS));
      }
    }
    if (!Double.isNaN(epochSeconds)) {
      parts.add(Figures.time(epochSeconds * (maxEpochs - done)) + " left");
    }
    if (last != null) {
      parts.add(Figures.count(last.rowsPerSecond()) + " rows/s");
      parts.add("rate " + Figures.rate(last.learningRate()));
    }
    String right = " " + String.join(" ", parts);
    // What matters least stands last and goes first.
    while (parts.size() > 1 && left.length() + right.length() + SHORTEST_BAR + 2 > WIDTH) {
      parts.remove(parts.size() - 1);
      right = " " + String.join(" ", parts);
    }
    int length = Math.max(SHORTEST_BAR, Math.min(20, WIDTH - 2 - left.length() - right.length()));
    int full = (int) Math.min(length, Math.floor(done / maxEpochs * length));
    String bar = "[" + "#".repeat(full) + ".".repeat(length - full) + "]";
    String line = left + bar + right;
    out.print("\r" + line + " ".repeat(Math.max(0, lineLength - line.length())));
    out.flush();
    lineLength = line.length();
    drawn = now;
  }

  private List<String> details(TrainingState state) {
    List<String> parts = new ArrayList<>();
    parts.add("loss " + Figures.loss(last.trainLoss()));
    last.validationLoss().ifPresent(loss -> parts.add("validation " + Figures.loss(loss)));
    last.metrics().forEach((name, value) -> parts.add(name + " " + Figures.loss(value)));
    parts.add("rate " + Figures.rate(last.learningRate()));
    parts.add(Figures.count(last.rowsPerSecond()) + " rows/s");
    String seconds = String.format(Locale.ROOT, "%.2f s", last.seconds());
    double left = epochSeconds * (maxEpochs - last.epoch());
    parts.add(
        running && state.unfinished()
            ? seconds + ", " + Figures.duration(left) + " left"
            : seconds);
    return parts;
  }
}
