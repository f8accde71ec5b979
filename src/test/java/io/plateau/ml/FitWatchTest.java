package io.plateau.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plateau.store.DamagedFileException;
import io.plateau.store.Json;
import io.plateau.train.InterruptedTrainingException;
import io.plateau.train.Stop;
import io.plateau.train.TrainingListener;
import io.plateau.train.TrainingState;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;

/** A watch follows a fit by lines of JSON, and ends it with the best model until then. */
class FitWatchTest {
  private static final Dataset<Row> ROWS =
      Frames.labeled(Frames.blobs(90))
          .withColumn("held", functions.expr("monotonically_increasing_id() % 4 = 0"));

  private static NeuralNetworkClassifier classifier() {
    return new NeuralNetworkClassifier()
        .setHiddenLayers(new int[] {8})
        .setBatchSize(16)
        .setValidationIndicatorCol("held")
        .setMaxIter(6);
  }

  private static TabularClassifier tabular(FitWatch watch) {
    return new TabularClassifier()
        .setLabelCol("grade")
        .setIgnoredCols(TableFrames.OTHERS)
        .setHiddenLayers(new int[] {8})
        .setWatch(watch);
  }

  private static List<ObjectNode> events(FitWatch watch) {
    return watch.poll().lines().map(FitWatchTest::event).toList();
  }

  private static ObjectNode event(String line) {
    try {
      return Json.object(line);
    } catch (DamagedFileException e) {
      throw new AssertionError(line, e);
    }
  }

  @Test
  void tellsStagesAndEpochs() {
    FitWatch watch = new FitWatch();
    NeuralNetworkClassificationModel model = classifier().setWatch(watch).fit(ROWS);
    List<ObjectNode> events = events(watch);
    assertThat(events)
        .extracting(event -> event.get("event").asText())
        .startsWith("stage")
        .containsSubsequence("begin", "epoch", "epoch", "epoch", "epoch", "epoch", "epoch");
    ObjectNode end = events.get(events.size() - 1);
    assertThat(end.get("event").asText()).isEqualTo("end");
    assertThat(end.get("reason").asText()).isEqualTo("MAX_EPOCHS");
    assertThat(end.get("bestEpoch").asInt()).isEqualTo(model.summary().bestEpoch());
    assertThat(end.get("rows").asLong()).isEqualTo(last(events, "begin").get("rows").asLong());
    ObjectNode last = last(events, "epoch");
    assertThat(last.get("epoch").asInt()).isEqualTo(6);
    assertThat(last.get("stopped").asText()).isEqualTo(model.summary().stop().detail());
    assertThat(last.get("best").asInt()).isEqualTo(model.summary().bestEpoch());
    assertThat(last.get("validationLoss").asDouble())
        .isEqualTo(model.summary().validationHistory()[5]);
    assertThat(watch.poll()).isEmpty();
  }

  @Test
  void anEndedFitHasTheBestWeightsUntilThen() {
    FitWatch watch = new FitWatch();
    NeuralNetworkClassificationModel stopped =
        classifier().setListener(stopping(watch, 3)).setWatch(watch).fit(ROWS);
    assertThat(stopped.summary().stop().reason()).isEqualTo(Stop.Reason.INTERRUPTED);
    assertThat(stopped.summary().totalIterations()).isEqualTo(3);
    NeuralNetworkClassificationModel three = classifier().setMaxIter(3).fit(ROWS);
    assertThat(stopped.weights()).isEqualTo(three.weights());
    assertThat(stopped.summary().bestEpoch()).isEqualTo(three.summary().bestEpoch());
  }

  @Test
  void tablesAreWatchedAlike() {
    FitWatch watch = new FitWatch();
    TabularClassificationModel model =
        tabular(watch).setMaxIter(6).setListener(stopping(watch, 2)).fit(TableFrames.rows(90));
    assertThat(model.network().summary().totalIterations()).isEqualTo(2);
    assertThat(events(watch))
        .anySatisfy(event -> assertThat(event.has("trainLoss")).isTrue())
        .anySatisfy(event -> assertThat(event.path("epochs").asInt()).isEqualTo(6));
  }

  @Test
  void tellsWarningsInOrder() {
    FitWatch watch = new FitWatch();
    tabular(watch).setMaxIter(1).fit(TableFrames.rows(90).withColumn("grade", functions.lit("a")));
    String[] ignored = {
      "column \"id\" is ignored: nearly all values differ, as those of an identifier or a free text do",
      "column \"one\" is ignored: one value in all training rows",
      "column \"photo\" is ignored: neither number, text, date nor vector"
    };
    String advice = "; leave it out by ignoredCols or inputCols where that is right";
    String remedy = ", or give it a kind by columnKinds";
    assertThat(warnings(watch))
        .startsWith(ignored[0] + advice + remedy, ignored[1] + advice, ignored[2] + advice)
        .endsWith(
            "column \"grade\": all rows have the same class, which the model predicts for all rows");

    new TableEncoder().setIgnoredCols(TableFrames.OTHERS).setWatch(watch).fit(TableFrames.rows(90));
    assertThat(warnings(watch)).hasSize(3).allMatch(warning -> warning.contains(advice));
  }

  @Test
  void tellsClassesOfFewRowsByTheirNames() {
    Dataset<Row> rows =
        TableFrames.rows(300)
            .withColumn("held", functions.expr("grade <> 'poor' AND check"))
            .withColumn("grade", functions.expr("IF(id IN ('house 0', 'house 1'), 'rare', grade)"))
            .withColumn("w", functions.lit(1.0))
            .drop("id", "one", "photo");
    Dataset<Row> weightless =
        rows.filter("grade IN ('rare', 'poor')")
            .withColumn("held", functions.expr("grade = 'poor'"))
            .withColumn("w", functions.lit(0.0));
    FitWatch watch = new FitWatch();
    tabular(watch)
        .setWeightCol("w")
        .setValidationIndicatorCol("held")
        .setMaxIter(1)
        .fit(rows.union(weightless).union(weightless));
    long poor = rows.filter("grade = 'poor'").count();
    long held = rows.filter("held").count();
    assertThat(warnings(watch))
        .containsExactly(
            "column \"grade\": classes with fewer than 5 training rows can hardly be"
                + " learned: 1 of 4, such as \"rare\" with 2; add rows, merge classes, or leave such rows out",
            "column \"grade\": none of %d validation rows has class \"poor\", as %d of %d training rows have; hold out rows of all classes"
                .formatted(held, poor, 300 - held));
    new NeuralNetworkClassifier()
        .setHiddenLayers(new int[] {8})
        .setMaxIter(1)
        .setWatch(watch)
        .fit(ROWS.withColumn("label", functions.expr("IF(held, label, 3)")).limit(12));
    assertThat(warnings(watch)).singleElement().asString().contains("such as \"0\" with 1;");
  }

  @Test
  void ofManyIgnoredColumnsTheFirstAreNamed() {
    Dataset<Row> rows = TableFrames.rows(90).drop("id", "one", "photo");
    for (int i = 0; i < 13; i++) {
      rows = rows.withColumn("c" + i, functions.lit("u"));
    }
    FitWatch watch = new FitWatch();
    tabular(watch).setMaxIter(1).fit(rows);
    assertThat(warnings(watch))
        .hasSize(11)
        .endsWith("3 columns more are ignored")
        .as("one value has no kind")
        .noneMatch(warning -> warning.contains("columnKinds"));
  }

  private static List<String> warnings(FitWatch watch) {
    return events(watch).stream()
        .filter(event -> event.get("event").asText().equals("warning"))
        .map(event -> event.get("message").asText())
        .toList();
  }

  @Test
  void knowsTheMostEpochsOfATable() {
    FitWatch watch = new FitWatch();
    TabularClassifier quick = tabular(watch).setEffort("quick");
    quick.fit(TableFrames.rows(90));
    assertThat(events(watch))
        .filteredOn(event -> event.get("event").asText().equals("begin"))
        .singleElement()
        .satisfies(event -> assertThat(event.get("epochs").asInt()).isEqualTo(quick.getMaxIter()));
  }

  @Test
  void beforeTheFirstEpochThereIsNoModel() {
    FitWatch watch = new FitWatch();
    watch.stop();
    assertThatThrownBy(() -> classifier().setWatch(watch).fit(ROWS))
        .isInstanceOf(InterruptedTrainingException.class)
        .hasMessage("training stopped after epoch 0: a stop was asked for in epoch 1");
  }

  private static ObjectNode last(List<ObjectNode> events, String name) {
    return events.stream()
        .filter(event -> event.get("event").asText().equals(name))
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  private static TrainingListener stopping(FitWatch watch, int after) {
    return new TrainingListener() {
      @Override
      public void epoch(TrainingState state) {
        if (state.history().size() == after) {
          watch.stop();
        }
      }
    };
  }
}
