package io.plateau.run;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/**
 * Parquet file that Spark's {@code StringIndexerModel} has beside its metadata: a row with the
 * labels of each column, {@code array<array<string>>}. Read and written without a job of Spark.
 */
final class IndexerLabels {
  private static final String COLUMN = "labelsArray";

  /** Elements of a list, as Parquet names them. */
  private static final String LIST = "list";

  private static final String ELEMENT = "element";

  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          """
          message spark_schema {
            optional group labelsArray (LIST) {
              repeated group list {
                optional group element (LIST) {
                  repeated group list {
                    optional binary element (STRING);
                  }
                }
              }
            }
          }
          """);

  private IndexerLabels() {}

  /** Writes the labels of each column into a new folder. */
  static void write(FileSystem files, Path folder, String[][] columns) throws IOException {
    Group row = new SimpleGroup(SCHEMA);
    Group lists = row.addGroup(COLUMN);
    for (String[] labels : columns) {
      Group list = lists.addGroup(LIST).addGroup(ELEMENT);
      for (String label : labels) {
        list.addGroup(LIST).append(ELEMENT, label);
      }
    }
    Path file = new Path(folder, "part-00000.parquet");
    try (ParquetWriter<Group> out =
        ExampleParquetWriter.builder(HadoopOutputFile.fromPath(file, files.getConf()))
            .withConf(files.getConf())
            .withType(SCHEMA)
            .withWriteMode(ParquetFileWriter.Mode.CREATE)
            .build()) {
      out.write(row);
    }
  }

  /**
   * Reads the labels of each column.
   *
   * @throws IOException where there is no such file
   */
  static String[][] read(FileSystem files, Path folder) throws IOException {
    for (FileStatus file : files.listStatus(folder)) {
      if (file.getPath().getName().endsWith(".parquet")) {
        InputFile labels = HadoopInputFile.fromStatus(file, files.getConf());
        try (ParquetReader<Group> in = new Reading(labels).build()) {
          return columns(in.read());
        }
      }
    }
    throw new IOException(folder + " has no labels");
  }

  /** A reader with the configuration of its file: that of a path reads the files of a new one. */
  private static final class Reading extends ParquetReader.Builder<Group> {
    Reading(InputFile file) {
      super(file);
    }

    @Override
    protected ReadSupport<Group> getReadSupport() {
      return new GroupReadSupport();
    }
  }

  private static String[][] columns(Group row) {
    return elements(row.getGroup(COLUMN, 0)).stream()
        .map(
            column ->
                elements(column.getGroup(ELEMENT, 0)).stream()
                    .map(label -> label.getString(ELEMENT, 0))
                    .toArray(String[]::new))
        .toArray(String[][]::new);
  }

  private static List<Group> elements(Group list) {
    return IntStream.range(0, list.getFieldRepetitionCount(LIST))
        .mapToObj(i -> list.getGroup(LIST, i))
        .toList();
  }
}
