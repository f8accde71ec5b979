package io.plateau.data.source;

import io.plateau.data.idx.IdxFile;
import io.plateau.data.idx.IdxRows;
import io.plateau.engine.shard.TaskRdds;
import io.plateau.job.Job;
import io.plateau.train.DataException;
import java.io.IOException;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/**
 * The files of the MNIST family (LeCun, Cortes, Burges 1998): one of images, one of labels, gzipped
 * or not.
 *
 * <p>The path names the file of images. That of the labels has the same name with {@code
 * labels-idx1} for {@code images-idx3}; the option {@code labels} names that of the job's path, and
 * of no other. A row is {@code features}, a vector of the pixels (0 … 255, row by row), and {@code
 * label}, an integer.
 */
final class Idx {
  static final String FEATURES = "features";
  static final String LABEL = "label";

  /** Rows a task reads. A gzipped file is unpacked from its start by each, so not too few. */
  private static final int SLICE = 15_000;

  private Idx() {}

  /**
   * The images at an origin, and their labels.
   *
   * @param origin that of the job, or of other rows
   */
  static Table read(SparkSession spark, Job.Data data, Origin origin) {
    String path = origin.path();
    Map<String, String> options = data.options();
    for (String option : options.keySet()) {
      if (!option.equals("labels")) {
        throw new DataException("format idx has no option \"%s\"; it has labels".formatted(option));
      }
    }
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    SerializableConfiguration conf =
        new SerializableConfiguration(spark.sessionState().newHadoopConf());
    boolean named = options.containsKey("labels");
    String labelPath =
        named && isSame(path, data.path(), conf) ? options.get("labels") : labelsOf(path, named);
    IdxFile images = open(path, conf);
    IdxFile labels = open(labelPath, conf);
    images.requireDimensions(3, "images: count, rows, columns");
    labels.requireDimensions(1, "labels: count");
    if (images.count() != labels.count()) {
      throw new DataException(
          "%s has %d images but %s has %d labels; they must be a pair"
              .formatted(path, images.count(), labelPath, labels.count()));
    }
    int slices = (int) Math.max(1, (images.count() + SLICE - 1L) / SLICE);
    JavaRDD<Row> rows =
        TaskRdds.flatMap(
            context.parallelize(IntStream.range(0, slices).boxed().toList(), slices),
            slice -> {
              int from = slice * SLICE;
              int to = from + Math.min(SLICE, images.count() - from);
              return new IdxRows(images, labels, from, to, conf.value());
            });
    StructType schema =
        new StructType()
            .add(FEATURES, SQLDataTypes.VectorType(), false)
            .add(LABEL, DataTypes.IntegerType, false)
            .add(Hidden.FILE, DataTypes.StringType, false)
            .add(Hidden.BLOCK, DataTypes.LongType, false);
    return new Table(spark.createDataFrame(rows, schema), origin, "idx", false, options);
  }

  private static IdxFile open(String path, SerializableConfiguration conf) {
    try {
      return IdxFile.open(new Path(path), conf.value());
    } catch (IOException | IllegalArgumentException problem) {
      if (problem instanceof DataException known) {
        throw known;
      }
      throw unreadable(path, problem);
    }
  }

  private static DataException unreadable(String path, Exception problem) {
    return new DataException("cannot read " + path + " as idx: " + problem.getMessage(), problem);
  }

  private static boolean isSame(String path, String other, SerializableConfiguration conf) {
    return path.equals(other) || qualified(path, conf).equals(qualified(other, conf));
  }

  private static Path qualified(String name, SerializableConfiguration conf) {
    try {
      Path path = new Path(name);
      return path.getFileSystem(conf.value()).makeQualified(path);
    } catch (IOException | IllegalArgumentException problem) {
      throw unreadable(name, problem);
    }
  }

  private static String labelsOf(String images, boolean namedForOthers) {
    if (!images.contains("images-idx3")) {
      throw new DataException(
          (namedForOthers
                  ? "the labels of %s are not known: data.options.labels names only those of data.path; call the images …images-idx3-ubyte, and their labels …labels-idx1-ubyte"
                  : "the labels of %s are not known: name them in data.options.labels, or call the images …images-idx3-ubyte")
              .formatted(images));
    }
    return images.replace("images-idx3", "labels-idx1");
  }
}
