package io.plateau.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.nn.loss.Loss;
import io.plateau.nn.loss.Losses;
import io.plateau.nn.loss.Metric;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StudyMeasureTest {
  @Test
  void eachLossHasAMetricNearestToIt() {
    Map<String, String> nearest = new TreeMap<>();
    for (String name : Losses.names()) {
      Loss loss = Losses.named(name);
      nearest.put(name, StudyMeasure.nearest(loss));
      assertThat(loss.metrics()).extracting(Metric::name).contains(nearest.get(name));
    }
    assertThat(nearest)
        .containsExactly(
            Map.entry("absolute", "mae"),
            Map.entry("huber", "rmse"),
            Map.entry("poisson", "rmse"),
            Map.entry("quantile", "pinball"),
            Map.entry("sigmoidCrossEntropy", "logLoss"),
            Map.entry("softmaxCrossEntropy", "logLoss"),
            Map.entry("squared", "rmse"));
  }
}
