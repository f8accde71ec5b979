package io.plateau.data.source;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Likely slips in the options of a source, told by names, records or values. Each answer says what
 * was seen and which key to set.
 */
public final class Slips {
  private static final List<String> SEPARATORS = List.of(";", "\t", "|", ",");
  private static final char UNDECODED = '\uFFFD';
  private static final Pattern UNNAMED = Pattern.compile("_c\\d+");
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");
  private static final Pattern DECIMAL_COMMA = Pattern.compile("[-+]?\\d+,\\d+");

  private Slips() {}

  /** A csv file read as one column whose name holds another separator. */
  public static Optional<String> separator(List<String> names, Map<String, String> options) {
    if (names.size() != 1) {
      return Optional.empty();
    }
    String set = options.getOrDefault("sep", options.getOrDefault("delimiter", ","));
    return SEPARATORS.stream()
        .filter(sep -> !sep.equals(set) && names.get(0).contains(sep))
        .findFirst()
        .map(
            sep ->
                "has one column, named \"%s\"; set data.options.sep: \"%s\""
                    .formatted(names.get(0).replace("\t", "\\t"), sep.replace("\t", "\\t")));
  }

  /** Names of columns that are not in the encoding that they are read in. */
  public static Optional<String> encoding(List<String> names) {
    if (names.stream().anyMatch(name -> name.indexOf('\0') >= 0)) {
      return Optional.of(
          "has names of columns that are not UTF-8; set data.options.encoding: UTF-16 and data.options.multiLine: true");
    }
    return names.stream()
        .filter(Slips::undecoded)
        .findFirst()
        .map(name -> "has a column \"%s\" whose name %s".formatted(name, NOT_UTF_8));
  }

  /** What to do about text that is not UTF-8. */
  public static final String NOT_UTF_8 =
      "is not UTF-8; set data.options.encoding: ISO-8859-1, or the encoding that the file has";

  /** Whether a text has characters that could not be decoded. */
  public static boolean undecoded(String text) {
    return text.indexOf(UNDECODED) >= 0;
  }

  /** What may be wrong with the header of a csv file that lacks a column, or nothing. */
  public static String header(
      String wanted, Collection<String> names, Map<String, String> options) {
    if (!SourceOptions.header(options)) {
      return names.stream().allMatch(name -> UNNAMED.matcher(name).matches())
          ? "; set data.options.header: true if the first line has the names"
          : "";
    }
    List<String> repeated =
        names.stream()
            .filter(name -> name.length() > wanted.length() && name.startsWith(wanted))
            .filter(name -> name.substring(wanted.length()).chars().allMatch(Character::isDigit))
            .toList();
    if (repeated.size() > 1) {
      return "; its header has that name %d times, and Spark numbers them: write %s"
          .formatted(repeated.size(), String.join(" or ", repeated));
    }
    return names.stream().anyMatch(name -> NUMBER.matcher(name).matches())
        ? "; set data.options.header: false if the first line has values, and name columns _c0, _c1, …"
        : "";
  }

  /** What may be wrong with records that do not fit the columns, or nothing. */
  public static String malformed(Collection<String> records, Map<String, String> options) {
    String quote = options.getOrDefault("quote", "\"");
    boolean lines = Boolean.parseBoolean(options.get("multiLine"));
    boolean open =
        !lines
            && !quote.isEmpty()
            && records.stream()
                .anyMatch(
                    record -> record.chars().filter(c -> c == quote.charAt(0)).count() % 2 == 1);
    return open
        ? "; a quote is left open: set data.options.multiLine: true if values have line breaks"
        : "";
  }

  /** Whether a text is a number with a comma for its decimals, or for its thousands. */
  public static boolean isDecimalComma(String text) {
    return DECIMAL_COMMA.matcher(text).matches();
  }

  /** What to do about a column of numbers with commas. */
  public static final String COMMAS =
      "commas in its numbers; for decimal commas set data.options.locale: de-DE and declare the column DECIMAL(18,6) in data.options.schema, for thousands declare it DECIMAL(18,0)";
}
