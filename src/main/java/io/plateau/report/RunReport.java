package io.plateau.report;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Makes {@code report.html} from the files of a run, finished or not. */
public final class RunReport {
  private final Configuration configuration;

  public RunReport(Configuration configuration) {
    this.configuration = configuration;
  }

  /**
   * Writes the report of a run into its folder.
   *
   * @return where it is
   */
  public Path write(Path run) throws IOException {
    RunFiles files = new RunFiles(run, configuration);
    return files.write(RunFiles.REPORT, Page.of(RunDocument.of(files), false));
  }

  /** The page that follows a run while it goes on. */
  public String live(Path run) throws IOException {
    return Page.of(document(run).put("live", true), true);
  }

  /** What the page shows now, as JSON. */
  public String data(Path run) throws IOException {
    return document(run).put("live", true).toString();
  }

  private com.fasterxml.jackson.databind.node.ObjectNode document(Path run) throws IOException {
    return RunDocument.of(new RunFiles(run, configuration));
  }
}
