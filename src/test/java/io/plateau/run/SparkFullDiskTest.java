package io.plateau.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.LocalSpark;
import java.util.List;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.feature.StringIndexerModel;
import org.apache.spark.sql.SaveMode;
import org.junit.jupiter.api.Test;

/** What Spark writes on a full disk. */
class SparkFullDiskTest extends OnFullDisk {
  /** In the tasks of a Spark job. */
  @Test
  void underPredictions() {
    String output = uri("predictions");
    var rows = LocalSpark.session().range(50).toDF();
    refused(
        "predictions",
        () -> Predictions.write(rows, Runs.job("x").data(), output, SaveMode.ErrorIfExists));
  }

  @Test
  void underTheModel() {
    Transformer[] stages = {new StringIndexerModel("strings", new String[] {"a", "b"})};
    PipelineModel pipeline = new PipelineModel("pipeline", List.of(stages));
    refused("model", () -> SavedPipeline.write(LocalSpark.session(), pipeline, uri("model")));
    assertThat(folder.resolve("model")).doesNotExist();
  }
}
