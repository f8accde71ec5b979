package io.plateau.data.source;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.SparkSession;

/** Folders whose files are all in subfolders, of which Spark reads none unless it is told to. */
public final class Subfolders {
  private Subfolders() {}

  /**
   * What to do about a source that has no rows because its files are in subfolders.
   *
   * @param options of {@link SourceOptions#of}
   * @return a sentence, empty where there are files beside the subfolders, or none at all
   */
  public static Optional<String> told(
      SparkSession spark, String format, Map<String, String> options, Origin origin) {
    String path = origin.path();
    try {
      // Of columns that are said, Spark does not read the files to list them.
      DataFrameReader reader = spark.read().format(format).options(options).schema("value STRING");
      if (reader.load(path).inputFiles().length > 0) {
        return Optional.empty();
      }
      String[] files = reader.option("recursiveFileLookup", true).load(path).inputFiles();
      return files.length == 0
          ? Optional.empty()
          : Optional.of(
              "the files of %s are in subfolders; set data.options.recursiveFileLookup: true, or name one of them, such as %s (%s)"
                  .formatted(path, new Path(URI.create(files[0])).getParent(), origin.key()));
    } catch (Exception noFiles) { // Scala's exceptions are not declared
      return Optional.empty();
    }
  }
}
