package io.plateau.bench;

import com.sun.management.OperatingSystemMXBean;
import io.plateau.data.JobData;
import io.plateau.data.Prepared;
import io.plateau.engine.shard.Census;
import io.plateau.engine.shard.ShardLayout;
import io.plateau.job.Job;
import io.plateau.spec.TrainingSpec;
import io.plateau.spec.Values;
import io.plateau.table.TableRules;
import io.plateau.train.StageListener;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.RDDInfo;

/**
 * Seconds to read, prepare and pack a table of 50 columns on two cores: 30 numbers, 15 categories
 * of up to 10 000 values and 5 dates, 5 percent of each missing, in Parquet. {@code TableBench
 * [ROWS [TIMES]]}, as in {@code TableBench 1000000 5}: the first time in a fresh process, the
 * others after it. Prints a Markdown table, and the bytes that the packed training rows take in
 * memory by column and row.
 */
public final class TableBench {
  private static final int NUMBERS = 30;
  private static final int CATEGORIES = 15;
  private static final int DATES = 5;
  private static final int COLUMNS = NUMBERS + CATEGORIES + DATES;
  private static final int MOST_VALUES = 10_000;
  private static final double MISSING = 0.05;
  private static final int BATCH = 256;
  private static final long SEED = 7;
  private static final Job.Part NONE = new Job.Part.None();

  private TableBench() {}

  public static void main(String[] args) throws IOException {
    long rows = args.length > 0 ? Long.parseLong(args[0]) : 1_000_000;
    int times = args.length > 1 ? Integer.parseInt(args[1]) : 5;
    Path file = Files.createTempDirectory("table-bench").resolve("table.parquet");
    try (SparkSession spark =
        SparkSession.builder().master("local[2]").appName("bench").getOrCreate()) {
      write(spark, file, rows);
      System.out.printf(
          "| %,d rows | read s | prepare s | pack s | all s | rows/s | processor s |%n|---|---|---|---|---|---|---|%n",
          rows);
      double bytes = 0;
      for (int i = 0; i < times; i++) {
        bytes = measure(spark, file, rows, i == 0 ? "first" : "again");
      }
      System.out.printf(
          Locale.ROOT, "%nbytes of a column and row once packed: %.3f%n", bytes / rows / COLUMNS);
    }
  }

  /** Prints seconds; returns the bytes of the packed rows. */
  private static double measure(SparkSession spark, Path file, long rows, String name) {
    final long[] worked = {processor(), 0, 0, 0};
    final long began = System.nanoTime();
    try (JobData data = JobData.read(spark, data(file), spec())) {
      final long read = System.nanoTime();
      worked[1] = processor();
      Prepared prepared = data.prepare();
      final long prepare = System.nanoTime();
      worked[2] = processor();
      Census census = prepared.census();
      int width = prepared.table().width();
      data.pack(
          new ShardLayout(
              width,
              1,
              census.shards(width, BATCH),
              census.partitions(width),
              census.sparse(width),
              SEED),
          new StageListener() {});
      final long packed = System.nanoTime();
      worked[3] = processor();
      System.out.printf(
          Locale.ROOT,
          "| %s | %.2f | %.2f | %.2f | %.2f | %,.0f | %.2f + %.2f + %.2f |%n",
          name,
          (read - began) * 1e-9,
          (prepare - read) * 1e-9,
          (packed - prepare) * 1e-9,
          (packed - began) * 1e-9,
          rows / ((packed - began) * 1e-9),
          (worked[1] - worked[0]) * 1e-9,
          (worked[2] - worked[1]) * 1e-9,
          (worked[3] - worked[2]) * 1e-9);
      return Arrays.stream(spark.sparkContext().getRDDStorageInfo())
          .filter(info -> info.name().equals("shards of training rows"))
          .mapToLong(RDDInfo::memSize)
          .sum();
    }
  }

  /** Nanoseconds of all threads of the process so far, with compilers and collectors. */
  private static long processor() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static Job.Data data(Path file) {
    TableRules rules = TableRules.DEFAULT;
    return new Job.Data(
        file.toString(),
        "parquet",
        Map.of(),
        List.of("y"),
        List.of(),
        null,
        new Job.Treatment(Job.TaskWord.AUTO, Map.of(), rules),
        new Job.Split(NONE, NONE));
  }

  private static TrainingSpec spec() {
    return TrainingSpec.of(Values.NONE.with(TrainingSpec.SEED, SEED));
  }

  private static void write(SparkSession spark, Path file, long rows) {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < NUMBERS; i++) {
      columns.add(missing(i, number(i)).as("n" + i));
    }
    for (int i = 0; i < CATEGORIES; i++) {
      columns.add(missing(100 + i, category(i)).as("c" + i));
    }
    for (int i = 0; i < DATES; i++) {
      columns.add(missing(200 + i, date(i)).as("d" + i));
    }
    columns.add(functions.when(functions.rand(999).lt(0.3), "yes").otherwise("no").as("y"));
    spark
        .range(0, rows, 1, 4)
        .select(columns.toArray(Column[]::new))
        .write()
        .parquet(file.toString());
  }

  private static Column missing(int i, Column value) {
    return functions.when(functions.rand(1000L + i).geq(MISSING), value);
  }

  /** Normal with all digits, two digits behind the point, or a whole number below 200. */
  private static Column number(int i) {
    Column normal = functions.randn(i);
    return switch (i % 3) {
      case 0 -> normal;
      case 1 -> functions.round(functions.exp(normal).multiply(100), 2);
      default -> functions.floor(functions.rand(i).multiply(200)).cast("int");
    };
  }

  /** From 2 to 10 000 values, some of them more often than others. */
  private static Column category(int i) {
    double values = Math.ceil(2 * Math.pow(MOST_VALUES / 2.0, i / (CATEGORIES - 1.0)));
    Column code = functions.floor(functions.pow(functions.rand(300L + i), 2).multiply(values));
    return functions.concat(functions.lit("value "), code.cast("string"));
  }

  /** In ten years, by the minute or by the day. */
  private static Column date(int i) {
    Column seconds = functions.floor(functions.rand(400L + i).multiply(315_000_000)).plus(1.3e9);
    Column time = functions.timestamp_seconds(seconds);
    return i % 2 == 0 ? time : time.cast("date");
  }
}
