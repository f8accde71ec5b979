package io.plateau.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.optim.Optimizer;
import io.plateau.optim.Rules;
import io.plateau.optim.Schedules;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResumeTest {
  private static final Optimizer NADAM = new Optimizer(List.of(Rules.named("nadam")));
  private static final double[] FOUR = {1, 2, 1, 1};

  private static TrainingState start() {
    return TrainingState.start(new float[3], NADAM.start(3));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 6})
  void resumedIsUninterrupted(int interruptedAfter) {
    // The clock is at another time in the second life.
    Trainer first = resumable(() -> 5L);
    TrainingState straight = first.run(start(), TrainingListener.NONE);
    assertThat(straight.history().size()).isEqualTo(7);
    Iterator<TrainingState> states = first.from(start(), TrainingListener.NONE);
    TrainingState saved = null;
    for (int i = 0; i < interruptedAfter; i++) {
      saved = states.next();
    }
    TrainingState loaded =
        new TrainingState(
            saved.weights().clone(),
            saved.optimizer().copy(),
            new History(new ArrayList<>(saved.history().epochs())),
            saved.best(),
            saved.stop());
    TrainingState resumed = resumable(() -> 77L).run(loaded, TrainingListener.NONE);
    assertThat(resumed.weights()).isEqualTo(straight.weights());
    assertThat(resumed.optimizer().slots()).isDeepEqualTo(straight.optimizer().slots());
    assertThat(resumed.optimizer().scalars()).isEqualTo(straight.optimizer().scalars());
    assertThat(resumed.optimizer().step()).isEqualTo(straight.optimizer().step());
    assertThat(resumed.history()).isEqualTo(straight.history());
    assertThat(resumed.best().epoch()).isEqualTo(straight.best().epoch());
    assertThat(resumed.kept()).isEqualTo(straight.kept());
    assertThat(resumed.stop()).isEqualTo(straight.stop());
  }

  /** Everything that remembers: NAdam, a schedule, reductions, a plateau, best weights. */
  private static Trainer resumable(LongSupplier clock) {
    Monitor monitor = Monitor.VALIDATION_LOSS;
    Validation validation =
        weights -> {
          double sum = 0;
          for (float w : weights) {
            sum += (w - 0.5) * (w - 0.5);
          }
          return new Validation.Score(sum, Map.of());
        };
    Rates rates =
        new Rates(
            0.1,
            Schedules.named("cosine", Map.of(), 20, 1),
            new ReduceOnPlateau(monitor, 0.5, 1, 0, 0));
    return TrainerBuilder.of(
            new QuadraticRounds(NADAM, 3, FOUR),
            rates,
            StoppingRule.plateau(monitor, 5, 0).or(StoppingRule.maxEpochs(50)))
        .validation(validation)
        .monitor(monitor)
        .clock(clock)
        .build();
  }
}
