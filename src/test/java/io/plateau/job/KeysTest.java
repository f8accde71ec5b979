package io.plateau.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.spec.OptimizerSpec;
import io.plateau.spec.ScheduleSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeysTest {
  @Test
  void everyKeyIsDocumentedOnceAndStandsInAGroup() {
    assertThat(Keys.ALL).extracting(JobKey::path).doesNotHaveDuplicates();
    assertThat(Keys.ALL)
        .allSatisfy(
            key -> {
              assertThat(key.doc()).isNotBlank();
              assertThat(JobFilePageTest.fallback(key).replace("`", "")).isNotBlank();
              assertThat(key.kind().expected()).isNotBlank();
              assertThat(Keys.GROUPS.contains(key.group()) || key.group().isEmpty()).isTrue();
            });
  }

  @Test
  void onlyPathAndLabelMustBeGiven() {
    assertThat(Keys.ALL)
        .filteredOn(key -> key.fallback() instanceof JobKey.Required)
        .extracting(JobKey::path)
        .containsExactly("data.path", "data.label");
  }

  @Test
  void everySettingOfARuleOrScheduleHasAKey() {
    for (String name : OptimizerSpec.FAMILY.name().domain().names()) {
      assertThat(Keys.PATHS)
          .containsAll(
              OptimizerSpec.FAMILY.defaults(name).keySet().stream()
                  .map(s -> "optimizer." + s)
                  .toList());
    }
    for (String name : ScheduleSpec.FAMILY.name().domain().names()) {
      assertThat(Keys.PATHS)
          .containsAll(
              ScheduleSpec.FAMILY.defaults(name).keySet().stream()
                  .map(s -> "optimizer.schedule." + s)
                  .toList());
    }
  }

  @Test
  void everyRuleAndScheduleMakesAJobThatReadsBack() {
    List<String> overrides = new ArrayList<>();
    OptimizerSpec.FAMILY
        .name()
        .domain()
        .names()
        .forEach(name -> overrides.add("optimizer=" + name));
    ScheduleSpec.FAMILY
        .name()
        .domain()
        .names()
        .forEach(name -> overrides.add("optimizer.schedule=" + name));
    for (String override : overrides) {
      Job job = JobReader.read("j.yaml", JobReaderTest.LEAST, List.of(override));
      assertThat(JobReader.read("j.yaml", JobWriter.write(job), List.of())).isEqualTo(job);
    }
  }

  @Test
  void nearestNames() {
    List<String> known = List.of("relu", "leakyRelu", "squared", "l-bfgs", "silu");
    Map<String, String> meant =
        Map.of(
            "ReLU",
            "relu",
            "leaky_relu",
            "leakyRelu",
            "mse",
            "squared",
            "lbfgs",
            "l-bfgs",
            "swish",
            "silu");
    meant.forEach((written, name) -> assertThat(Suggestions.name(written, known)).hasValue(name));
    assertThat(Suggestions.name("perceptron", known)).isEmpty();
    assertThat(Suggestions.name("r".repeat(100_000), known)).isEmpty();
  }
}
