package io.plateau.train;

import io.plateau.optim.OptimizerState;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The loop: a lazy iterator of states, one an epoch, the last with the reason for stopping.
 *
 * @param rounds where steps are made
 * @param validation or null without validation rows
 * @param rates learning rate of every step
 * @param stopping when it ends; divergence always ends it
 * @param monitor tells the best epoch, where there are validation rows
 * @param nanoTime a clock, for the history alone
 * @param request ends it early
 */
public record Trainer(
    Rounds rounds,
    Validation validation,
    Rates rates,
    StoppingRule stopping,
    Monitor monitor,
    LongSupplier nanoTime,
    StopRequest request) {

  public Trainer {
    Objects.requireNonNull(rounds, "rounds");
    Objects.requireNonNull(rates, "rates");
    Objects.requireNonNull(stopping, "stopping");
    Objects.requireNonNull(monitor, "monitor");
    Objects.requireNonNull(nanoTime, "nanoTime");
    Objects.requireNonNull(request, "request");
    if (rounds.stepsPerEpoch() < 1 || rounds.stepsPerRound() < 1) {
      throw new IllegalArgumentException(
          "an epoch and a round must have at least 1 step, got "
              + rounds.stepsPerEpoch()
              + " and "
              + rounds.stepsPerRound());
    }
  }

  /** A trainer that nobody can ask to stop. */
  public Trainer(
      Rounds rounds,
      Validation validation,
      Rates rates,
      StoppingRule stopping,
      Monitor monitor,
      LongSupplier nanoTime) {
    this(rounds, validation, rates, stopping, monitor, nanoTime, new StopRequest());
  }

  /**
   * What a saved state goes on from. Where training ends is decided anew, from the history: an end
   * that was asked for is none any more, and neither is one that this trainer's rules do not see,
   * such as after fewer epochs.
   */
  public TrainingState resumed(TrainingState saved) {
    if (saved.history().size() == 0) {
      return TrainingState.start(saved.weights(), saved.optimizer());
    }
    String converged =
        saved.stop() != null && saved.stop().reason() == Stop.Reason.CONVERGED
            ? saved.stop().detail()
            : null;
    return new TrainingState(
        saved.weights(),
        saved.optimizer(),
        saved.history(),
        saved.best(),
        stop(saved.history(), converged).orElse(null));
  }

  /** The states that follow {@code start}, until one has a {@link TrainingState#stop}. */
  public Iterator<TrainingState> from(TrainingState start, TrainingListener listener) {
    return new Loop(start, listener, Undo.COPY);
  }

  /** Runs to the end; the state that holds the reason. */
  public TrainingState run(TrainingState start, TrainingListener listener) {
    return run(() -> start, listener, Undo.COPY);
  }

  /**
   * Runs to the end; the state that holds the reason. Holds no state longer than it must, which
   * tells where each takes a good part of the memory.
   *
   * @param start gives the first state, once
   * @param listener may look at the arrays of a state until it returns
   * @param undo tells what an epoch overwrites
   */
  public TrainingState run(Supplier<TrainingState> start, TrainingListener listener, Undo undo) {
    Loop loop = new Loop(start.get(), listener, undo);
    while (loop.hasNext()) {
      loop.next();
    }
    return loop.state;
  }

  private final class Loop implements Iterator<TrainingState> {
    private final TrainingListener listener;
    private final Undo undo;
    private TrainingState state;

    Loop(TrainingState start, TrainingListener listener, Undo undo) {
      this.state = start;
      this.listener = listener;
      this.undo = undo;
    }

    @Override
    public boolean hasNext() {
      return state.unfinished();
    }

    @Override
    public TrainingState next() {
      if (!hasNext()) {
        throw new NoSuchElementException("training stopped: " + state.stop().detail());
      }
      History before = state.history();
      state = epoch(state, listener, undo);
      if (state.history() != before) {
        listener.epoch(state);
      }
      return state;
    }
  }

  private TrainingState epoch(TrainingState before, TrainingListener listener, Undo undo) {
    final long started = nanoTime.getAsLong();
    final History history = before.history();
    final int epoch = history.size() + 1;
    final int steps = rounds.stepsPerEpoch();
    final Rates.Epoch rate = rates.after(history);
    Undo.Start from = undo.of(before);
    float[] weights = from.weights();
    OptimizerState optimizer = from.optimizer();
    Sums sums = new Sums();
    for (int step = 0; sums.goOn() && step < steps; step += rounds.stepsPerRound()) {
      if (request.made()) {
        return interrupted(from.before().get());
      }
      double[] roundRates = new double[Math.min(rounds.stepsPerRound(), steps - step)];
      for (int i = 0; i < roundRates.length; i++) {
        roundRates[i] = rate.at(step + i, steps);
      }
      Rounds.Round round = new Rounds.Round(epoch, step, roundRates);
      Rounds.Outcome outcome = rounds.advance(round, weights, optimizer);
      sums.add(round, outcome);
      listener.round(round, outcome);
      optimizer = outcome.state();
    }
    Validation.Score score = validation == null || !sums.finite ? null : validation.score(weights);
    EpochRecord record =
        sums.record(epoch, score, weights, (nanoTime.getAsLong() - started) * 1e-9);
    History longer = history.append(record);
    return new TrainingState(
        weights,
        optimizer,
        longer,
        score == null || record.diverged() ? before.best() : better(before.best(), record, weights),
        stop(longer, sums.converged).orElse(null));
  }

  /** The state before an epoch that is not made to its end. */
  private static TrainingState interrupted(TrainingState before) {
    int epoch = before.history().size();
    return new TrainingState(
        before.weights(),
        before.optimizer(),
        before.history(),
        before.best(),
        new Stop(Stop.Reason.INTERRUPTED, "a stop was asked for in epoch " + (epoch + 1), epoch));
  }

  private Optional<Stop> stop(History history, String converged) {
    return StoppingRule.divergence()
        .check(history)
        .or(
            () ->
                Optional.ofNullable(converged)
                    .map(why -> new Stop(Stop.Reason.CONVERGED, why, history.size())))
        .or(() -> stopping.check(history));
  }

  private TrainingState.Best better(TrainingState.Best best, EpochRecord record, float[] weights) {
    double value = monitor.of(record);
    return monitor.improves(value, best == null ? monitor.worst() : best.value(), 0)
        ? new TrainingState.Best(record.epoch(), value, weights.clone())
        : best;
  }

  /** What the rounds of an epoch add up to. */
  private static final class Sums {
    private double loss;
    private double weight;
    private long rows;
    private double rate;
    private double gradientNorm;
    private boolean finite = true;
    private String converged;

    void add(Rounds.Round round, Rounds.Outcome outcome) {
      rows += outcome.rows();
      rate = round.rates()[round.rates().length - 1];
      converged = outcome.converged();
      if (!outcome.empty()) {
        loss += outcome.lossSum();
        weight += outcome.weight();
        gradientNorm = outcome.gradientNorm();
        finite = outcome.finite();
      }
    }

    boolean goOn() {
      return finite && converged == null;
    }

    EpochRecord record(int epoch, Validation.Score score, float[] weights, double seconds) {
      if (weight == 0) {
        throw new IllegalStateException(
            "epoch "
                + epoch
                + " had "
                + rows
                + " rows that weigh 0 together; at least one must have a positive weight");
      }
      return new EpochRecord(
          epoch,
          loss / weight,
          score == null ? OptionalDouble.empty() : OptionalDouble.of(score.loss()),
          score == null ? Map.of() : score.metrics(),
          rate,
          gradientNorm,
          rows,
          seconds,
          WeightDigest.of(weights));
    }
  }
}
