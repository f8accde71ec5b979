package io.plateau.cluster;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A standalone master and workers of one core each, as processes. Every worker has a loopback
 * address of its own: Spark makes a second attempt of a slow task on another host only.
 */
public final class StandaloneCluster implements AutoCloseable {
  private static final Pattern STARTED =
      Pattern.compile("Starting Spark master at (spark://[\\d.]+:\\d+)");

  private final Path folder;
  private final List<ChildJvm> processes = new ArrayList<>();
  private final String master;

  /** Starts them; their logs and work go to a folder. */
  public StandaloneCluster(Path folder, int workers) {
    this.folder = folder;
    new File(folder.toFile(), "home/jars").mkdirs();
    try {
      master = start(workers);
    } catch (RuntimeException | AssertionError e) {
      close();
      throw e;
    }
  }

  private String start(int workers) {
    ChildJvm first =
        daemon("master", "127.0.0.1", List.of("--host", "127.0.0.1", "--port", "0"), "Master");
    first.await("a master", () -> STARTED.matcher(first.said()).find());
    Matcher started = STARTED.matcher(first.said());
    started.find();
    String address = started.group(1);
    for (int i = 1; i <= workers; i++) {
      String host = "127.0.0." + i;
      String work = folder.resolve("work" + i).toString();
      daemon(
          "worker" + i,
          host,
          List.of("--host", host, "-c", "1", "-m", "1g", "-d", work, address),
          "Worker");
    }
    first.await("workers", () -> first.said().split("Registering worker", -1).length > workers);
    return address;
  }

  private ChildJvm daemon(String name, String host, List<String> options, String role) {
    List<String> words = new ArrayList<>(List.of("--webui-port", "0"));
    words.addAll(options);
    ChildJvm daemon =
        ChildJvm.start(
            folder.resolve(name + ".log"),
            "256m",
            environment(host),
            "org.apache.spark.deploy." + role.toLowerCase(java.util.Locale.ROOT) + "." + role,
            words);
    processes.add(daemon);
    return daemon;
  }

  private Map<String, String> environment(String host) {
    return Map.of(
        "SPARK_LOCAL_IP",
        host,
        "SPARK_SCALA_VERSION",
        "2.13",
        "SPARK_HOME",
        folder.resolve("home").toString());
  }

  /** Submits Plateau's main class from a driver process of its own. */
  public ChildJvm submit(String name, Map<String, String> settings, List<String> command) {
    List<String> words = new ArrayList<>(List.of("--master", master));
    setting(words, "spark.executor.memory", "512m");
    setting(words, "spark.executor.extraClassPath", ChildJvm.classPath());
    setting(words, "spark.executor.extraJavaOptions", String.join(" ", ChildJvm.CHEAP));
    return submit(folder.resolve(name + ".log"), words, settings, command);
  }

  /** The same on a master within the driver. */
  public static ChildJvm submitLocally(Path log, List<String> command) {
    return submit(log, new ArrayList<>(List.of("--master", "local[2]")), Map.of(), command);
  }

  private static ChildJvm submit(
      Path log, List<String> words, Map<String, String> settings, List<String> command) {
    setting(words, "spark.ui.enabled", "false");
    setting(words, "spark.driver.host", "127.0.0.1");
    setting(words, "spark.sql.shuffle.partitions", "2");
    // Compiling the plans of small data takes longer than interpreting them.
    setting(words, "spark.sql.codegen.wholeStage", "false");
    setting(words, "spark.sql.codegen.factoryMode", "NO_CODEGEN");
    settings.forEach((key, value) -> setting(words, key, value));
    words.addAll(List.of("--class", "io.plateau.cli.Main", "spark-internal"));
    words.addAll(command);
    return ChildJvm.start(
        log,
        "700m",
        Map.of("SPARK_LOCAL_IP", "127.0.0.1"),
        "org.apache.spark.deploy.SparkSubmit",
        words);
  }

  private static void setting(List<String> words, String key, String value) {
    words.addAll(List.of("--conf", key + "=" + value));
  }

  /** The executors that live; a worker starts nothing else. */
  public List<ProcessHandle> executors() {
    return processes.stream().skip(1).flatMap(worker -> worker.children().stream()).toList();
  }

  @Override
  public void close() {
    processes.forEach(ChildJvm::close);
  }
}
