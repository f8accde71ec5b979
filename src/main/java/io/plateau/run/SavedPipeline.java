package io.plateau.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plateau.store.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.feature.IndexToString;
import org.apache.spark.ml.feature.StringIndexerModel;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.DefaultParamsWriter;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.Option;

/**
 * Pipeline of a run in the folders that {@code PipelineModel.load} reads. Spark's own writer runs a
 * job for the metadata of every stage; here those of its own stages are written as files, and only
 * tables by jobs.
 */
record SavedPipeline(SparkSession spark, FileSystem files) {
  /** Writes a pipeline in place of what is at the path. */
  static void write(SparkSession spark, PipelineModel pipeline, String path) {
    Path folder = new Path(path);
    RunStorage.writing(
        folder,
        () -> {
          FileSystem files = folder.getFileSystem(spark.sessionState().newHadoopConf());
          files.delete(folder, true);
          new SavedPipeline(spark, files).write(pipeline, folder);
          return folder;
        });
  }

  private void write(PipelineModel pipeline, Path folder) throws IOException {
    Transformer[] stages = pipeline.stages();
    ObjectNode metadata = Json.object(metadata(pipeline));
    ArrayNode uids = metadata.putObject("paramMap").putArray("stageUids");
    int digits = Integer.toString(stages.length).length();
    for (int i = 0; i < stages.length; i++) {
      uids.add(stages[i].uid());
      String name = String.format(Locale.ROOT, "%0" + digits + "d_%s", i, stages[i].uid());
      write(stages[i], new Path(folder, "stages/" + name));
    }
    write(metadata.toString(), folder);
  }

  private void write(Transformer stage, Path folder) throws IOException {
    if (stage instanceof StringIndexerModel indexer) {
      write(metadata(stage), folder);
      labels(indexer).coalesce(1).write().parquet(new Path(folder, "data").toString());
    } else if (stage instanceof IndexToString) {
      write(metadata(stage), folder);
    } else {
      ((MLWritable) stage).write().save(folder.toString());
    }
  }

  private String metadata(Params stage) {
    return DefaultParamsWriter.getMetadataToSave(stage, spark, Option.empty(), Option.empty());
  }

  private void write(String metadata, Path folder) throws IOException {
    try (OutputStream out = files.create(new Path(folder, "metadata/part-00000"), true)) {
      out.write((metadata + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  /** The table that an indexer has beside its metadata. */
  private Dataset<Row> labels(StringIndexerModel indexer) {
    var strings = DataTypes.createArrayType(DataTypes.StringType);
    return spark.createDataFrame(
        List.of(RowFactory.create((Object) indexer.labelsArray())),
        new StructType().add("labelsArray", DataTypes.createArrayType(strings)));
  }
}
