/**
 * Sources as strangers make them: default options of text formats, nested columns, and the slips
 * that a name or a record gives away.
 *
 * <p>{@link io.plateau.data.source.SourceOptions} adds defaults to the options of a job, {@link
 * io.plateau.data.source.FlatColumns} replaces structs by their fields and arrays of numbers by
 * vectors, {@link io.plateau.data.source.TextTypes} has the columns that are text whatever their
 * values look like, {@link io.plateau.data.source.HeaderNames} tells whether the first lines of csv
 * files can be compared, and {@link io.plateau.data.source.Slips} names the key to set where a file
 * is not what its options say:
 *
 * <pre>{@code
 * Map<String, String> options = SourceOptions.of("csv", Map.of());      // header, inferSchema, …
 * Slips.separator(List.of("price;carat;cut"), options);                 // data.options.sep: ";"
 * }</pre>
 *
 * <p>Depends on Spark SQL, {@code table} and {@code train}.
 */
package io.plateau.data.source;
