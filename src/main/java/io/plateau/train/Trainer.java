package io.plateau.train;

import io.plateau.optim.OptimizerState;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The training loop: a lazy iterator of states, one an epoch, the last with the reason to stop.
 *
 * @param rounds where steps are made
 * @param rates learning rate of every step
 * @param stopping when training ends; divergence always ends it
 * @param validation measures the validation rows after each epoch whose last round has not done so
 * @param monitor selects the best epoch, where there are validation rows
 * @param clock in nanoseconds, for the history alone
 * @param request ends training early
 */
public record Trainer(
    Rounds rounds,
    Rates rates,
    StoppingRule stopping,
    Optional<Validation> validation,
    Monitor monitor,
    LongSupplier clock,
    StopRequest request) {
  /** Mean weights of rows beyond which gradients leave the range of floats. */
  private static final double LIGHTEST = 1e-30;

  private static final double HEAVIEST = 1e30;

  public Trainer {
    if (rounds.stepsPerEpoch() < 1 || rounds.stepsPerRound() < 1) {
      throw new IllegalArgumentException(
          "an epoch and a round must have at least 1 step, got %s and %s"
              .formatted(rounds.stepsPerEpoch(), rounds.stepsPerRound()));
    }
  }

  /**
   * The state to resume from. Where training ends is decided anew, from the history: an end that
   * was asked for is none any more, and neither is one that this trainer's rules do not see, such
   * as after fewer epochs.
   */
  public TrainingState resumed(TrainingState saved) {
    if (saved.history().size() == 0) {
      return TrainingState.start(saved.weights(), saved.optimizer());
    }
    Optional<String> converged =
        Optional.ofNullable(saved.stop())
            .filter(stop -> stop.reason() == Stop.Reason.CONVERGED)
            .map(Stop::detail);
    return new TrainingState(
        saved.weights(),
        saved.optimizer(),
        saved.history(),
        saved.best(),
        stop(saved.history(), converged, rounds.remedy()).orElse(null));
  }

  /** The states that follow {@code start}, until one has a {@link TrainingState#stop}. */
  public Iterator<TrainingState> from(TrainingState start, TrainingListener listener) {
    return new Loop(start, listener, StateSnapshot.COPY);
  }

  /** Runs to the end; the state that holds the reason. */
  public TrainingState run(TrainingState start, TrainingListener listener) {
    return run(() -> start, listener, StateSnapshot.COPY);
  }

  /**
   * Runs to the end; the state that holds the reason. Holds no state longer than it must, which
   * tells where each takes a good part of the memory.
   *
   * @param start gives the first state, once
   * @param listener may look at the arrays of a state until it returns
   * @param snapshot of the state before each epoch
   */
  public TrainingState run(
      Supplier<TrainingState> start, TrainingListener listener, StateSnapshot snapshot) {
    Loop loop = new Loop(start.get(), listener, snapshot);
    while (loop.hasNext()) {
      loop.next();
    }
    return loop.state;
  }

  private final class Loop implements Iterator<TrainingState> {
    private final TrainingListener listener;
    private final StateSnapshot snapshot;
    private TrainingState state;

    Loop(TrainingState start, TrainingListener listener, StateSnapshot snapshot) {
      this.state = start;
      this.listener = listener;
      this.snapshot = snapshot;
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
      state = epoch(state, listener, snapshot);
      if (state.history() != before) {
        listener.epoch(state);
      }
      return state;
    }
  }

  private TrainingState epoch(
      TrainingState before, TrainingListener listener, StateSnapshot snapshot) {
    final long started = clock.getAsLong();
    final History history = before.history();
    final int epoch = history.size() + 1;
    final int steps = rounds.stepsPerEpoch();
    final Rates.Epoch rate = rates.after(history);
    StateSnapshot.Start from = snapshot.of(before);
    float[] weights = from.weights();
    OptimizerState optimizer = from.optimizer();
    Sums sums = new Sums();
    for (int step = 0; sums.unfinished() && step < steps; step += rounds.stepsPerRound()) {
      if (request.made()) {
        // The state before the epoch, which is not made to its end.
        return from.before().get().interrupted();
      }
      List<Rates.Step> its = new ArrayList<>();
      for (int i = step; i < Math.min(steps, step + rounds.stepsPerRound()); i++) {
        its.add(rate.at(i, steps));
      }
      Rounds.Round round = new Rounds.Round(epoch, step, its);
      Rounds.Outcome outcome = rounds.advance(round, weights, optimizer);
      sums.add(round, outcome);
      listener.round(round, outcome);
      optimizer = outcome.state();
    }
    float[] after = rounds.averaged(weights, optimizer);
    Optional<Validation.Score> score =
        sums.finite
            ? sums.score.or(() -> validation.map(rows -> rows.score(after)))
            : Optional.empty();
    EpochRecord record = sums.record(epoch, score, weights, (clock.getAsLong() - started) * 1e-9);
    History longer = history.append(record);
    return new TrainingState(
        weights,
        optimizer,
        longer,
        record.diverged() ? before.best() : best(before.best(), record, weights, after),
        stop(longer, sums.converged, sums.remedy(rounds)).orElse(null));
  }

  private Optional<Stop> stop(History history, Optional<String> converged, String remedy) {
    return StoppingRule.divergence(remedy)
        .check(history)
        .or(() -> converged.map(why -> new Stop(Stop.Reason.CONVERGED, why, history.size())))
        .or(() -> stopping.check(history));
  }

  /**
   * @param weights after the epoch
   * @param averaged that are measured and kept, the weights themselves unless there is an average
   */
  private TrainingState.Best best(
      TrainingState.Best best, EpochRecord record, float[] weights, float[] averaged) {
    if (record.validationLoss().isPresent()) {
      return monitor.better(best, record, averaged);
    }
    return averaged == weights
        ? best
        : new TrainingState.Best(record.epoch(), record.trainLoss(), averaged.clone());
  }

  /** The sums of the rounds of an epoch. */
  private static final class Sums {
    private double loss;
    private double weight;
    private long rows;
    private double rate;
    private double gradientNorm;
    private boolean finite = true;
    private Optional<String> converged = Optional.empty();
    private Optional<Validation.Score> score = Optional.empty();

    void add(Rounds.Round round, Rounds.Outcome outcome) {
      rows += outcome.rows();
      rate = round.steps().get(round.steps().size() - 1).rate();
      converged = outcome.converged();
      score = outcome.score();
      if (!outcome.isEmpty()) {
        loss += outcome.lossSum();
        weight += outcome.weight();
        gradientNorm = outcome.gradientNorm();
        finite = outcome.finite();
      }
    }

    boolean unfinished() {
      return finite && converged.isEmpty();
    }

    /** What may help where the epoch has diverged. */
    String remedy(Rounds rounds) {
      double mean = weight / rows;
      return mean >= LIGHTEST && mean <= HEAVIEST
          ? rounds.remedy()
          : String.format(
              Locale.ROOT,
              "the rows weigh %.0e on average; divide their weights by a number that brings most of"
                  + " them near 1",
              mean);
    }

    EpochRecord record(
        int epoch, Optional<Validation.Score> score, float[] weights, double seconds) {
      if (weight == 0) {
        throw new IllegalStateException(
            "epoch %s had %s rows that weigh 0 together; at least one must have a positive weight"
                .formatted(epoch, rows));
      }
      return new EpochRecord(
          epoch,
          loss / weight,
          score.map(s -> OptionalDouble.of(s.loss())).orElse(OptionalDouble.empty()),
          score.map(Validation.Score::metrics).orElse(Map.of()),
          rate,
          gradientNorm,
          rows,
          seconds,
          WeightDigest.of(weights));
    }
  }
}
