package io.plateau.ml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plateau.report.RunFiles;
import io.plateau.report.RunReport;
import io.plateau.store.Json;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileUtil;

/** The page that a run of the command line has as {@code report.html}, of a summary. */
public final class SummaryPage {
  /** The name of the folder is the title of the page. */
  private static final String TITLE = "Training";

  private SummaryPage() {}

  /**
   * The page as HTML.
   *
   * @param facts of {@link SummaryJson}: {@code history}, {@code bestEpoch}, {@code reason}, {@code
   *     detail} and {@code time}
   * @throws IOException for facts that are not JSON, or a full disk
   */
  public static String of(String facts) throws IOException {
    ObjectNode known = Json.object(facts);
    File parent = Files.createTempDirectory("plateau-report").toFile();
    try {
      Path run = Files.createDirectory(parent.toPath().resolve(TITLE));
      StringBuilder history = new StringBuilder();
      for (JsonNode epoch : known.path("history")) {
        history.append(epoch).append('\n');
      }
      Files.writeString(run.resolve(RunFiles.HISTORY), history);
      Files.write(run.resolve(RunFiles.METRICS), Json.bytes(metrics(known)));
      RunReport.write(
          new org.apache.hadoop.fs.Path(new org.apache.hadoop.fs.Path(parent.toURI()), TITLE),
          new Configuration(false));
      return Files.readString(run.resolve(RunFiles.REPORT), StandardCharsets.UTF_8);
    } finally {
      FileUtil.fullyDelete(parent);
    }
  }

  /** What a run has in {@code metrics.json} of its end. */
  private static ObjectNode metrics(ObjectNode known) {
    ObjectNode metrics = Json.object();
    ObjectNode stopped = metrics.putObject("stopped");
    for (String name : List.of("reason", "detail")) {
      stopped.set(name, known.path(name));
    }
    stopped.put("epoch", known.path("history").size());
    metrics.set("kept", known.path("bestEpoch"));
    metrics.set("time", known.path("time"));
    return metrics;
  }
}
