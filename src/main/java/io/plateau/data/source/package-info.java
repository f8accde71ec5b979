/**
 * Sources as strangers make them, as rows of a {@link io.plateau.data.source.Table}.
 *
 * <p>{@link io.plateau.data.source.Source} opens what a job's {@code data} names. {@link
 * io.plateau.data.source.SourceOptions} adds defaults to the options of a job, {@link
 * io.plateau.data.source.FlatColumns} replaces structs by their fields and arrays of numbers by
 * vectors, {@link io.plateau.data.source.TextTypes} has the columns that are text whatever their
 * values look like, {@link io.plateau.data.source.HeaderNames} tells whether the first lines of csv
 * files can be compared, {@link io.plateau.data.source.Slips} names the key to set where a file is
 * not what its options say, and {@link io.plateau.data.source.Faults} says what Spark complains of
 * in words of our own:
 *
 * <pre>{@code
 * Table table = Source.read(spark, job.data(), Origin.ofJob(job.data().path()), TextTypes.NONE);
 * Slips.separator(List.of("price;carat;cut"), table.options());   // data.options.sep: ";"
 * }</pre>
 *
 * <p>Depends on Spark SQL, {@code data.idx}, {@code job}, {@code scan}, {@code frame}, {@code
 * engine.shard}, {@code table} and {@code train}.
 */
package io.plateau.data.source;
