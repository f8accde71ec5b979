package io.plateau.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;

/** Folders of runs as training writes them, and what a page carries. */
final class Runs {
  private Runs() {}

  public static String job(String name) {
    return "name: "
        + name
        + "\nseed: 7\nnetwork:\n  hidden: [4]\n  activation: relu\nstopping:\n  monitor: validationLoss\n";
  }

  /** An epoch's line; the validation loss is least in epoch 3. */
  static String line(int epoch) {
    return ("{\"epoch\":%d,\"trainLoss\":%s,\"validationLoss\":%s,\"metrics\":{\"accuracy\":0.5},"
            + "\"learningRate\":0.001,\"gradientNorm\":1.5,\"rows\":100,\"rowsPerSecond\":200.0,"
            + "\"seconds\":0.5}\n")
        .formatted(epoch, 1.0 / epoch, 1 + Math.abs(epoch - 3));
  }

  static String history(int epochs) {
    StringBuilder lines = new StringBuilder();
    for (int epoch = 1; epoch <= epochs; epoch++) {
      lines.append(line(epoch));
    }
    return lines.toString();
  }

  static void write(Path folder, String name, String text) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(name), text);
  }

  /** Makes the report of a folder and gives it back. */
  static String report(Path folder) throws IOException {
    RunReport.write(new org.apache.hadoop.fs.Path(folder.toUri().toString()), new Configuration());
    return Files.readString(folder.resolve("report.html"));
  }

  /** What a page carries. */
  static JsonNode data(String html) throws IOException {
    return new ObjectMapper().readTree(text(html));
  }

  /** The same as it stands there. */
  static String text(String html) {
    String open = "<script type=\"application/json\" id=\"data\">";
    int from = html.indexOf(open) + open.length();
    return html.substring(from, html.indexOf("</script>", from));
  }
}
