package io.plateau.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plateau.train.InterruptedTrainingException;
import io.plateau.train.Stop;
import io.plateau.train.TrainingListener;
import io.plateau.train.TrainingState;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/**
 * A fit under a tag, as Spark Connect gives to the jobs of an operation, is followed as a table.
 */
class FitEventsTest {
  private static final Dataset<Row> ROWS = Frames.labeled(Frames.blobs(90));
  private static final SparkSession SPARK = ROWS.sparkSession();

  private final String tag = "plateau-" + UUID.randomUUID();

  private static NeuralNetworkClassifier classifier() {
    return new NeuralNetworkClassifier()
        .setHiddenLayers(new int[] {8})
        .setBatchSize(16)
        .setMaxIter(6);
  }

  private DataFrameReader events() {
    return SPARK.read().format(FitEvents.class.getName()).option("fit", tag);
  }

  private static <T> T tagged(String of, Supplier<T> work) {
    String name = "SparkConnect_SessionTag_User_tests_Session_1_Tag_" + of;
    SPARK.sparkContext().addJobTag(name);
    try {
      return work.get();
    } finally {
      SPARK.sparkContext().removeJobTag(name);
    }
  }

  @Test
  void tellsEachEventUntilItIsKnown() {
    NeuralNetworkClassificationModel model = tagged(tag, () -> classifier().fit(ROWS));
    List<Row> all = events().load().collectAsList();
    assertThat(all)
        .extracting(row -> row.getLong(0))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, all.size()).boxed().toList());
    assertThat(all.get(all.size() - 2).getString(1))
        .contains("\"epoch\":6,", "\"stopped\":\"" + model.summary().stop().detail());
    assertThat(all)
        .anyMatch(row -> row.getString(1).equals("{\"event\":\"begin\",\"rows\":90,\"epochs\":6}"));
    assertThat(events().load().collectAsList()).isEqualTo(all);
    List<Row> later = events().option("after", all.size() - 2).load().collectAsList();
    assertThat(later).isEqualTo(all.subList(all.size() - 2, all.size()));
    assertThat(events().load().collectAsList()).isEqualTo(later);
  }

  @Test
  void readsThemWithoutJobs() {
    tagged(tag, () -> classifier().fit(ROWS));
    String group = "reads " + tag;
    SPARK.sparkContext().setJobGroup(group, "", false);
    try {
      assertThat(events().load().collectAsList()).isNotEmpty();
    } finally {
      SPARK.sparkContext().clearJobGroup();
    }
    assertThat(SPARK.sparkContext().statusTracker().getJobIdsForGroup(group)).isEmpty();
  }

  @Test
  void stopsAFit() {
    NeuralNetworkClassificationModel stopped =
        tagged(
            tag,
            () ->
                classifier()
                    .setMaxIter(1000)
                    .setListener(
                        new TrainingListener() {
                          @Override
                          public void epoch(TrainingState state) {
                            if (state.history().size() == 3) {
                              events().option("stop", true).load().collect();
                            }
                          }
                        })
                    .fit(ROWS));
    assertThat(stopped.summary().stop().reason()).isEqualTo(Stop.Reason.INTERRUPTED);
    assertThat(stopped.summary().totalIterations()).isEqualTo(3);
  }

  @Test
  void aRequestMayComeBeforeItsFit() {
    assertThat(events().option("stop", true).load().collectAsList()).isEmpty();
    assertThatThrownBy(() -> tagged(tag, () -> classifier().fit(ROWS)))
        .isInstanceOf(InterruptedTrainingException.class);
  }

  @Test
  void aWatchThatIsGivenComesFirst() {
    FitWatch watch = new FitWatch();
    tagged(tag, () -> classifier().setWatch(watch).fit(ROWS));
    assertThat(watch.poll()).isNotEmpty();
    assertThat(events().load().collectAsList()).isEmpty();
  }

  @Test
  void remembersThoseThatAreAskedFor() {
    tagged(tag, () -> classifier().fit(ROWS));
    FitWatch watch = ConnectFits.watch(tag);
    for (int other = 0; other < 1000; other++) {
      ConnectFits.watch("plateau-" + other);
      assertThat(ConnectFits.watch(tag)).isSameAs(watch);
    }
    for (int other = 0; other < 1000; other++) {
      ConnectFits.watch("plateau-" + other);
    }
    assertThat(ConnectFits.watch(tag)).isNotSameAs(watch);
  }

  @Test
  void saysWhatItNeeds() {
    assertThatThrownBy(() -> SPARK.read().format(FitEvents.class.getName()).load().collectAsList())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "option fit must be the tag under which a fit runs, such as plateau-UUID, got none");
  }
}
