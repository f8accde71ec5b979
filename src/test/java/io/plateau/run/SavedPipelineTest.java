package io.plateau.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plateau.LocalSpark;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.io.FileUtils;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.feature.IndexToString;
import org.apache.spark.ml.feature.StringIndexerModel;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.param.Param;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pipelines of runs are those of Spark's own reader and writer. */
class SavedPipelineTest {
  private static final String[] CLASSES = {"", "ä|\"b\"", "two\nlines", "0"};

  @TempDir private Path folder;
  private final SparkSession spark = LocalSpark.session();

  /** Eleven stages, whose numbers have two digits. */
  private static PipelineModel pipeline() {
    List<Transformer> stages = new ArrayList<>();
    stages.add(
        new StringIndexerModel("labels", CLASSES)
            .setInputCol("class")
            .setOutputCol("label")
            .setHandleInvalid("keep"));
    stages.add(
        new StringIndexerModel("several", new String[][] {{"x", "y"}, {}})
            .setInputCols(new String[] {"a", "b"})
            .setOutputCols(new String[] {"c", "d"}));
    for (int i = 0; i < 9; i++) {
      stages.add(
          new IndexToString("names" + i)
              .setInputCol("index" + i)
              .setOutputCol("name" + i)
              .setLabels(CLASSES));
    }
    return new PipelineModel("pipeline", stages);
  }

  /** Uids, params with their defaults, and labels. */
  private static List<String> facts(PipelineModel pipeline) {
    List<String> facts = new ArrayList<>(List.of(pipeline.uid()));
    for (Transformer stage : pipeline.stages()) {
      facts.add(stage.getClass() + " " + stage.uid());
      for (Param<?> param : stage.params()) {
        Object value = stage.isDefined(param) ? stage.getOrDefault(param) : "none";
        Object[] values = value instanceof Object[] several ? several : new Object[] {value};
        facts.add(param.name() + " " + stage.isSet(param) + " " + Arrays.toString(values));
      }
      if (stage instanceof StringIndexerModel indexer) {
        facts.add(Arrays.deepToString(indexer.labelsArray()));
      }
    }
    return facts;
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void areReadAndWrittenAsSparkDoes() throws IOException {
    SavedPipeline.write(spark, pipeline(), path("own"));
    assertThat(facts(PipelineModel.load(path("own")))).isEqualTo(facts(pipeline()));
    assertThat(facts(SavedPipeline.read(spark, path("own")))).isEqualTo(facts(pipeline()));
    pipeline().write().save(path("spark"));
    assertThat(facts(SavedPipeline.read(spark, path("spark")))).isEqualTo(facts(pipeline()));
  }

  @Test
  void takeNoJobs() {
    assertThat(LocalSpark.jobs(() -> SavedPipeline.write(spark, pipeline(), path("own")))).isZero();
    assertThat(LocalSpark.jobs(() -> SavedPipeline.read(spark, path("own")))).isZero();
    assertThat(LocalSpark.jobs(() -> PipelineModel.load(path("own"))))
        .as("are counted")
        .isPositive();
  }

  @Test
  void otherStagesAreLeftToSpark() {
    VectorAssembler assembler =
        new VectorAssembler("vectors").setInputCols(new String[] {"a", "b"}).setOutputCol("c");
    PipelineModel other = new PipelineModel("other", List.of(assembler, pipeline()));
    SavedPipeline.write(spark, other, path("other"));
    PipelineModel read = SavedPipeline.read(spark, path("other"));
    assertThat(facts((PipelineModel) read.stages()[1])).isEqualTo(facts(pipeline()));
    assertThat(((VectorAssembler) read.stages()[0]).getInputCols()).containsExactly("a", "b");
  }

  @Test
  void whatIsDamagedIsSaidBySpark() throws IOException {
    SavedPipeline.write(spark, pipeline(), path("damaged"));
    Path data = folder.resolve("damaged/stages/00_labels/data");
    assertThat(data).isDirectory();
    FileUtils.deleteDirectory(data.toFile());
    assertThatThrownBy(() -> SavedPipeline.read(spark, path("damaged")))
        .hasMessageContaining("00_labels/data");
    FileUtils.deleteDirectory(folder.resolve("damaged/metadata").toFile());
    assertThatThrownBy(() -> SavedPipeline.read(spark, path("damaged")))
        .hasMessageContaining("damaged/metadata");
  }
}
