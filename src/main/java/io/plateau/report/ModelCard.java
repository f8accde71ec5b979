package io.plateau.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plateau.files.TextFolder;
import io.plateau.math.Counted;
import java.io.IOException;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Model card of a run in Markdown (Mitchell et al. 2019, "Model Cards for Model Reporting"): what
 * the run knows of its data, metrics and provenance, with the sections left to fill that only
 * people can write.
 */
public final class ModelCard {
  private static final int FEATURES = 10;

  private final ObjectNode run;
  private final StringBuilder out = new StringBuilder();

  private ModelCard(ObjectNode run) {
    this.run = run;
  }

  /** The card of a finished run. */
  public static String of(Path run, Configuration configuration) throws IOException {
    return new ModelCard(RunDocument.of(new TextFolder(run, configuration))).written();
  }

  private String written() {
    line("# Model card: " + inline(run.path("title").asText()));
    for (JsonNode problem : run.path("problems")) {
      line("*Incomplete: " + inline(problem.asText()) + "*");
    }
    model();
    line("## Intended use");
    left("Who is to use the predictions, for which decisions, and for which not?");
    data();
    metrics();
    line("## Limits and ethical considerations");
    left("Which groups of rows were looked at on their own? What must the model not be used for?");
    provenance();
    return out.toString();
  }

  private void line(String line) {
    out.append(line).append("\n\n");
  }

  private void left(String question) {
    line("*To fill in: " + question + "*");
  }

  private void item(String item) {
    out.append("- ").append(item).append('\n');
  }

  private void model() {
    line("## Model");
    JsonNode labels = run.path("profile").path("labels");
    JsonNode classes = labels.path(0).path("classes");
    if (classes.isArray()) {
      int all = classes.size() + labels.path(0).path("moreClasses").asInt();
      item(text("Predicts the class %s of a row, one of %d.", names(labels), all));
    } else if (!labels.isEmpty()) {
      item(text("Predicts %s.", names(labels)));
    }
    long parameters = 0;
    for (JsonNode layer : run.path("layers").path("layers")) {
      parameters += layer.path("parameters").asLong();
    }
    parameters = run.path("layers").path("parameters").asLong(parameters); // none in older runs
    if (parameters > 0) {
      item(text("A feed-forward network with %,d parameters.", parameters));
    }
    JsonNode stopped = run.path("metrics").path("stopped");
    if (stopped.isObject()) {
      item(
          text(
              "Trained for %s (%s); the weights of epoch %d are kept.",
              Counted.of(stopped.path("epoch").asInt(), "epoch"),
              inline(stopped.path("detail").asText()),
              run.path("metrics").path("kept").asInt()));
    }
    out.append('\n');
  }

  private static String names(JsonNode labels) {
    return StreamSupport.stream(labels.spliterator(), false)
        .map(label -> code(label.path("name").asText()))
        .collect(Collectors.joining(", "));
  }

  private void data() {
    line("## Data");
    JsonNode rows = run.path("profile").path("rows");
    rows.properties()
        .forEach(part -> item(text("%s rows: %,d", part.getKey(), part.getValue().asLong())));
    for (Map.Entry<String, JsonNode> file : run.path("provenance").path("data").properties()) {
      item(text("%s, %,d bytes", code(file.getKey()), file.getValue().asLong()));
    }
    out.append('\n');
    JsonNode columns = run.path("profile").path("columns");
    if (columns.size() > 0) {
      table("column", "kind", "missing", "distinct", "treatment");
      for (JsonNode column : columns) {
        row(
            code(column.path("name").asText()),
            column.path("kind").asText(),
            text("%,d", column.path("missing").asLong()),
            column.path("distinct").asText(),
            inline(column.path("treatment").asText()));
      }
      out.append('\n');
      JsonNode more = run.path("profile").path("moreColumns");
      if (more.isNumber()) {
        line(text("and %,d more columns", more.asLong()));
      }
    }
    left("Where do the rows come from, and from which time and place? Who is not in them?");
  }

  private void metrics() {
    line("## Metrics");
    JsonNode metrics = run.path("metrics");
    JsonNode names =
        metrics.path("train").size() > 0 ? metrics.path("train") : metrics.path("test");
    if (names.size() > 0) {
      table("metric", "train", "validation", "test");
      for (Map.Entry<String, JsonNode> metric : names.properties()) {
        row(
            metric.getKey(),
            figure(metrics.path("train").path(metric.getKey())),
            figure(metrics.path("validation").path(metric.getKey())),
            figure(metrics.path("test").path(metric.getKey())));
      }
      out.append('\n');
    }
    JsonNode test = run.path("evaluation").path("test");
    JsonNode perClass = test.path("perClass");
    if (perClass.size() > 0) {
      line("Of the test rows, by class:");
      double rows = test.path("rows").asDouble();
      boolean weighted = test.path("weight").asDouble(rows) != rows;
      table("class", weighted ? "weight" : "rows", "precision", "recall", "F1");
      for (JsonNode one : perClass) {
        row(
            code(one.path("label").asText()),
            text(weighted ? "%,.1f" : "%,.0f", one.path("support").asDouble()),
            figure(one.path("precision")),
            figure(one.path("recall")),
            figure(one.path("f1")));
      }
      out.append('\n');
    }
    importance();
  }

  /** The features that predictions depend on most. */
  private void importance() {
    JsonNode features = run.path("importance").path("features");
    if (features.size() == 0) {
      return;
    }
    line("Rise of the mean loss when a feature's values come from other rows:");
    table("feature", "importance");
    StreamSupport.stream(features.spliterator(), false)
        .sorted(Comparator.comparingDouble(feature -> -feature.path("importance").asDouble()))
        .limit(FEATURES)
        .forEach(
            feature ->
                row(code(feature.path("name").asText()), figure(feature.path("importance"))));
    out.append('\n');
  }

  private void provenance() {
    line("## Provenance");
    JsonNode machine = run.path("provenance").path("machine");
    machine
        .properties()
        .forEach(fact -> item(fact.getKey() + ": " + inline(fact.getValue().asText())));
    out.append('\n');
    String job = run.path("job").asText("");
    if (!job.isEmpty()) {
      line("`plateau reproduce` trains this job again:\n\n```yaml\n" + job.strip() + "\n```");
    }
  }

  private void table(String... names) {
    row(names);
    out.append("|").append(" --- |".repeat(names.length)).append('\n');
  }

  private void row(String... cells) {
    for (String cell : cells) {
      out.append("| ").append(cell.replace("|", "\\|").replace('\n', ' ')).append(' ');
    }
    out.append("|\n");
  }

  private static String figure(JsonNode number) {
    return number.isNumber() ? text("%.5g", number.asDouble()) : "";
  }

  /** The same text whatever the language of the machine. */
  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private static String inline(String any) {
    // Within words underscores mark nothing, as in OPENBLAS_CORETYPE.
    return any.replaceAll("([\\r\\n`<>*#]|(?<![\\p{L}\\p{N}])_|_(?![\\p{L}\\p{N}]))+", " ").strip();
  }

  /** Names in the typewriter's letters, which no sign of Markdown ends. */
  private static String code(String any) {
    return "`" + any.replaceAll("[\\r\\n`]+", " ") + "`";
  }
}
