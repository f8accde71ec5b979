package io.plateau.data.source;

import static org.apache.spark.sql.functions.col;

import io.plateau.engine.shard.JobDescription;
import io.plateau.job.Job;
import io.plateau.train.DataException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import org.apache.spark.sql.execution.datasources.LogicalRelation;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Reads what a job's {@code data} names, through Spark's readers and catalogs or as IDX.
 *
 * <p>Of text formats, records that do not fit the columns (a malformed number, a missing or an
 * extra field) are marked, where Spark's default would drop them or read null.
 */
public final class Source {
  private Source() {}

  /**
   * The rows at an origin.
   *
   * @param origin not necessarily that of the job: test rows may have their own
   * @param texts columns that are text whatever type is guessed
   * @throws DataException where there is nothing to read, or the source is not known
   */
  public static Table read(SparkSession spark, Job.Data data, Origin origin, TextTypes texts) {
    if (data.format().equals("idx")) {
      return Idx.read(spark, data, origin);
    }
    return JobDescription.during(
        spark.sparkContext(), "opening " + origin.path(), () -> opened(spark, data, origin, texts));
  }

  private static Table opened(SparkSession spark, Job.Data data, Origin origin, TextTypes texts) {
    String path = origin.path();
    Map<String, String> options = SourceOptions.of(data.format(), data.options());
    String schema = options.get(SourceOptions.SCHEMA);
    boolean csv = data.format().equals("csv");
    boolean text = SourceOptions.isText(data.format());
    boolean inferred = text && schema == null;
    try {
      DataFrameReader reader = spark.read().format(data.format()).options(options);
      Optional<StructType> ofFile =
          csv && inferred ? CsvTypes.of(spark, options, path) : Optional.empty();
      ofFile.ifPresent(reader::schema);
      if (schema != null) {
        requireNoTable(data.format(), origin);
        reader.schema(schema);
      }
      Dataset<Row> rows = loaded(reader, data.format(), path);
      requireNoSlip(rows, options, data.format(), origin);
      if (csv) {
        requireNotInFolders(rows, path);
      }
      StructType guessed = inferred ? texts.in(rows.schema()) : rows.schema();
      boolean lenient = text && !options.get("mode").equalsIgnoreCase("DROPMALFORMED");
      Function<StructType, Dataset<Row>> load =
          columns -> (lenient ? lenient(reader, columns) : reader.schema(columns)).load(path);
      Table untimed = new Table(rows, origin, data.format(), inferred, options);
      TimesOfDay times =
          text
              ? untimed.read(
                  () ->
                      TimesOfDay.of(
                          columns -> FlatColumns.of(load.apply(columns), path), guessed, options))
              : TimesOfDay.NONE;
      StructType types = times.in(guessed);
      boolean compared =
          csv && ofFile.isEmpty() && HeaderNames.compares(spark, rows, options, path);
      if (compared) {
        reader.option(HeaderNames.ENFORCE, "false");
      }
      if (lenient || compared || !types.equals(rows.schema())) {
        rows = load.apply(types);
      }
      Dataset<Row> flat = FlatColumns.of(placed(rows), path);
      return untimed.with(times.dated(flat, Hidden.MALFORMED));
    } catch (Exception problem) { // Scala's exceptions are not declared
      throw Subfolders.told(spark, data.format(), options, origin)
          .<RuntimeException>map(told -> new DataException(told, problem))
          .orElseGet(() -> Faults.reading(origin, data.format(), problem));
    }
  }

  /**
   * The rows; where some records are not json, with the columns of the others, so that the first of
   * them can be told when all are read.
   */
  private static Dataset<Row> loaded(DataFrameReader reader, String format, String path) {
    try {
      return format.equals(Job.Data.TABLE) ? reader.table(path) : reader.load(path);
    } catch (Exception problem) { // Scala's exceptions are not declared
      if (!format.equals("json") || !Faults.isMalformed(problem)) {
        throw problem;
      }
      Dataset<Row> others = reader.option("mode", "DROPMALFORMED").load(path);
      if (others.columns().length == 0) {
        throw problem;
      }
      return others;
    }
  }

  /** Refuses a schema for a table, of which Spark's message advises to write other code. */
  private static void requireNoTable(String format, Origin origin) {
    if (format.equals(Job.Data.TABLE)) {
      throw new DataException(
          "%s has the columns that its catalog says; leave out data.options.%s"
              .formatted(origin, SourceOptions.SCHEMA));
    }
  }

  /** Reads rows with a column that tells which of them do not fit. */
  private static DataFrameReader lenient(DataFrameReader reader, StructType types) {
    return reader
        .schema(types.add(Hidden.MALFORMED, DataTypes.StringType))
        .option("mode", "PERMISSIVE")
        .option("columnNameOfCorruptRecord", Hidden.MALFORMED);
  }

  /** Refuses columns that show at once that the options are not those of the file. */
  private static void requireNoSlip(
      Dataset<Row> rows, Map<String, String> options, String format, Origin origin) {
    List<String> names = List.of(rows.schema().fieldNames());
    if (names.isEmpty()) {
      throw new DataException("there is nothing in " + origin);
    }
    if (format.equals("csv")) {
      FirstBytes bytes =
          OtherFormat.isDoubtful(names.get(0)) ? FirstBytes.of(rows) : FirstBytes.NONE;
      OtherFormat.told(names, bytes)
          .or(() -> Slips.encoding(names, bytes.isUtf16() && Slips.undecoded(names.get(0))))
          .or(() -> Slips.separator(names, options))
          .ifPresent(
              slip -> {
                throw new DataException(origin.path() + " " + slip);
              });
    }
  }

  /**
   * Refuses csv files with a column that the names of their folders give them, too: with the types
   * said, Spark does not expect it in the files.
   */
  private static void requireNotInFolders(Dataset<Row> rows, String place) {
    LogicalPlan plan =
        ((org.apache.spark.sql.classic.Dataset<Row>) rows).queryExecution().analyzed();
    if (plan instanceof LogicalRelation files
        && files.relation() instanceof HadoopFsRelation relation
        && !relation.overlappedPartCols().isEmpty()) {
      throw new DataException(
          "column \"%s\" is in the csv files of %s and in the names of their folders; set data.options.recursiveFileLookup: true to read only the column of the files"
              .formatted(relation.overlappedPartCols().values().head().name(), place));
    }
  }

  /** Adds where each row stands, if the source is made of files. */
  private static Dataset<Row> placed(Dataset<Row> rows) {
    try {
      return rows.select(
          col("*"),
          col("_metadata.file_path").as(Hidden.FILE),
          col("_metadata.file_block_start").as(Hidden.BLOCK));
    } catch (Exception noFiles) {
      if (noFiles instanceof AnalysisException) {
        return rows;
      }
      throw noFiles;
    }
  }
}
