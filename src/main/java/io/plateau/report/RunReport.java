package io.plateau.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plateau.files.TextFolder;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Makes {@code report.html} from the files of a run, finished or not. */
public final class RunReport {
  private RunReport() {}

  /**
   * Writes the report of a run into its folder.
   *
   * @return where it is
   */
  public static Path write(Path run, Configuration configuration) throws IOException {
    TextFolder files = new TextFolder(run, configuration);
    return files.write(RunFiles.REPORT, Page.of(RunDocument.of(files), false));
  }

  /** The page that follows a run while it goes on. */
  static String live(Path run, Configuration configuration) throws IOException {
    return Page.of(data(run, configuration), true);
  }

  /** What that page shows now. */
  static ObjectNode data(Path run, Configuration configuration) throws IOException {
    return RunDocument.of(new TextFolder(run, configuration)).put("live", true);
  }
}
