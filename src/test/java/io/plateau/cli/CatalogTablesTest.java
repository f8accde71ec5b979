package io.plateau.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.cli.CommandLineRuns.Outcome;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs on tables and views of Spark's catalog, beside the same jobs on files. */
class CatalogTablesTest {
  private static final String FROM =
      "data: {path: %s, format: %s, label: y, features: [a, b, c, day], split: {%s}}";

  private static final String OTHERS = "{path: shop.others}";

  @TempDir private static Path folder;
  private static CommandLineRuns commands;

  @BeforeAll
  static void tables() throws IOException {
    commands = new CommandLineRuns(folder);
    SparkSession spark = commands.spark();
    List<String> columns =
        List.of(
            "id % 7 as a",
            "if(id % 5 = 0, null, id / 3) as b",
            "elt(1 + id % 3, 'p', 'q', 'r') as c",
            "date_add(date'2026-01-01', cast(id % 90 as int)) as day",
            "if(id % 7 > 3, 'yes', 'no') as y");
    spark
        .range(400)
        .selectExpr(columns.toArray(String[]::new))
        .write()
        .parquet(commands.path("rows"));
    spark
        .range(400, 450)
        .selectExpr(columns.toArray(String[]::new))
        .write()
        .parquet(commands.path("others"));
    spark.sql("create database shop");
    spark.sql("create table shop.others using parquet location '%s/others'".formatted(folder));
    spark.sql("create table shop.`rows` using parquet location '%s/rows'".formatted(folder));
    spark.sql("create view shop.seen as select * from shop.`rows`");
    spark.read().parquet(commands.path("rows")).createOrReplaceTempView("passing");
    spark
        .read()
        .parquet(commands.path("rows"))
        .write()
        .partitionBy("c")
        .option("path", commands.path("parts-of-c"))
        .format("orc")
        .saveAsTable("shop.parts");
    train("files", commands.path("rows"), "parquet", "{path: " + commands.path("others") + "}");
  }

  @AfterAll
  static void drop() {
    commands.spark().sql("drop database shop cascade");
    commands.spark().catalog().dropTempView("passing");
  }

  private static Outcome train(String run, String path, String format, String validation)
      throws IOException {
    return commands.train(job(run, path, format, "test: 0.1, validation: " + validation));
  }

  private static String job(String run, String path, String format, String split)
      throws IOException {
    return commands.file(
        run + ".yaml",
        """
        output: @/%s
        %s
        network: {hidden: [4]}
        stopping: {maxEpochs: 3}
        """
            .formatted(run, FROM.formatted(path, format, split)));
  }

  @ParameterizedTest
  @CsvSource({
    "shop.`rows`, named",
    "spark_catalog.shop.`rows`, whole",
    "shop.seen, view",
    "passing, passing"
  })
  void haveTheWeightsOfTheirRows(String table, String run) throws IOException {
    train(run, "'%s'".formatted(table), "table", OTHERS);
    areEqual(run, "files");
  }

  @Test
  void haveTheWeightsOfTheirParts() throws IOException {
    train("folders", commands.path("parts-of-c"), "orc", "0.2");
    train("partitioned", "shop.parts", "table", "0.2");
    areEqual("partitioned", "folders");
  }

  private static void areEqual(String run, String other) throws IOException {
    assertThat(commands.weights(run)).isEqualTo(commands.weights(other));
    for (String part : List.of("train", "validation", "test")) {
      assertThat(commands.metrics(run).get(part)).isEqualTo(commands.metrics(other).get(part));
    }
  }

  @Test
  void areMeasuredAndPredicted() throws IOException {
    train("used", "shop.seen", "table", OTHERS);
    String run = commands.path("used");
    Outcome table = commands.run("evaluate", run, "--data", "shop.others");
    Outcome files =
        commands.run("evaluate", run, "--data", commands.path("others"), "data.format=parquet");
    assertThat(table.err()).isEmpty();
    assertThat(table.out().replace("shop.others", "")).contains("accuracy");
    assertThat(table.out().replace("shop.others", commands.path("others"))).isEqualTo(files.out());
    String written = commands.path("predictions");
    Outcome predicted = commands.run("predict", run, "--data", "shop.others", "--output", written);
    assertThat(predicted.err()).isEmpty();
    List<Row> rows =
        commands.spark().read().parquet(written).drop("prediction", "probability").collectAsList();
    assertThat(rows)
        .containsExactlyInAnyOrderElementsOf(commands.spark().table("shop.others").collectAsList());
  }

  @Test
  void takePredictions() throws IOException {
    SparkSession spark = commands.spark();
    assertThat(predict("shop.others", "shop.predicted").out())
        .endsWith("predictions in table shop.predicted\n");
    String folder = commands.path("beside");
    commands.run(
        "predict",
        commands.path("files"),
        "--data",
        "shop.others",
        "data.format=table",
        "--output",
        folder);
    List<Row> expected = spark.read().parquet(folder).collectAsList();
    assertThat(spark.table("shop.predicted").collectAsList())
        .containsExactlyInAnyOrderElementsOf(expected);
    Outcome again = predict("shop.others", "shop.predicted");
    assertThat(again.err())
        .startsWith(
            "table shop.predicted exists already; replace it with --overwrite, or name another table");
    assertThat(again.status()).isEqualTo(5);
    spark.sql("truncate table shop.predicted");
    assertThat(predict("shop.others", "shop.predicted", "--overwrite").err()).isEmpty();
    assertThat(spark.table("shop.predicted").collectAsList())
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  /** By its name or a view: a table is dropped before it is written again. */
  @ParameterizedTest
  @ValueSource(strings = {"shop.chain", "spark_catalog.shop.chain", "shop.through"})
  void areNotReadAndReplacedAtOnce(String data) {
    SparkSession spark = commands.spark();
    predict("shop.others", "shop.chain", "--overwrite");
    spark.sql("create or replace view shop.through as select * from shop.chain");
    List<Row> before = spark.table("shop.chain").collectAsList();
    Outcome refused = predict(data, "shop.chain", "--overwrite");
    assertThat(spark.table("shop.chain").collectAsList()).isEqualTo(before).isNotEmpty();
    assertThat(refused.err())
        .startsWith("table shop.chain holds the rows that are read; name another table");
    assertThat(refused.status()).isEqualTo(5);
  }

  private static Outcome predict(String data, String table, String... more) {
    List<String> command =
        new ArrayList<>(List.of("predict", commands.path("files"), "data.format=table"));
    command.addAll(List.of("--data", data, "--table", table));
    command.addAll(List.of(more));
    return commands.run(command.toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "shop.others|5|table shop.others exists and has no column \"prediction\", so it holds no predictions; name another table, or drop it first",
        "shop.seen|5|shop.seen is a view; name another table",
        "none.such|2|none.such is in a database that is not there; create it with spark-sql (CREATE DATABASE …), or name another table",
        "lake.a.b|2|lake.a.b is in a catalog that Spark does not have; give its packages and settings before the command, or name a table of Spark's own, such as shop.predicted",
        "shop.a-b|2|shop.a-b is not the name of a table; write it as in SQL, with backticks around a part that has more than letters, digits and _"
      })
  void areNotLostToPredictions(String name, int status, String message) {
    Outcome refused = predict("shop.others", name, "--overwrite");
    assertThat(refused.err()).startsWith(message);
    assertThat(refused.status()).isEqualTo(status);
  }

  @Test
  void areReproducedUntilTheyChange() throws IOException {
    SparkSession spark = commands.spark();
    spark
        .table("shop.seen")
        .withColumn("a", functions.col("a").plus(1))
        .write()
        .saveAsTable("shop.changing");
    train("changed", "shop.changing", "table", OTHERS);
    String run = commands.path("changed");
    assertThat(commands.run("reproduce", run, "--output", run + "-1").status()).isZero();
    spark.sql("insert into shop.changing select * from shop.others limit 1");
    Outcome changed = commands.run("reproduce", run, "--output", run + "-2");
    assertThat(changed.out()).contains("training rows.count: the run had 362, now it is 363");
    assertThat(changed.status()).isOne();
  }

  /** A folder with the name of a table, as that of the sources, has nothing to do with it. */
  @Test
  void haveNoFiles() throws IOException {
    String name = "src";
    assertThat(Path.of(name)).isDirectory();
    commands.spark().table("shop.seen").createOrReplaceTempView(name);
    try {
      train("named-only", name, "table", OTHERS);
    } finally {
      commands.spark().catalog().dropTempView(name);
    }
    assertThat(Files.readString(folder.resolve("named-only/provenance.json")))
        .contains("\"data\" : { }");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nowhere", "shop.nothing", "none.such", "a.b.c.d", "seen"})
  void areNotThere(String name) throws IOException {
    Outcome refused = commands.run("train", job("none", name, "table", ""));
    assertThat(refused.err())
        .startsWith(
            "there is no table or view "
                + name
                + " (data.path) in Spark's catalogs; spark-sql lists those that there are (SHOW TABLES IN …), --conf spark.sql.catalogImplementation=hive before the command adds those of a Hive metastore, and files need another data.format, such as parquet");
    assertThat(refused.status()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/data/rows.csv", "shop.rows-1", "hdfs://x/y", "shop..x"})
  void haveNames(String path) throws IOException {
    Outcome refused = commands.run("check", job("none", path, "table", ""));
    assertThat(refused.err())
        .startsWith(
            path
                + " (data.path) is not the name of a table; write it as in SQL, with backticks around a part that has more than letters, digits and _, or set data.format to that of the files");
    assertThat(refused.status()).isEqualTo(3);
  }

  @Test
  void haveTheirColumns() throws IOException {
    String job = job("none", "shop.seen", "table", "");
    assertThat(commands.run("check", job, "data.options.schema=a INT").err())
        .startsWith(
            "shop.seen (data.path) has the columns that its catalog says; leave out data.options.schema");
  }

  @Test
  void needTheirFiles() throws IOException {
    SparkSession spark = commands.spark();
    String gone = commands.path("gone");
    spark.range(9).write().parquet(gone);
    spark.sql("create view shop.gone as select * from parquet.`%s`".formatted(gone));
    FileUtils.deleteDirectory(new File(gone));
    assertThat(commands.run("check", job("none", "shop.gone", "table", "")).err())
        .startsWith("the files of shop.gone (data.path) are not there: file:" + gone);
  }

  @Test
  void needTheirCatalog() throws IOException {
    String setting = "spark.sql.catalog.lake";
    commands.spark().conf().set(setting, "org.example.Lake");
    try {
      assertThat(commands.run("check", job("none", "lake.shop.x", "table", "")).err())
          .startsWith(
              "cannot read lake.shop.x (data.path) from its catalog: ClassNotFoundException: org.example.Lake; give the packages and settings with which spark-sql reads it, before the command");
    } finally {
      commands.spark().conf().unset(setting);
    }
  }

  @Test
  void knowNoOrder() throws IOException {
    Outcome refused = commands.run("check", job("none", "shop.seen", "table", "test: last 20"));
    assertThat(refused.err())
        .contains("needs files, whose order is known, but format table has none");
  }
}
