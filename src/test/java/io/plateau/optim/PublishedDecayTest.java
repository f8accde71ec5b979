package io.plateau.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.plateau.RealMlp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Schedules, factors and decay of the recipe for tables give the numbers of the published ones. */
class PublishedDecayTest {
  private static final List<String> GROUPS = List.of("weight", "bias", "scale", "alpha", "pbld");

  @Test
  void schedules() {
    JsonNode published = RealMlp.read("schedules");
    Schedule rate = Schedules.named("cosineLog", Map.of(), 256, 0);
    Schedule decay = Schedules.named("flatCosine", Map.of(), 256, 0);
    for (int i = 0; i < published.path("t").size(); i++) {
      double epoch = 256 * published.path("t").path(i).doubleValue();
      assertThat(rate.factor(epoch))
          .isCloseTo(published.path("coslog4").path(i).doubleValue(), within(1e-12));
      assertThat(decay.factor(epoch))
          .isCloseTo(published.path("flat_cos").path(i).doubleValue(), within(1e-12));
    }
  }

  /** Decay takes the square of a group's factor, and biases have none. */
  @Test
  void stepsWithFactorsAndDecay() {
    JsonNode published = RealMlp.read("decay");
    float[] theta = together(published.path("initial"));
    List<Part> parts = new ArrayList<>();
    int at = 0;
    for (String group : GROUPS) {
      int size = RealMlp.floats(published.path("initial").path(group)).length;
      double factor = published.path("rateFactors").path(group).doubleValue();
      parts.add(new Part(at, at + size, factor, !group.equals("bias")));
      at += size;
    }
    double strength = 0.02;
    Optimizer optimizer =
        Rules.chain(
            Rules.named("adam", Map.of("beta2", 0.95)),
            Clipping.NONE,
            new Regularization(0, 0, strength),
            parts,
            1);
    OptimizerState state = optimizer.start(theta.length);
    for (JsonNode step : published.path("steps")) {
      float[] gradient = together(step.path("gradients"));
      double rate = step.path("rate").doubleValue();
      state =
          optimizer.update(
              theta, gradient, state, rate, step.path("decay").doubleValue() / strength);
      assertThat(theta).containsExactly(together(step.path("parameters")), within(1e-6f));
    }
  }

  private static float[] together(JsonNode groups) {
    List<float[]> all = new ArrayList<>();
    GROUPS.forEach(group -> all.add(RealMlp.floats(groups.path(group))));
    float[] theta = new float[all.stream().mapToInt(one -> one.length).sum()];
    int at = 0;
    for (float[] one : all) {
      System.arraycopy(one, 0, theta, at, one.length);
      at += one.length;
    }
    return theta;
  }
}
