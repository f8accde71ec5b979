package io.plateau.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.plateau.nn.loss.Loss;
import io.plateau.nn.loss.Metric;
import io.plateau.store.Json;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Metric of one part of the rows of a run, as {@code metrics.json} has it.
 *
 * @param part {@code validation}, {@code train} or {@code test}
 * @param name of the metric, such as {@code logLoss}
 * @param level of the quantile whose error the metric is, as errors of two levels cannot be
 *     compared; empty for other metrics
 */
record StudyMeasure(String part, String name, OptionalDouble level) {
  /** A choice among variants uses up test rows: they decide where nothing else is measured. */
  private static final List<String> PARTS = List.of("validation", "train", "test");

  private static final List<String> COMMON = List.of("accuracy", "rmse", "r2", "mae");

  /**
   * All measures by which a run may be ranked: those of its validation rows, else of its training
   * rows, else of its test rows. What chose the run's epoch comes first: the monitor, or where that
   * is a loss the metric nearest to the loss.
   *
   * @param run document of the run
   */
  static List<StudyMeasure> of(JsonNode run) {
    Optional<Loss> loss = loss(run);
    for (String part : PARTS) {
      JsonNode metrics = run.path("metrics").path(part);
      Set<String> names = new LinkedHashSet<>();
      names.add(run.path("best").path("monitor").asText());
      loss.ifPresent(own -> names.add(nearest(own)));
      names.add("logLoss");
      names.addAll(COMMON);
      metrics.fieldNames().forEachRemaining(names::add);
      names.removeIf(name -> Json.finite(metrics.get(name)).isEmpty());
      if (!names.isEmpty()) {
        return names.stream().map(name -> of(loss, part, name)).toList();
      }
    }
    return List.of();
  }

  /**
   * What a run shows beside the measure by which it is ranked, most telling first: the same of its
   * test rows, and the common measure of such predictions, of test rows where there are any.
   */
  List<StudyMeasure> others(JsonNode run) {
    Optional<Loss> loss = loss(run);
    Set<StudyMeasure> others = new LinkedHashSet<>();
    others.add(of(loss, "test", name));
    for (String common : COMMON) {
      StudyMeasure own = of(loss, part, common);
      if (own.value(run).isPresent()) {
        StudyMeasure test = of(loss, "test", common);
        others.add(test.value(run).isPresent() ? test : own);
        break;
      }
    }
    others.remove(this);
    others.removeIf(other -> other.value(run).isEmpty());
    return List.copyOf(others);
  }

  private static StudyMeasure of(Optional<Loss> loss, String part, String name) {
    return new StudyMeasure(
        part,
        name,
        loss.filter(own -> nearest(own).equals(name))
            .map(Loss::level)
            .orElse(OptionalDouble.empty()));
  }

  /** The metric that is a loss of labels in their own unit, or else the nearest to the loss. */
  static String nearest(Loss loss) {
    List<String> metrics = loss.metrics().stream().map(Metric::name).toList();
    return Stream.of("pinball", "logLoss")
        .filter(metrics::contains)
        .findFirst()
        .orElse(loss.name().equals("absolute") ? "mae" : metrics.get(0));
  }

  private static Optional<Loss> loss(JsonNode run) {
    return JobTexts.of(run.path("job").asText(), "").loss();
  }

  /** The value in a run; empty where the run has none, or it is not finite. */
  OptionalDouble value(JsonNode run) {
    return Json.finite(run.path("metrics").path(part).get(name));
  }

  /** For a head of a column, such as {@code validation pinball (tau 0.9)}. */
  @Override
  public String toString() {
    String words = part + " " + name;
    return level.isPresent() ? words + " (tau " + level.getAsDouble() + ")" : words;
  }
}
