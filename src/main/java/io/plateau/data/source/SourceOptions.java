package io.plateau.data.source;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Options of a source: those of a job, and defaults for text formats where it has none. */
public final class SourceOptions {
  /** The types of the columns in DDL, {@code "carat DOUBLE, cut STRING"}. */
  public static final String SCHEMA = "schema";

  /** Whether the first line of a csv file has the names of the columns. */
  public static final String HEADER = "header";

  /** By text format, how a file has its rows and values, whichever these are. */
  private static final Map<String, List<String>> DIALECTS =
      Map.of(
          "csv",
          List.of("sep", "delimiter", "quote", "escape", "encoding", "charset", "lineSep"),
          "json",
          List.of("encoding", "charset", "lineSep"),
          "xml",
          List.of("rowTag", "attributePrefix", "valueTag", "encoding", "charset"));

  private static final String DECLARATION = "version=\"1.0\" encoding=\"%s\" standalone=\"yes\"";

  private SourceOptions() {}

  /** Whether a format is text, which has no types of its own. */
  public static boolean isText(String format) {
    return DIALECTS.containsKey(format);
  }

  /**
   * The options that a source is read with. For csv, the first line has the names of the columns,
   * types are inferred, and blanks around values are left out.
   *
   * @param said by the job, in any case of letters
   * @return by name, in any case of letters
   */
  public static Map<String, String> of(String format, Map<String, String> said) {
    Map<String, String> options = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    options.putAll(said);
    if (isText(format)) {
      options.putIfAbsent("mode", "FAILFAST");
      // Pruned columns are not parsed, so a field too many or too few would pass unseen.
      options.putIfAbsent("columnPruning", "false");
    }
    if (format.equals("csv")) {
      options.putIfAbsent(HEADER, "true");
      options.putIfAbsent("inferSchema", String.valueOf(!options.containsKey(SCHEMA)));
      options.putIfAbsent("ignoreLeadingWhiteSpace", "true");
      options.putIfAbsent("ignoreTrailingWhiteSpace", "true");
    }
    if (options.containsKey(SCHEMA)) {
      options.putIfAbsent(HeaderNames.ENFORCE, "false");
    }
    return Collections.unmodifiableMap(options);
  }

  /**
   * The options that files of a format are written with, to be read with those of {@link #of}.
   * Where these have no quotes, but vectors that are predicted, such as {@code [0.1, 0.9]}, have
   * the separator, there are quotes around vectors: Spark would write characters of code 0 that it
   * cannot read.
   *
   * @return none of formats that are no text
   */
  public static Map<String, String> ofWritten(String format, Map<String, String> read) {
    Map<String, String> written = new TreeMap<>();
    DIALECTS.getOrDefault(format, List.of()).stream()
        .filter(read::containsKey)
        .forEach(key -> written.put(key, read.get(key)));
    if (format.equals("csv")) {
      written.put(HEADER, String.valueOf(header(read)));
      if ("".equals(written.get("quote")) && ", ".contains(Slips.separator(read))) {
        written.remove("quote");
        written.put("escapeQuotes", "false");
      }
    }
    if (format.equals("json")) {
      // A column without a value in any row would be none of the file.
      written.put("ignoreNullFields", "false");
    }
    if (format.equals("xml")) {
      // A file says its encoding itself; Spark would have each say UTF-8.
      Stream.of("encoding", "charset")
          .filter(written::containsKey)
          .findFirst()
          .ifPresent(key -> written.put("declaration", DECLARATION.formatted(written.get(key))));
    }
    return written;
  }

  /** Whether a csv file is read as one with names in its first line. */
  public static boolean header(Map<String, String> options) {
    return Boolean.parseBoolean(options.get(HEADER));
  }
}
