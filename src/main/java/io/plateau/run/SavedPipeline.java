package io.plateau.run;

import static io.plateau.run.folder.OutputFailedException.writing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plateau.ml.NeuralNetworkClassificationModel;
import io.plateau.ml.NeuralNetworkRegressionModel;
import io.plateau.ml.TableEncoderModel;
import io.plateau.store.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.feature.IndexToString;
import org.apache.spark.ml.feature.StringIndexerModel;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWriter;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.sql.SparkSession;
import scala.Option;

/**
 * Pipeline of a run in the folders that {@code PipelineModel.load} reads. Spark's own writer runs a
 * job for the metadata of every stage, and its reader two; here they are files, read and written as
 * such.
 */
record SavedPipeline(SparkSession spark, FileSystem files, Path folder) {
  private static final String METADATA = "metadata/part-00000";
  private static final String DATA = "data";
  private static final String PARAMS = "paramMap";
  private static final String STAGES = "stageUids";

  private static SavedPipeline at(SparkSession spark, String path) throws IOException {
    Path folder = new Path(path);
    return new SavedPipeline(
        spark, folder.getFileSystem(spark.sessionState().newHadoopConf()), folder);
  }

  /** Writes a pipeline in place of what is at the path; nothing is left where that fails. */
  static void write(SparkSession spark, PipelineModel pipeline, String path) {
    writing(
        new Path(path),
        () -> {
          SavedPipeline saved = at(spark, path);
          saved.files.delete(saved.folder, true);
          try {
            saved.write(pipeline);
          } catch (Throwable e) {
            saved.files.delete(saved.folder, true);
            throw e;
          }
        });
  }

  /**
   * Reads a pipeline. One that {@link #write} has not written, as those of version 0.1.0, and one
   * that is damaged are left to Spark, which reads it or says what is wrong.
   */
  static PipelineModel read(SparkSession spark, String path) {
    Optional<PipelineModel> read;
    try {
      read = at(spark, path).read();
    } catch (IOException | RuntimeException leftToSpark) {
      read = Optional.empty();
    }
    return read.orElseGet(() -> PipelineModel.load(path));
  }

  private Path stage(int number, int stages, String uid) {
    int digits = Integer.toString(stages).length();
    return new Path(folder, String.format(Locale.ROOT, "stages/%0" + digits + "d_%s", number, uid));
  }

  private void write(PipelineModel pipeline) throws IOException {
    Transformer[] stages = pipeline.stages();
    ObjectNode metadata = Json.object(metadata(pipeline));
    ArrayNode uids = metadata.putObject(PARAMS).putArray(STAGES);
    for (int i = 0; i < stages.length; i++) {
      uids.add(stages[i].uid());
      write(stages[i], stage(i, stages.length, stages[i].uid()));
    }
    write(metadata.toString(), folder);
  }

  private void write(Transformer stage, Path place) throws IOException {
    if (stage instanceof StringIndexerModel indexer) {
      write(metadata(stage), place);
      IndexerLabels.write(files, new Path(place, DATA), indexer.labelsArray());
    } else if (stage instanceof IndexToString) {
      write(metadata(stage), place);
    } else {
      ((MLWritable) stage).write().save(place.toString());
    }
  }

  private String metadata(Params stage) {
    return DefaultParamsWriter.getMetadataToSave(stage, spark, Option.empty(), Option.empty());
  }

  private void write(String metadata, Path place) throws IOException {
    try (OutputStream out = files.create(new Path(place, METADATA), true)) {
      out.write((metadata + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  /** The pipeline; empty where a stage is of another kind than those of {@link #write}. */
  private Optional<PipelineModel> read() throws IOException {
    String metadata = read(folder);
    List<String> uids = new ArrayList<>();
    for (JsonNode uid : Json.object(metadata).path(PARAMS).path(STAGES)) {
      uids.add(uid.asText());
    }
    List<Transformer> stages = new ArrayList<>();
    for (int i = 0; i < uids.size(); i++) {
      Optional<Transformer> stage = transformer(stage(i, uids.size(), uids.get(i)));
      if (stage.isEmpty()) {
        return Optional.empty();
      }
      stages.add(stage.get());
    }
    String uid = DefaultParamsReader.parseMetadata(metadata, PipelineModel.class.getName()).uid();
    return Optional.of(new PipelineModel(uid, stages));
  }

  private Optional<Transformer> transformer(Path place) throws IOException {
    DefaultParamsReader.Metadata metadata = DefaultParamsReader.parseMetadata(read(place), "");
    String type = metadata.className();
    String path = place.toString();
    if (type.equals(TableEncoderModel.class.getName())) {
      return Optional.of(TableEncoderModel.load(path));
    } else if (type.equals(NeuralNetworkClassificationModel.class.getName())) {
      return Optional.of(NeuralNetworkClassificationModel.load(path));
    } else if (type.equals(NeuralNetworkRegressionModel.class.getName())) {
      return Optional.of(NeuralNetworkRegressionModel.load(path));
    } else if (type.equals(IndexToString.class.getName())) {
      return Optional.of(with(metadata, new IndexToString(metadata.uid())));
    } else if (type.equals(StringIndexerModel.class.getName())) {
      String[][] labels = IndexerLabels.read(files, new Path(place, DATA));
      return Optional.of(with(metadata, new StringIndexerModel(metadata.uid(), labels)));
    }
    return Optional.empty();
  }

  private static Transformer with(DefaultParamsReader.Metadata metadata, Transformer stage) {
    metadata.getAndSetParams(stage, Option.empty());
    return stage;
  }

  private String read(Path place) throws IOException {
    try (InputStream in = files.open(new Path(place, METADATA))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
  }
}
