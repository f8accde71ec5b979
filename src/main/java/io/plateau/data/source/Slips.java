package io.plateau.data.source;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.csv.CSVExprUtils;

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
    String set = separator(options);
    return SEPARATORS.stream()
        .filter(sep -> !sep.equals(set) && names.get(0).contains(sep))
        .findFirst()
        .map(
            sep ->
                "has one column, named \"%s\"; set data.options.sep: \"%s\""
                    .formatted(names.get(0).replace("\t", "\\t"), sep.replace("\t", "\\t")));
  }

  static String separator(Map<String, String> options) {
    String set = options.getOrDefault("sep", options.getOrDefault("delimiter", ","));
    try {
      return CSVExprUtils.toDelimiterStr(set); // as which a backslash and a t are a tab
    } catch (RuntimeException refused) { // Spark will say so
      return set;
    }
  }

  /**
   * Names of columns that are not in the encoding that they are read in.
   *
   * @param utf16 whether their file is known to be of UTF-16; it mostly shows in its names, too
   */
  public static Optional<String> encoding(List<String> names, boolean utf16) {
    if (utf16 || names.stream().anyMatch(name -> name.indexOf('\0') >= 0)) {
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

  /**
   * What may be wrong with the header of a csv file that lacks a column, or nothing.
   *
   * @param names of its columns in their order
   */
  public static String header(String wanted, List<String> names, Map<String, String> options) {
    if (!SourceOptions.header(options)) {
      return names.stream().allMatch(name -> UNNAMED.matcher(name).matches())
          ? "; set data.options.header: true if the first line has the names"
          : "";
    }
    String title = names.size() == 1 ? names.get(0) : "";
    if (title.contains(" ") || title.startsWith("#")) {
      return title.startsWith("#")
          ? "; set data.options.comment: \"#\" to skip lines that begin with it"
          : "; the first line of the file must have the names of all columns";
    }
    List<String> repeated =
        IntStream.range(0, names.size())
            .filter(i -> names.get(i).equalsIgnoreCase(wanted + i))
            .mapToObj(names::get)
            .toList();
    if (repeated.size() > 1) {
      return "; its header may have that name %d times, and Spark appends its place to each, as in %s and %s: use one of these names, or rename the columns of the file"
          .formatted(repeated.size(), repeated.get(0), repeated.get(1));
    }
    return names.stream().anyMatch(name -> NUMBER.matcher(name).matches())
        ? "; if the first line has values, write one of names before it, or set data.options.header: false and name columns _c0, _c1, …"
        : "";
  }

  /** What may be wrong with records that do not fit the columns, or nothing. */
  public static String malformed(Collection<String> records, Map<String, String> options) {
    String quote = quote(options);
    boolean lines = Boolean.parseBoolean(options.get("multiLine"));
    boolean open =
        !lines
            && !quote.isEmpty()
            && records.stream()
                .anyMatch(
                    record -> record.chars().filter(c -> c == quote.charAt(0)).count() % 2 == 1);
    if (open) {
      return "; a quote is left open: set data.options.multiLine: true if values have line breaks";
    }
    boolean doubled =
        quote.length() == 1
            && !quote.equals(options.get("escape"))
            && records.stream()
                .anyMatch(record -> doubles(record, quote.charAt(0), separator(options)));
    return doubled
        ? "; quotes within a quoted value are doubled: set data.options.escape: %s"
            .formatted(scalar(quote))
        : "";
  }

  private static String quote(Map<String, String> options) {
    return options.getOrDefault("quote", "\"");
  }

  /** A quote as it is written in a job. */
  private static String scalar(String quote) {
    return quote.equals("'") ? "\"'\"" : "'" + quote + "'";
  }

  /**
   * Whether a record is well formed by RFC 4180, with quotes that are doubled within a quoted
   * value.
   */
  private static boolean doubles(String record, char quote, String separator) {
    boolean found = false;
    int at = 0;
    while (true) {
      at = afterBlanks(record, at, separator);
      if (at < record.length() && record.charAt(at) == quote) {
        int end = record.indexOf(quote, at + 1);
        while (end >= 0 && end + 1 < record.length() && record.charAt(end + 1) == quote) {
          found = true;
          end = record.indexOf(quote, end + 2);
        }
        if (end < 0) {
          return false;
        }
        at = afterBlanks(record, end + 1, separator);
      } else {
        int end = record.indexOf(separator, at);
        at = end < 0 ? record.length() : end;
      }
      if (at == record.length()) {
        return found;
      }
      if (!record.startsWith(separator, at)) {
        return false;
      }
      at += separator.length();
    }
  }

  private static int afterBlanks(String record, int from, String separator) {
    int at = from;
    while (at < record.length()
        && Character.isWhitespace(record.charAt(at))
        && !record.startsWith(separator, at)) {
      at++;
    }
    return at;
  }

  /** Whether a text is a number with a comma for its decimals, or for its thousands. */
  public static boolean isDecimalComma(String text) {
    return DECIMAL_COMMA.matcher(text).matches();
  }

  /**
   * The quote of a csv file that Spark keeps where it is doubled; empty where there is none, or
   * where options say how quotes within a value are escaped.
   */
  public static Optional<String> keptQuote(Map<String, String> options) {
    return Optional.of(quote(options))
        .filter(quote -> quote.length() == 1 && !options.containsKey("escape"));
  }

  /**
   * Whether a text is as Spark then reads {@code """big"" town"}, with the quotes around it and all
   * others doubled, or {@code "the ""big"""}, with doubled quotes at its end.
   */
  public static boolean isDoublyQuoted(String text, String quote) {
    boolean around = text.length() > 2 && text.startsWith(quote) && text.endsWith(quote);
    String within = around ? text.substring(1, text.length() - 1) : text;
    String single = within.replace(quote + quote, "");
    return !single.contains(quote)
        && single.length() < within.length()
        && (around || text.startsWith(single));
  }

  /** What to do about a column of texts with doubled quotes. */
  public static String doubled(String quote) {
    return "quotes that are doubled within a quoted value; set data.options.escape: %s, or '\\' where values are to keep them"
        .formatted(scalar(quote));
  }

  /** What to do about a column of numbers with commas. */
  public static final String COMMAS =
      "commas in its numbers; for decimal commas set data.options.locale: de-DE and declare the column DECIMAL(18,6) in data.options.schema, for thousands declare it DECIMAL(18,0)";
}
