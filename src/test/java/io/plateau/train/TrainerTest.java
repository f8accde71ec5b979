package io.plateau.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plateau.optim.Optimizer;
import io.plateau.optim.OptimizerState;
import io.plateau.optim.Rules;
import io.plateau.optim.Schedules;
import io.plateau.optim.Sgd;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class TrainerTest {
  private static final Optimizer SGD = new Optimizer(List.of(new Sgd()));
  private static final Optimizer NADAM = new Optimizer(List.of(Rules.named("nadam")));
  private static final double[] FOUR = {1, 2, 1, 1};
  private static final int N = 3;
  private static final StoppingRule THREE = StoppingRule.maxEpochs(3);

  private static Rates constant(double rate) {
    return new Rates(rate, Schedules.named("constant", Map.of(), 1, 0), null);
  }

  private static Trainer trainer(Rounds rounds, Validation validation, StoppingRule stopping) {
    TrainerBuilder trainer =
        TrainerBuilder.of(rounds, constant(0.1), stopping).monitor(Monitor.VALIDATION_LOSS);
    return (validation == null ? trainer : trainer.validation(validation)).build();
  }

  private static TrainingState start(Optimizer optimizer) {
    return TrainingState.start(new float[N], optimizer.start(N));
  }

  private static TrainingState run(Trainer trainer, Optimizer optimizer) {
    return trainer.run(start(optimizer), TrainingListener.NONE);
  }

  private static Validation.Score loss(double loss) {
    return new Validation.Score(loss, Map.of());
  }

  /** Scores the epochs one after the other with these losses, whatever the weights. */
  private static Validation losses(double... losses) {
    int[] calls = {0};
    return weights -> loss(losses[calls[0]++]);
  }

  @Test
  void isTheLoopWrittenOut() {
    TrainingState end =
        run(trainer(new QuadraticRounds(SGD, 1, FOUR), null, StoppingRule.maxEpochs(2)), SGD);
    float[] theta = new float[N];
    double[] epochLoss = new double[2];
    double norm = 0;
    for (int epoch = 0; epoch < 2; epoch++) {
      for (int row = 0; row < 4; row++) {
        double squares = 0;
        for (int p = 0; p < N; p++) {
          double d = theta[p] - QuadraticRounds.target(row, p);
          squares += d * d;
          theta[p] -= 0.1f * (float) d;
        }
        epochLoss[epoch] += 0.5 * FOUR[row] * squares;
        norm = Math.sqrt(squares);
      }
    }
    assertThat(end.weights()).isEqualTo(theta);
    assertThat(end.history().epochs().get(0).trainLoss())
        .isCloseTo(epochLoss[0] / 5, within(1e-12));
    assertThat(end.history().last().trainLoss()).isCloseTo(epochLoss[1] / 5, within(1e-12));
    assertThat(end.history().last().gradientNorm()).isEqualTo(norm);
    assertThat(end.history().last().learningRate()).isEqualTo(0.1);
    assertThat(end.history().last().rows()).isEqualTo(4);
    assertThat(end.optimizer().step()).isEqualTo(8);
    assertThat(end.best()).isNull();
    assertThat(end.kept()).isEqualTo(theta);
    assertThat(end.keptEpoch()).isEqualTo(2);
    assertThat(end.stop().reason()).isEqualTo(Stop.Reason.MAX_EPOCHS);
  }

  @Test
  void measuresAndKeepsTheAverageOfTheWeights() {
    Optimizer averaging = NADAM.averaging(0.75);
    List<float[]> measured = new ArrayList<>();
    Validation losses = losses(3, 1, 2);
    Validation watched =
        weights -> {
          measured.add(weights.clone());
          return losses.score(weights);
        };
    List<float[]> averages = new ArrayList<>();
    TrainingState end =
        trainer(new QuadraticRounds(averaging, 3, FOUR), watched, THREE)
            .run(
                start(averaging),
                new TrainingListener() {
                  @Override
                  public void epoch(TrainingState state) {
                    averages.add(averaging.averaged(state.weights(), state.optimizer()).clone());
                  }
                });
    assertThat(measured).hasSize(3);
    for (int epoch = 0; epoch < 3; epoch++) {
      assertThat(measured.get(epoch)).isEqualTo(averages.get(epoch));
    }
    assertThat(end.keptEpoch()).isEqualTo(2);
    assertThat(end.kept()).isEqualTo(averages.get(1));
    TrainingState plain = run(trainer(new QuadraticRounds(NADAM, 3, FOUR), null, THREE), NADAM);
    assertThat(end.weights()).isEqualTo(plain.weights());
  }

  @Test
  void keepsTheLastAverageWithoutValidationRows() {
    Optimizer averaging = NADAM.averaging(0.75);
    TrainingState end =
        run(trainer(new QuadraticRounds(averaging, 3, FOUR), null, THREE), averaging);
    assertThat(end.keptEpoch()).isEqualTo(3);
    assertThat(end.kept())
        .isEqualTo(averaging.averaged(end.weights(), end.optimizer()))
        .isNotEqualTo(end.weights());
  }

  @Test
  void leavesTheStatesItWasGivenAlone() {
    TrainingState start = start(NADAM);
    Iterator<TrainingState> states =
        trainer(new QuadraticRounds(NADAM, 1, FOUR), null, StoppingRule.maxEpochs(2))
            .from(start, TrainingListener.NONE);
    TrainingState first = states.next();
    float[] weights = first.weights().clone();
    OptimizerState optimizer = first.optimizer().copy();
    states.next();
    assertThat(start.weights()).containsOnly(0);
    assertThat(first.weights()).isEqualTo(weights);
    assertThat(first.optimizer().slots()).isDeepEqualTo(optimizer.slots());
    assertThat(first.optimizer().scalars()).isEqualTo(optimizer.scalars());
  }

  @Test
  void anEpochThatOverwritesTheStateBeforeMakesTheSame() {
    TrainingState copied =
        run(trainer(new QuadraticRounds(NADAM, 1, FOUR), losses(3, 1, 2), THREE), NADAM);
    Trainer trainer = trainer(new QuadraticRounds(NADAM, 1, FOUR), losses(3, 1, 2), THREE);
    List<float[]> arrays = new ArrayList<>();
    TrainingState overwritten =
        trainer.run(
            () -> start(NADAM),
            new TrainingListener() {
              @Override
              public void epoch(TrainingState state) {
                arrays.add(state.weights());
              }
            },
            state -> new StateSnapshot.Start(state.weights(), state.optimizer(), () -> state));
    assertThat(arrays).hasSize(3).allMatch(array -> array == arrays.get(0));
    assertThat(overwritten.weights()).isEqualTo(copied.weights());
    assertThat(overwritten.optimizer().slots()).isDeepEqualTo(copied.optimizer().slots());
    assertThat(overwritten.keptEpoch()).isEqualTo(2);
    assertThat(overwritten.kept()).isEqualTo(copied.kept()).isNotEqualTo(copied.weights());
  }

  @Test
  void anInterruptedEpochIsUndone() {
    StopRequest request = new StopRequest();
    TrainingState undone = start(SGD);
    Trainer trainer =
        TrainerBuilder.of(
                new QuadraticRounds(SGD, 1, FOUR), constant(0.1), StoppingRule.maxEpochs(2))
            .request(request)
            .build();
    TrainingState end =
        trainer.run(
            () -> start(SGD),
            new TrainingListener() {
              @Override
              public void round(Rounds.Round round, Rounds.Outcome outcome) {
                request.make();
              }
            },
            state -> new StateSnapshot.Start(state.weights(), state.optimizer(), () -> undone));
    assertThat(end.stop().reason()).isEqualTo(Stop.Reason.INTERRUPTED);
    assertThat(end.weights()).isSameAs(undone.weights());
    assertThat(end.history().size()).isZero();
  }

  @Test
  void isLazyAndEndsWithTheStop() {
    QuadraticRounds rounds = new QuadraticRounds(SGD, 1, FOUR);
    Iterator<TrainingState> states =
        trainer(rounds, null, StoppingRule.maxEpochs(2)).from(start(SGD), TrainingListener.NONE);
    assertThat(states.hasNext()).isTrue();
    assertThat(rounds.seen()).isEmpty();
    assertThat(states.next().unfinished()).isTrue();
    assertThat(rounds.seen()).hasSize(4);
    assertThat(states.next().stop()).isNotNull();
    assertThat(states.hasNext()).isFalse();
    assertThatThrownBy(states::next)
        .isInstanceOf(NoSuchElementException.class)
        .hasMessage("training stopped: all 2 epochs are done");
  }

  @Test
  void cutsEpochsIntoRoundsWithTheRateOfEveryStep() {
    QuadraticRounds rounds = new QuadraticRounds(SGD, 3, FOUR);
    Rates rates = new Rates(1, Schedules.named("polynomial", Map.of(), 2, 0), null);
    TrainerBuilder.of(rounds, rates, StoppingRule.maxEpochs(2))
        .build()
        .run(start(SGD), TrainingListener.NONE);
    assertThat(rounds.seen()).extracting(Rounds.Round::epoch).containsExactly(1, 1, 2, 2);
    assertThat(rounds.seen()).extracting(Rounds.Round::firstStep).containsExactly(0, 3, 0, 3);
    assertThat(rounds.seen().get(0).steps())
        .extracting(Rates.Step::rate)
        .containsExactly(1.0, 0.875, 0.75);
    assertThat(rounds.seen().get(1).steps()).extracting(Rates.Step::rate).containsExactly(0.625);
    assertThat(rounds.seen().get(2).steps())
        .extracting(Rates.Step::rate)
        .containsExactly(0.5, 0.375, 0.25);
  }

  @Test
  void keepsTheWeightsOfTheBestEpoch() {
    Iterator<TrainingState> states =
        trainer(
                new QuadraticRounds(SGD, 1, FOUR),
                losses(3, 1, Double.NaN, 2),
                StoppingRule.maxEpochs(4))
            .from(start(SGD), TrainingListener.NONE);
    states.next();
    TrainingState second = states.next();
    TrainingState third = states.next();
    assertThat(third.stop().reason()).isEqualTo(Stop.Reason.DIVERGED);
    assertThat(third.keptEpoch()).isEqualTo(2);
    assertThat(third.kept()).isEqualTo(second.weights()).isNotEqualTo(third.weights());
    assertThat(third.best().value()).isEqualTo(1);
  }

  @Test
  void anEpochOfDivergedValidationIsNotTheBest() {
    Trainer trainer =
        TrainerBuilder.of(
                new QuadraticRounds(SGD, 1, FOUR), constant(0.1), StoppingRule.maxEpochs(4))
            .validation(weights -> new Validation.Score(Double.NaN, Map.of("accuracy", 0.9)))
            .monitor(new Monitor("accuracy", true))
            .build();
    TrainingState end = run(trainer, SGD);
    assertThat(end.stop().reason()).isEqualTo(Stop.Reason.DIVERGED);
    assertThat(end.best()).isNull();
  }

  @Test
  void ofEqualEpochsTheFirstOrTheLastIsKept() {
    for (Ties ties : Ties.values()) {
      Iterator<Double> accuracies = List.of(0.8, 0.9, 0.7, 0.9, 0.9, 0.8).iterator();
      Trainer trainer =
          TrainerBuilder.of(
                  new QuadraticRounds(SGD, 1, FOUR), constant(0.1), StoppingRule.maxEpochs(6))
              .validation(weights -> new Validation.Score(1, Map.of("accuracy", accuracies.next())))
              .monitor(new Monitor("accuracy", true, ties, false))
              .build();
      TrainingState end = run(trainer, SGD);
      assertThat(end.keptEpoch()).isEqualTo(ties == Ties.FIRST ? 2 : 5);
      assertThat(end.best().value()).isEqualTo(0.9);
    }
  }

  @Test
  void divergenceEndsAtOnceAndKeepsTheBest() {
    QuadraticRounds rounds = new QuadraticRounds(SGD, 1, FOUR).spoiltIn(3);
    TrainingState end = run(trainer(rounds, losses(3, 2, 0), StoppingRule.maxEpochs(9)), SGD);
    assertThat(end.stop().reason()).isEqualTo(Stop.Reason.DIVERGED);
    assertThat(end.stop().epoch()).isEqualTo(3);
    assertThat(rounds.seen()).as("no round after the one that diverged").hasSize(4 + 4 + 2);
    assertThat(end.history().last().validationLoss()).as("not validated").isEmpty();
    assertThat(end.keptEpoch()).isEqualTo(2);
  }

  @Test
  void convergenceEndsTheEpochAndGivesItsReason() {
    QuadraticRounds rounds = new QuadraticRounds(SGD, 1, FOUR).convergedIn(2);
    TrainingState end = run(trainer(rounds, losses(3, 2), StoppingRule.maxEpochs(2)), SGD);
    assertThat(end.stop()).isEqualTo(new Stop(Stop.Reason.CONVERGED, "gradient converged", 2));
    assertThat(rounds.seen()).hasSize(5);
    assertThat(end.history().last().validationLoss()).hasValue(2);
  }

  @Test
  void timeIsReadFromTheClockGiven() {
    long[] now = {0};
    Trainer trainer =
        TrainerBuilder.of(
                new QuadraticRounds(SGD, 1, FOUR), constant(0.1), StoppingRule.timeBudget(7))
            .clock(() -> now[0] += 3_000_000_000L)
            .build();
    TrainingState end = run(trainer, SGD);
    assertThat(end.stop().reason()).isEqualTo(Stop.Reason.TIME_BUDGET);
    assertThat(end.history().size()).isEqualTo(3);
    assertThat(end.history().seconds()).isCloseTo(9, within(1e-9));
    assertThat(end.history().last().rowsPerSecond()).isCloseTo(4 / 3.0, within(1e-9));
  }

  @Test
  void roundsWithoutWeightChangeNothing() {
    double[] weights = {1, 2, 1, 1, 0, 0};
    TrainingState with =
        run(trainer(new QuadraticRounds(SGD, 1, weights), null, StoppingRule.maxEpochs(2)), SGD);
    TrainingState without =
        run(trainer(new QuadraticRounds(SGD, 1, FOUR), null, StoppingRule.maxEpochs(2)), SGD);
    assertThat(with.stop().reason()).isEqualTo(Stop.Reason.MAX_EPOCHS);
    assertThat(with.weights()).isEqualTo(without.weights());
    assertThat(with.history().last().trainLoss()).isEqualTo(without.history().last().trainLoss());
    assertThat(with.history().last().gradientNorm())
        .isEqualTo(without.history().last().gradientNorm());
  }

  @Test
  void anEpochWithoutWeightIsAnErrorAndNoDivergence() {
    Trainer trainer = trainer(new QuadraticRounds(SGD, 1, 0, 0), null, StoppingRule.maxEpochs(2));
    assertThatThrownBy(() -> run(trainer, SGD))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "epoch 1 had 2 rows that weigh 0 together; at least one must have a positive weight");
  }

  @Test
  void listenersAreToldInOrder() {
    List<String> told = new ArrayList<>();
    TrainingListener first =
        new TrainingListener() {
          @Override
          public void round(Rounds.Round round, Rounds.Outcome outcome) {
            told.add("a round " + round.firstStep());
          }

          @Override
          public void epoch(TrainingState state) {
            told.add("a epoch " + state.history().size());
          }
        };
    TrainingListener second =
        new TrainingListener() {
          @Override
          public void epoch(TrainingState state) {
            told.add("b " + state.stop().reason());
          }
        };
    trainer(new QuadraticRounds(SGD, 2, FOUR), null, StoppingRule.maxEpochs(1))
        .run(start(SGD), first.and(second));
    assertThat(told).containsExactly("a round 0", "a round 2", "a epoch 1", "b MAX_EPOCHS");
  }

  @Test
  void refusesWhatCannotBeRun() {
    assertThatThrownBy(() -> trainer(new QuadraticRounds(SGD, 1), null, StoppingRule.maxEpochs(1)))
        .hasMessage("an epoch and a round must have at least 1 step, got 0 and 1");
    assertThatThrownBy(() -> new History(Records.trainLosses(1, 2).epochs().subList(1, 2)))
        .hasMessage("record 1 of a history must be of epoch 1 but is of epoch 2");
  }
}
