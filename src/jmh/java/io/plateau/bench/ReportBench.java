package io.plateau.bench;

import com.sun.management.OperatingSystemMXBean;
import io.plateau.cli.Main;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * Seconds and bytes of a large report: {@code ReportBench EPOCHS CLASSES TESTROWS}, as in {@code
 * ReportBench 1000 100 1000000}. Trains so many epochs of 20-64-CLASSES on 50 rows a class by the
 * command {@code train}, and counts the time from the end of the run to its report: measuring the
 * test rows (confusion, curves, calibration, layers, importance), the data's profile, the page.
 */
public final class ReportBench {
  private static final int FEATURES = 20;

  private ReportBench() {}

  public static void main(String[] args) throws IOException {
    int epochs = Integer.parseInt(args[0]);
    int classes = Integer.parseInt(args[1]);
    long rows = Long.parseLong(args[2]);
    Path folder = Files.createTempDirectory("report-bench");
    SparkSession session =
        SparkSession.builder()
            .master("local[2]")
            .appName("bench")
            // The rows never come to the driver: a bound that collecting them would break.
            .config("spark.driver.maxResultSize", "64m")
            .getOrCreate();
    rows(session, 50L * classes, classes, 1).write().parquet(folder.resolve("train").toString());
    rows(session, rows, classes, 2).write().parquet(folder.resolve("test").toString());
    Path job =
        Files.writeString(
            folder.resolve("job.yaml"),
            """
            output: %1$s/run
            data:
              path: %1$s/train
              format: parquet
              label: label
              split: {test: {path: %1$s/test}, validation: 0.1}
            network: {hidden: [64]}
            training: {batchSize: all}
            optimizer: {learningRate: 0.01}
            stopping: {maxEpochs: %2$d, patience: 0}
            checkpoint: {every: null}
            """
                .formatted(folder, epochs));
    Watch watch = new Watch(System.out);
    PrintStream before = System.out;
    System.setOut(watch);
    int status = Main.run("train", job.toString());
    System.setOut(before);
    Path report = folder.resolve("run/report.html");
    System.out.printf(
        "status %d: report of %d epochs, %d classes, %d test rows in %.1f s, %.1f s of processor time, %d bytes: %s%n",
        status,
        epochs,
        classes,
        rows,
        watch.seconds(),
        watch.processor(),
        Files.size(report),
        report);
    session.stop();
  }

  /** Noisy points around a center for each class. */
  private static Dataset<Row> rows(SparkSession session, long rows, int classes, int seed) {
    Column kind = functions.col("id").mod(classes);
    List<Column> columns = new ArrayList<>();
    columns.add(functions.concat(functions.lit("c"), kind.cast("string")).as("label"));
    for (int j = 0; j < FEATURES; j++) {
      Column center = functions.sin(kind.plus(1).multiply(j + 1));
      columns.add(center.plus(functions.randn(100L * seed + j)).as("f" + j));
    }
    return session.range(0, rows, 1, 4).select(columns.toArray(Column[]::new));
  }

  /** Shows the lines about the run and remembers when they came. */
  private static final class Watch extends PrintStream {
    private final PrintStream to;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final OperatingSystemMXBean machine =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private long ended;
    private long reported;
    private long before;
    private long after;

    Watch(PrintStream to) {
      super(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
      this.to = to;
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      for (int i = from; i < from + length; i++) {
        write(bytes[i]);
      }
    }

    @Override
    public void write(int b) {
      line.write(b);
      if (b == '\n') {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        if (text.startsWith("run in ")) {
          ended = System.nanoTime();
          before = machine.getProcessCpuTime();
        } else if (text.startsWith("report in ")) {
          reported = System.nanoTime();
          after = machine.getProcessCpuTime();
        } else if (!text.startsWith("test ")) {
          return;
        }
        to.print(text);
      }
    }

    double seconds() {
      return (reported - ended) * 1e-9;
    }

    /** Of all threads of this process, compilers and collectors too. */
    double processor() {
      return (after - before) * 1e-9;
    }
  }
}
