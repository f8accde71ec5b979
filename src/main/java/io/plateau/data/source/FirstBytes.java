package io.plateau.data.source;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.HexFormat;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How a file begins. Names of columns do not show it: Spark decodes them, ends them at a line break
 * and takes control characters off both ends.
 *
 * @param hex lower-case digits, of fewer bytes where the file is shorter
 */
record FirstBytes(String hex) {
  static final FirstBytes NONE = new FirstBytes("");

  private static final int LENGTH = 4;
  private static final String ZIP = "504b0304";
  private static final String GZIP = "1f8b";
  private static final List<String> UTF_16 = List.of("fffe", "feff");

  /**
   * Those of a file that the rows are read from; none if Spark decompresses it, or if options of
   * the source are needed to read it.
   */
  static FirstBytes of(Dataset<Row> rows) {
    Path file = new Path(URI.create(rows.inputFiles()[0]));
    Configuration hadoop = rows.sparkSession().sparkContext().hadoopConfiguration();
    if (new CompressionCodecFactory(hadoop).getCodec(file) != null) {
      return NONE;
    }
    try (InputStream in = file.getFileSystem(hadoop).open(file)) {
      return new FirstBytes(HexFormat.of().formatHex(in.readNBytes(LENGTH)));
    } catch (IOException e) {
      return NONE;
    }
  }

  boolean isZip() {
    return hex.startsWith(ZIP);
  }

  boolean isGzip() {
    return hex.startsWith(GZIP);
  }

  /** Whether the file has the byte order mark of UTF-16. */
  boolean isUtf16() {
    return UTF_16.stream().anyMatch(hex::startsWith);
  }
}
