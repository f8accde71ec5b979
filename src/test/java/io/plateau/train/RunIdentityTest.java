package io.plateau.train;

import static io.plateau.nn.Networks.anyDate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plateau.math.DatePart;
import io.plateau.model.ModelCases;
import io.plateau.nn.Column;
import io.plateau.nn.column.BinOffsets;
import io.plateau.nn.column.Codes;
import io.plateau.nn.column.Embedding;
import io.plateau.nn.column.Numbers;
import io.plateau.nn.column.PiecewiseLinear;
import io.plateau.nn.loss.Losses;
import io.plateau.optim.Rules;
import io.plateau.train.RunIdentity.Difference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RunIdentityTest {
  private record Adam(double beta1, double beta2) {}

  /** A record whose text for people is no fact. */
  private record Decay(double rate, int[] ranges) {
    @Override
    public String toString() {
      return "nicely said";
    }
  }

  private record LeakyRelu(double slope) {}

  private static RunIdentity of(String name, Object value) {
    return RunIdentity.builder().fact(name, value).build();
  }

  @Test
  void valuesBecomeNamedFacts() {
    assertThat(of("rules", List.of(new Adam(0.9, 0.999), new Decay(0.1, new int[] {1, 2}))).facts())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "rules.1", "adam",
                "rules.1.beta1", "0.9",
                "rules.1.beta2", "0.999",
                "rules.2", "decay",
                "rules.2.rate", "0.1",
                "rules.2.ranges", Integer.toHexString(31 * (31 + 1) + 2)));
    assertThat(of("rows", null).facts()).containsExactly(Map.entry("rows", "none"));
  }

  @Test
  void differencesNameTheFactAndBothValues() {
    RunIdentity saved = new RunIdentity(Map.of("seed", "8", "network", "3 -> 2", "loss", "huber"));
    assertThat(new RunIdentity(Map.of("seed", "7", "network", "3 -> 2")).differences(saved))
        .containsExactly(new Difference("loss", "huber", "none"), new Difference("seed", "8", "7"));
  }

  @Test
  void rowsAreToldFirstAndNotAllOfMany() {
    RunIdentity.Builder saved = RunIdentity.builder().fact("training rows", 5);
    RunIdentity.Builder now = RunIdentity.builder().fact("training rows", 6);
    for (int i = 10; i < 30; i++) {
      saved.fact("edge." + i, i);
      now.fact("edge." + i, -i);
    }
    List<String> told = now.build().differences(saved.build(), "%s was %s, is %s");
    assertThat(told)
        .hasSize(11)
        .startsWith("training rows was 5, is 6", "edge.10 was 10, is -10")
        .endsWith("edge.18 was 18, is -18", "and 11 more");
    RunIdentity few = new RunIdentity(Map.of("a", "1"));
    assertThat(few.differences(new RunIdentity(Map.of("a", "2")), "%s: %s, %s"))
        .containsExactly("a: 2, 1");
  }

  /** An identity from before a type had a component agrees with the value that was meant. */
  @Test
  void anAbsentComponentIsWhatItsAbsenceImplies() {
    RunIdentity before = new RunIdentity(Map.of("f", "leakyRelu"));
    assertThat(of("f", new LeakyRelu(0.01)).differences(before)).isEmpty();
    assertThat(before.differences(of("f", new LeakyRelu(0.01)))).isEmpty();
    assertThat(of("f", new LeakyRelu(0.2)).differences(before))
        .containsExactly(new Difference("f.slope", "0.01", "0.2"));
    assertThat(of("f", new Adam(0.9, 0.99)).differences(before)).hasSize(3);
  }

  /** Facts of the first builds that had these columns. */
  @Test
  void columnsAgreeWithTheirFirstFacts() {
    Column dates = anyDate(List.of(DatePart.HOUR), 0, 1, false, true);
    RunIdentity now =
        of(
            "columns",
            List.of(
                new Embedding(new Codes(3, true), 2, 0),
                new PiecewiseLinear(new Numbers(1), List.of(0f, 1f), 2, false),
                dates,
                new BinOffsets(
                    new PiecewiseLinear(new Numbers(1), List.of(0f, 1f), 2, true), 0.5, 0)));
    Map<String, String> before =
        Map.ofEntries(
            Map.entry("columns.1", "embedding"),
            Map.entry("columns.1.codes", "codes"),
            Map.entry("columns.1.codes.values", "3"),
            Map.entry("columns.1.codes.other", "true"),
            Map.entry("columns.1.width", "2"),
            Map.entry("columns.2", "piecewiseLinear"),
            Map.entry("columns.2.number", "numbers"),
            Map.entry("columns.2.number.width", "1"),
            Map.entry("columns.2.edges.1", "0.0"),
            Map.entry("columns.2.edges.2", "1.0"),
            Map.entry("columns.2.width", "2"),
            Map.entry("columns.3", "dateParts"),
            Map.entry("columns.3.parts.1", "HOUR"),
            Map.entry("columns.3.center", "0.0"),
            Map.entry("columns.3.factor", "1.0"),
            Map.entry("columns.3.indicator", "true"),
            Map.entry("columns.4", "binOffsets"),
            Map.entry("columns.4.function", "piecewiseLinear"),
            Map.entry("columns.4.function.number", "numbers"),
            Map.entry("columns.4.function.number.width", "1"),
            Map.entry("columns.4.function.edges.1", "0.0"),
            Map.entry("columns.4.function.edges.2", "1.0"),
            Map.entry("columns.4.function.width", "2"),
            Map.entry("columns.4.function.limited", "true"),
            Map.entry("columns.4.dropout", "0.5"));
    assertThat(now.differences(new RunIdentity(before))).isEmpty();
    assertThat(new RunIdentity(before).differences(now)).isEmpty();
  }

  /** The list of components that each type had first; those of later ones are to be declared. */
  @Test
  void everyComponentIsListedOrDeclared() throws IOException {
    RunIdentity.Builder builder = RunIdentity.builder();
    ModelCases.all()
        .forEach(each -> builder.fact(each.name(), each.model().network().network().layers()));
    builder.fact("losses", Losses.names().stream().map(Losses::named).toList());
    builder.fact("rules", Rules.names().stream().map(Rules::named).toList());
    RunIdentity now = builder.build();
    Map<String, String> before = new TreeMap<>(now.facts());
    List<String> listed = Files.readAllLines(Path.of("src/test/resources/identity-components.txt"));
    before
        .keySet()
        .removeIf(
            fact -> {
              String component = component(fact, now.facts());
              return component.contains(".")
                  && !component.startsWith("null.")
                  && !listed.contains(component);
            });
    assertThat(
            now.differences(new RunIdentity(before)).stream()
                .filter(difference -> difference.saved().equals("none"))
                .map(difference -> component(difference.fact(), now.facts()))
                .distinct())
        .isEmpty();
  }

  /** The fact as {@code type.component}; null is the type of what is no component. */
  private static String component(String fact, Map<String, String> facts) {
    int dot = fact.lastIndexOf('.');
    return dot < 0 ? fact : facts.get(fact.substring(0, dot)) + fact.substring(dot);
  }

  private record RateFactor(double factor, int[] scaled) {}

  @Test
  void rangesDifferUnlessOneIdentityIsFromBeforeTheyWereFacts() {
    RunIdentity now = of("f", new RateFactor(0.1, new int[] {0, 3}));
    RunIdentity before = new RunIdentity(Map.of("f", "rateFactor", "f.factor", "0.1"));
    assertThat(now.differences(before)).isEmpty();
    assertThat(before.differences(now)).isEmpty();
    assertThat(now.differences(of("f", new RateFactor(0.1, new int[] {0, 4}))))
        .extracting(Difference::fact)
        .containsExactly("f.scaled");
  }

  @Test
  void whatIsNoValueIsRefused() {
    StoppingRule lambda = history -> java.util.Optional.empty();
    assertThatThrownBy(() -> of("rule", lambda))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("rule must be a value that tells equal from different, got ");
  }
}
