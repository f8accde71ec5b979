package io.plateau.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.LocalSpark;
import io.plateau.engine.shard.Counted;
import io.plateau.engine.shard.DealtRows;
import io.plateau.engine.shard.Example;
import io.plateau.spec.RateFactors;
import io.plateau.spec.TrainingPlan;
import io.plateau.spec.Values;
import io.plateau.train.RunIdentity;
import io.plateau.train.TrainingListener;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.junit.jupiter.api.Test;

class PlanIdentityTest {
  private static RunIdentity identity(TrainingPlan plan, float[] weights) {
    JavaRDD<Example> rows = Examples.classified(LocalSpark.context(), 100, 2);
    try (DealtRows dealt =
        DealtRows.deal(
            rows,
            Optional.empty(),
            SparkTraining.layout(plan, Counted.of(rows)),
            TrainingListener.NONE)) {
      return PlanIdentity.of(plan, Optional.ofNullable(weights), dealt);
    }
  }

  /** Facts of which builds before the recipe for tables had none. */
  private static boolean isLater(String fact) {
    return fact.matches(
        "initial biases|output of zeros|.* over time|network.*parametrization|loss.smoothing"
            + "|optimizer.*(penalized|scaled)");
  }

  @Test
  void plainTrainingsAgreeWithCheckpointsFromBeforeThereWereRecipes() {
    RunIdentity now = identity(Plans.all().get("mini-batches"), null);
    Map<String, String> before = new TreeMap<>(now.facts());
    assertThat(before.keySet().removeIf(PlanIdentityTest::isLater)).isTrue();
    assertThat(now.differences(new RunIdentity(before))).isEmpty();
  }

  @Test
  void aFactorOfTheLearningRateThatOtherParametersHaveTooIsAFact() {
    Values biases = Values.NONE.with(RateFactors.BIAS, 1.0);
    RunIdentity changed = identity(Plans.tabular(biases, List.of(7, 5), 64, 1, 8), null);
    assertThat(changed.differences(identity(Plans.all().get("recipe for tables"), null)))
        .extracting(RunIdentity.Difference::fact)
        .isNotEmpty()
        .allMatch(fact -> fact.matches("optimizer.*scaled"));
  }

  @Test
  void eachPartOfTheRecipeIsAFact() {
    RunIdentity identity = identity(Plans.all().get("recipe for tables"), null);
    Map<String, String> before = new TreeMap<>(identity.facts());
    before.keySet().removeIf(PlanIdentityTest::isLater);
    assertThat(identity.differences(new RunIdentity(before)))
        .extracting(RunIdentity.Difference::fact)
        .contains(
            "initial biases",
            "dropout over time",
            "weight decay over time",
            "loss.smoothing",
            "network.3.parametrization");
    assertThat(identity.facts().values())
        .contains("scale", "parametricActivation", "periodic", "piecewiseLinear");
    assertThat(identity.facts().values()).contains("rateFactor", "cosineLog", "unitVariance");
    float[] given = new float[Plans.all().get("recipe for tables").network().parameters()];
    assertThat(identity(Plans.all().get("recipe for tables"), given).facts())
        .containsEntry("initial biases", "none")
        .containsEntry("output of zeros", "none");
  }
}
