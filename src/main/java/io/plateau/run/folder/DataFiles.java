package io.plateau.run.folder;

import io.plateau.job.Job;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The paths a job reads, and how many bytes lie there. */
public final class DataFiles {
  private DataFiles() {}

  /** By path, without secrets; a path that is none of a file system's is left out. */
  public static Map<String, Long> of(Job.Data data, Configuration configuration) {
    Map<String, Long> bytes = new LinkedHashMap<>();
    if (data.format().equals(Job.Data.TABLE)) { // of whose name there may be a folder, too
      return bytes;
    }
    measure(data.path(), configuration, bytes);
    for (Job.Part part : new Job.Part[] {data.split().test(), data.split().validation()}) {
      if (part instanceof Job.Part.Path path) {
        measure(path.path(), configuration, bytes);
      }
    }
    return bytes;
  }

  /** Which files have another size than they had, a clause; empty where none that is there has. */
  static Optional<String> difference(Map<String, Long> then, Map<String, Long> now) {
    return then.entrySet().stream()
        .filter(file -> !now.getOrDefault(file.getKey(), file.getValue()).equals(file.getValue()))
        .map(
            file ->
                "%s had %d bytes, now %d"
                    .formatted(file.getKey(), file.getValue(), now.get(file.getKey())))
        .reduce((one, other) -> one + "; " + other);
  }

  private static void measure(String path, Configuration configuration, Map<String, Long> bytes) {
    try {
      Path where = new Path(path);
      FileSystem files = where.getFileSystem(configuration);
      long sum = 0;
      var found = files.globStatus(where);
      if (found == null) {
        return;
      }
      for (var status : found) {
        sum += files.getContentSummary(status.getPath()).getLength();
      }
      bytes.put(Secrets.standard().address(path), sum);
    } catch (IOException | IllegalArgumentException notFiles) {
      // A table of a database has no files to measure.
      return;
    }
  }
}
