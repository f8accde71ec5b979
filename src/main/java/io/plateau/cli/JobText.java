package io.plateau.cli;

import io.plateau.job.JobReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Reader of job files by path or URI: a path without a scheme is a local file whatever the
 * cluster's default file system, since that is where people write jobs and where spark-submit puts
 * {@code --files}.
 */
final class JobText {
  private JobText() {}

  /** The text of a job file, or a JobFileException. */
  static String text(String where, Configuration configuration) {
    if (!where.matches("[A-Za-z][A-Za-z0-9+.-]+:/.*")) {
      return JobReader.textOf(java.nio.file.Path.of(where));
    }
    Path path = new Path(where);
    try (InputStream in = path.getFileSystem(configuration).open(path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (FileNotFoundException e) {
      throw JobReader.unreadable(where, "no such file");
    } catch (IOException e) {
      throw JobReader.unreadable(where, String.valueOf(e.getMessage()));
    }
  }
}
