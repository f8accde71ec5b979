package io.plateau.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;

/** A JVM of its own on the tests' class path, whose output goes to a file. */
public final class ChildJvm implements AutoCloseable {
  /** Options of a JVM that lives for seconds: no second compiler, no verifying of bytecode. */
  public static final List<String> SHORT_LIVED =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:+UnlockDiagnosticVMOptions",
          "-XX:-BytecodeVerificationRemote",
          "-XX:+UnlockExperimentalVMOptions",
          "-XX:SymbolTableSize=524288");

  /**
   * The same with Spark's own logging, on the console: jars of Spark's tests bring others, which
   * write elsewhere.
   */
  static final List<String> CHEAP =
      Stream.concat(
              SHORT_LIVED.stream(),
              Stream.of(
                  "-Dlog4j2.configurationFile=classpath:org/apache/spark/log4j2-defaults.properties"))
          .toList();

  private static final long PATIENCE_SECONDS = 300;

  private final Process process;
  private final Path log;

  private ChildJvm(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts a class with a main method. */
  public static ChildJvm start(
      Path log, String heap, Map<String, String> environment, String main, List<String> words) {
    List<String> arguments = new ArrayList<>(List.of("-cp", classPath(), main));
    arguments.addAll(words);
    return start(log, heap, environment, arguments);
  }

  /**
   * Starts a class on any class path.
   *
   * @param arguments of {@code java}, after those for a small heap and a short life
   */
  public static ChildJvm start(
      Path log, String heap, Map<String, String> environment, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.addAll(List.of(JavaModuleOptions.defaultModuleOptions().split(" ")));
    command.add("-Xmx" + heap);
    // As in this JVM, see pom.xml.
    command.add("-Dspark.broadcast.blockSize=128k");
    command.addAll(CHEAP);
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    try {
      Files.createDirectories(log.getParent());
      return new ChildJvm(builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** That of this JVM, good from any folder. */
  public static String classPath() {
    StringBuilder absolute = new StringBuilder();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      absolute.append(absolute.isEmpty() ? "" : File.pathSeparator);
      absolute.append(new File(entry).getAbsolutePath());
    }
    return absolute.toString();
  }

  /** Waits until something holds, while the process lives. */
  public void await(String what, BooleanSupplier holds) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!holds.getAsBoolean()) {
      assertThat(process.isAlive()).as("alive before: %s%n%s", what, said()).isTrue();
      assertThat(System.nanoTime()).as("still waiting for: %s%n%s", what, said()).isLessThan(end);
      sleep(20);
    }
  }

  /** Waits for its end; the exit status, 128 + n after signal n. */
  public int status() {
    try {
      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as(said()).isTrue();
      return process.exitValue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** All that it has said so far. */
  public String said() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SIGTERM. */
  public void terminate() {
    process.destroy();
  }

  /** SIGKILL. */
  public void kill() {
    process.destroyForcibly();
  }

  /** Those it started that still live. */
  List<ProcessHandle> children() {
    return process.children().toList();
  }

  /** Sends any signal to any process. */
  public static void signal(ProcessHandle process, String name) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Kills it, and what it started. */
  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
