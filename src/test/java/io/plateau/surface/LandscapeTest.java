package io.plateau.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plateau.job.StudyReader;
import io.plateau.job.SurfaceStudy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped surface against its formula in double precision. */
class LandscapeTest {
  private static final SurfaceStudy STUDY =
      (SurfaceStudy) StudyReader.read(Path.of("jobs/studies/surface.yaml"));

  private static double loss(double w1, double w2) {
    double sum = 0;
    for (SurfaceStudy.Row row : STUDY.rows()) {
      double difference = w2 / (1 + Math.exp(-w1 * row.x())) - row.y();
      sum += 0.5 * difference * difference;
    }
    return sum / STUDY.rows().size();
  }

  /** Central differences; their error is about h². */
  private static double[] gradient(double w1, double w2) {
    double h = 1e-5;
    return new double[] {
      (loss(w1 + h, w2) - loss(w1 - h, w2)) / (2 * h),
      (loss(w1, w2 + h) - loss(w1, w2 - h)) / (2 * h)
    };
  }

  @Test
  void theSurfaceIsTheFormula() {
    ObjectNode drawing = Landscape.of(STUDY);
    JsonNode w1 = drawing.get("w1");
    JsonNode w2 = drawing.get("w2");
    int columns = w1.get("count").intValue();
    int rows = w2.get("count").intValue();
    assertThat(drawing.get("loss")).hasSize(columns * rows);
    for (int j = 0; j < rows; j++) {
      for (int i = 0; i < columns; i++) {
        double x = -8 + 12.0 * i / (columns - 1);
        double y = -1 + 6.0 * j / (rows - 1);
        assertThat(drawing.get("loss").get(j * columns + i).doubleValue())
            .as("at (%s, %s)", x, y)
            .isCloseTo(loss(x, y), within(1e-5 * Math.max(1, loss(x, y))));
      }
    }
  }

  @Test
  void theGradientIsThatOfTheFormula() {
    TwoWeights objective = new TwoWeights(STUDY.activation(), STUDY.rows());
    float[] slope = new float[2];
    for (float x = -8; x <= 4; x += 0.75f) {
      for (float y = -1; y <= 5; y += 0.75f) {
        assertThat(objective.value(new float[] {x, y}, slope))
            .isCloseTo(loss(x, y), within(1e-5 * Math.max(1, loss(x, y))));
        double[] expected = gradient(x, y);
        assertThat((double) slope[0]).isCloseTo(expected[0], within(2e-5));
        assertThat((double) slope[1]).isCloseTo(expected[1], within(2e-5));
      }
    }
  }

  /** The rules written out; {@code s} is a weight's memory. */
  private interface Formula {
    double update(double[] s, double g, int t);
  }

  static Stream<Map.Entry<String, Formula>> formulas() {
    return Stream.of(
        Map.entry("SGD", (s, g, t) -> 0.5 * g),
        Map.entry("Momentum", (s, g, t) -> 0.5 * (s[0] = 0.9 * s[0] + g)),
        Map.entry("Nesterov", (s, g, t) -> 0.5 * (g + 0.9 * (s[0] = 0.9 * s[0] + g))),
        Map.entry("AdaGrad", (s, g, t) -> 0.1 * g / (Math.sqrt(s[0] += g * g) + 1e-10)),
        Map.entry(
            "RMSProp",
            (s, g, t) -> 0.1 * g / (Math.sqrt(s[0] = 0.99 * s[0] + 0.01 * g * g) + 1e-8)),
        Map.entry(
            "AdaDelta",
            (s, g, t) -> {
              s[0] = 0.9 * s[0] + 0.1 * g * g;
              double d = Math.sqrt(s[1] + 1e-6) / Math.sqrt(s[0] + 1e-6) * g;
              s[1] = 0.9 * s[1] + 0.1 * d * d;
              return d;
            }),
        Map.entry(
            "Adam",
            (s, g, t) -> {
              s[0] = 0.9 * s[0] + 0.1 * g;
              s[1] = 0.999 * s[1] + 0.001 * g * g;
              double v = s[1] / (1 - Math.pow(0.999, t));
              return 0.1 * s[0] / (1 - Math.pow(0.9, t)) / (Math.sqrt(v) + 1e-8);
            }));
  }

  @ParameterizedTest
  @MethodSource("formulas")
  void aWayIsThatOfItsRule(Map.Entry<String, Formula> rule) {
    JsonNode path = path(Landscape.of(STUDY), rule.getKey());
    double w1 = path.get("w1").get(0).doubleValue();
    double w2 = path.get("w2").get(0).doubleValue();
    double[][] memory = new double[2][2];
    // Beyond, floats and doubles part where a way bounces between walls.
    for (int t = 1; t <= 40; t++) {
      double[] g = gradient(w1, w2);
      w1 -= rule.getValue().update(memory[0], g[0], t);
      w2 -= rule.getValue().update(memory[1], g[1], t);
      assertThat(path.get("w1").get(t).doubleValue()).as("w1 %d", t).isCloseTo(w1, within(2e-3));
      assertThat(path.get("w2").get(t).doubleValue()).as("w2 %d", t).isCloseTo(w2, within(2e-3));
      assertThat(path.get("loss").get(t).doubleValue()).isCloseTo(loss(w1, w2), within(2e-3));
    }
  }

  @Test
  void everyRuleOfTheStudyIsInTheTable() {
    assertThat(STUDY.variants())
        .extracting(SurfaceStudy.Variant::name)
        .containsExactlyElementsOf(formulas().map(Map.Entry::getKey).toList());
  }

  @Test
  void thereAreALowestAndALocalMinimum() {
    JsonNode minima = Landscape.of(STUDY).get("minima");
    assertThat(minima).hasSize(2);
    for (JsonNode minimum : minima) {
      double w1 = minimum.get("w1").doubleValue();
      double w2 = minimum.get("w2").doubleValue();
      assertThat(Math.hypot(gradient(w1, w2)[0], gradient(w1, w2)[1])).isLessThan(1e-4);
      for (double angle = 0; angle < 2 * Math.PI; angle += 0.1) {
        assertThat(loss(w1 + 0.05 * Math.cos(angle), w2 + 0.05 * Math.sin(angle)))
            .isGreaterThan(loss(w1, w2));
      }
    }
    assertThat(minima.get(0).get("loss").doubleValue())
        .isLessThan(0.6 * minima.get(1).get("loss").doubleValue());
  }

  /** What the study, README and tutorial say of it. */
  @Test
  void someStopWhereTheGradientVanishesAndSomeGetPast() {
    ObjectNode drawing = Landscape.of(STUDY);
    assertThat(path(drawing, "SGD").get("ended").textValue()).isEqualTo("on the way");
    assertThat(path(drawing, "AdaDelta").get("ended").textValue()).isEqualTo("on the way");
    assertThat(path(drawing, "AdaGrad").get("ended").textValue()).isEqualTo("local minimum");
    for (String name : new String[] {"Momentum", "Nesterov", "RMSProp", "Adam"}) {
      assertThat(path(drawing, name).get("ended").textValue()).as(name).isEqualTo("lowest minimum");
    }
    JsonNode sgd = path(drawing, "SGD");
    assertThat(sgd.get("gradientNorm").get(0).doubleValue()).isLessThan(0.01);
    assertThat(sgd.get("loss").get(500).doubleValue()).isGreaterThan(0.95);
  }

  @Test
  void aWayEndsWhereNoGradientIsLeft() {
    JsonNode adam = path(Landscape.of(STUDY), "Adam");
    int steps = adam.get("steps").intValue();
    assertThat(steps).isLessThan(500);
    assertThat(adam.get("gradientNorm")).hasSize(steps + 1);
    assertThat(adam.get("gradientNorm").get(steps).doubleValue()).isLessThan(Descent.VANISHED);
    assertThat(adam.get("gradientNorm").get(steps - 1).doubleValue())
        .isGreaterThanOrEqualTo(Descent.VANISHED);
  }

  /** One step of the first leads to a loss of 1e36, from which the next is no number. */
  @ParameterizedTest
  @ValueSource(strings = {"1e20", "1e6"})
  void aWayThatLeavesForGreatLossesDiverges(String rate) throws IOException {
    String text =
        Files.readString(Path.of("jobs/studies/surface.yaml"))
            .replace("learningRate: 0.5", "learningRate: " + rate);
    JsonNode sgd = path(Landscape.of((SurfaceStudy) StudyReader.read("surface.yaml", text)), "SGD");
    JsonNode losses = sgd.get("loss");
    assertThat(losses.get(losses.size() - 1).doubleValue()).isGreaterThan(100);
    assertThat(sgd.get("ended").textValue()).isEqualTo("diverged");
  }

  /** Without a limit of the activation, losses grow beyond floats, in which a page has them. */
  @Test
  void allNumbersOfAWayThatDivergesAreFinite() throws IOException {
    String text =
        Files.readString(Path.of("jobs/studies/surface.yaml"))
            .replaceFirst("activation: \\w+", "activation: identity")
            .replace("learningRate: 0.5", "learningRate: 2");
    JsonNode sgd = path(Landscape.of((SurfaceStudy) StudyReader.read("surface.yaml", text)), "SGD");
    assertThat(sgd.get("ended").textValue()).isEqualTo("diverged");
    assertThat(sgd.get("loss").get(sgd.get("loss").size() - 1).doubleValue()).isGreaterThan(1e20);
    for (String numbers : List.of("loss", "gradientNorm")) {
      for (JsonNode number : sgd.get(numbers)) {
        assertThat(Double.isFinite(number.doubleValue())).as("%s of %s", number, numbers).isTrue();
      }
    }
  }

  private static JsonNode path(ObjectNode drawing, String name) {
    for (JsonNode path : drawing.get("paths")) {
      if (path.get("name").textValue().equals(name)) {
        return path;
      }
    }
    throw new AssertionError("no way of " + name);
  }
}
