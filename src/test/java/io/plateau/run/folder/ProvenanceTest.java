package io.plateau.run.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plateau.LocalSpark;
import io.plateau.train.RunIdentity;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProvenanceTest {
  private static Provenance of(String rows, String cpu, String... epochs) {
    return new Provenance(
        "name: x\n",
        new RunIdentity(Map.of("training rows", rows)),
        Map.of("a.csv", 12L),
        Map.of("cpu", cpu),
        List.of(epochs));
  }

  @Test
  void comesBackAsItWas() {
    Provenance one = of("5", "fast", "aa", "bb");
    assertThat(Provenance.read("p.json", one.text())).isEqualTo(one);
    assertThat(one.difference(of("5", "slow", "aa", "bb"))).isEmpty();
  }

  @Test
  void tellsTheFirstDifference() {
    Provenance one = of("5", "fast", "aa", "bb");
    assertThat(one.difference(of("6", "fast", "aa", "bb")))
        .hasValue("training rows: the run had 5, now it is 6");
    assertThat(one.difference(of("6", "slow", "aa", "bb")))
        .hasValue("training rows: the run had 5, now it is 6 (cpu was fast, is slow)");
    assertThat(one.difference(of("5", "slow", "aa", "cc")))
        .hasValue("the weights differ from epoch 2 on: bb then, cc now (cpu was fast, is slow)");
    assertThat(one.difference(of("5", "fast", "aa")))
        .hasValue("it stopped after epoch 2 then, after epoch 1 now");
  }

  @Test
  void theMachineHasTheTimeZoneOfTheSession() {
    String zone = "spark.sql.session.timeZone";
    String before = LocalSpark.session().conf().get(zone);
    try {
      LocalSpark.session().conf().set(zone, "Asia/Kolkata");
      assertThat(Machine.facts()).containsEntry("time zone", "Asia/Kolkata");
    } finally {
      LocalSpark.session().conf().set(zone, before);
    }
  }

  @Test
  void refusesWhatItDidNotWrite() {
    assertThatThrownBy(() -> Provenance.read("p.json", "{}"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(
            "p.json is not the provenance of a run: it must have a string for format");
    assertThatThrownBy(
            () -> Provenance.read("p.json", of("5", "f").text().replace("\"job\"", "\"bob\"")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("p.json is not the provenance of a run");
  }
}
