package io.plateau.train;

import io.plateau.optim.OptimizerState;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;

/**
 * The loop: a lazy iterator of states, one an epoch, the last with the reason for stopping.
 *
 * @param rounds where steps are made
 * @param validation or null without validation rows
 * @param rates learning rate of every step
 * @param stopping when it ends; divergence always ends it
 * @param monitor tells the best epoch, where there are validation rows
 * @param nanoTime a clock, for the history alone
 */
public record Trainer(
    Rounds rounds,
    Validation validation,
    Rates rates,
    StoppingRule stopping,
    Monitor monitor,
    LongSupplier nanoTime) {

  /** The states that follow {@code start}, until one has a {@link TrainingState#stop}. */
  public Iterator<TrainingState> from(TrainingState start, TrainingListener listener) {
    return new Iterator<>() {
      private TrainingState state = start;

      @Override
      public boolean hasNext() {
        return state.unfinished();
      }

      @Override
      public TrainingState next() {
        if (!hasNext()) {
          throw new NoSuchElementException("training stopped: " + state.stop().detail());
        }
        state = epoch(state, listener);
        listener.epoch(state);
        return state;
      }
    };
  }

  /** Runs to the end; the state that holds the reason. */
  public TrainingState run(TrainingState start, TrainingListener listener) {
    TrainingState state = start;
    for (Iterator<TrainingState> states = from(start, listener); states.hasNext(); ) {
      state = states.next();
    }
    return state;
  }

  private TrainingState epoch(TrainingState before, TrainingListener listener) {
    final long started = nanoTime.getAsLong();
    History history = before.history();
    int epoch = history.size() + 1;
    int steps = rounds.stepsPerEpoch();
    float[] weights = before.weights().clone();
    OptimizerState optimizer = before.optimizer().copy();
    double lossSum = 0;
    double weightSum = 0;
    long rows = 0;
    double rate = 0;
    Rounds.Outcome outcome = null;
    for (int step = 0; step < steps; step += rounds.stepsPerRound()) {
      double[] roundRates = new double[Math.min(rounds.stepsPerRound(), steps - step)];
      for (int i = 0; i < roundRates.length; i++) {
        roundRates[i] = rates.at(history, step + i, steps);
      }
      Rounds.Round round = new Rounds.Round(epoch, step, roundRates);
      outcome = rounds.advance(round, weights, optimizer);
      listener.round(round, outcome);
      lossSum += outcome.lossSum();
      weightSum += outcome.weight();
      rows += outcome.rows();
      rate = roundRates[roundRates.length - 1];
      optimizer = outcome.state();
      if (!outcome.finite() || outcome.converged() != null) {
        break;
      }
    }
    Validation.Score score =
        validation == null || !outcome.finite() ? null : validation.score(weights);
    EpochRecord record =
        new EpochRecord(
            epoch,
            lossSum / weightSum,
            score == null ? OptionalDouble.empty() : OptionalDouble.of(score.loss()),
            score == null ? Map.of() : score.metrics(),
            rate,
            outcome.gradientNorm(),
            rows,
            (nanoTime.getAsLong() - started) * 1e-9);
    History longer = history.append(record);
    return new TrainingState(
        weights,
        optimizer,
        longer,
        score == null ? before.best() : better(before.best(), record, weights),
        stop(longer, outcome.converged()).orElse(null));
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
        ? new TrainingState.Best(record.epoch(), value, weights)
        : best;
  }
}
