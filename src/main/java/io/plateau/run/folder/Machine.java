package io.plateau.run.folder;

import io.plateau.math.Blas;
import io.plateau.store.BuildVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.internal.SQLConf;

/**
 * What the driver runs on: versions, CPU and BLAS, by name; and the time zone of the session, by
 * which Spark reads times without one.
 */
final class Machine {
  static final String ZONE = "time zone";

  private Machine() {}

  static Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("plateau", BuildVersion.text());
    facts.put("spark", org.apache.spark.package$.MODULE$.SPARK_VERSION());
    facts.put("java", Runtime.version() + ", " + System.getProperty("java.vendor"));
    facts.put(
        "system",
        String.join(
            " ",
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            System.getProperty("os.arch")));
    facts.put("cpu", cpu());
    facts.put("blas", Blas.get().description());
    facts.put(ZONE, SQLConf.get().sessionLocalTimeZone());
    return facts;
  }

  private static String cpu() {
    try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException | java.io.UncheckedIOException notLinux) {
      return "unknown";
    }
  }
}
