package io.plateau.table.fit;

import io.plateau.table.Parsing;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Spelling of numbers or dates that is not read as such, and that all strings of a column have. */
final class OtherSpelling {
  private static final String SIGN = "[\\p{Sc}%\u2030]";

  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(?<before>%s)?\\h*[-+]?\\d[\\d.,]*\\h*(?<after>%1$s)?".formatted(SIGN));

  /** Commas for thousands, or before decimals, which other numbers of the column may lack. */
  private static final List<Pattern> COMMAS =
      Stream.of("\\d{1,3}(,\\d{3})*(\\.\\d+)?", "\\d+(,\\d+)?", "\\d{1,3}(\\.\\d{3})*(,\\d+)?")
          .map(number -> Pattern.compile("[-+]?" + number))
          .toList();

  /** A month by its name, in English or German. */
  private static final String MONTH =
      "(?i:jan|feb|m[a\u00e4]r|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz])\\p{L}{0,6}\\.?";

  /** A time, with or without a zone, or none. */
  private static final String TIME =
      "([ T,]+\\d{1,2}:\\d{2}(:\\d{2}([.,]\\d{1,9})?)?( ?[AaPp][Mm])?( ?([-+]\\d{2}:?\\d{2}|\\p{Lu}{1,4}))?)?";

  private static final List<Pattern> DATES =
      Stream.of(
              "(\\p{L}{2,9}\\.?,? )?" + MONTH + " \\d{1,2}(st|nd|rd|th)?,? \\d{4}",
              "(\\p{L}{2,9}\\.?,? )?\\d{1,2}\\.?[ -]" + MONTH + "[ -](\\d{2}|\\d{4})",
              "(0?[1-9]|1[0-2])([/.-])(0?[1-9]|[12]\\d|3[01])\\2\\d{2}",
              "(0?[1-9]|[12]\\d|3[01])([/.-])(0?[1-9]|1[0-2])\\2\\d{2}")
          .map(date -> Pattern.compile(date + TIME))
          .toList();

  private OtherSpelling() {}

  /** What the strings are and what to do, a clause; empty where no such spelling is that of all. */
  static Optional<String> of(Set<String> strings) {
    Set<String> texts = present(strings);
    return ofNumbers(texts)
        .or(
            () ->
                Optional.of(texts)
                    .filter(dates -> !dates.isEmpty() && areAll(dates, DATES))
                    .map(
                        dates ->
                            "all strings look like dates, such as \"%s\"; write them as 2021-12-31"
                                .formatted(Collections.min(dates).strip())));
  }

  /** The same of numbers alone. */
  static Optional<String> numbers(Set<String> strings) {
    return ofNumbers(present(strings));
  }

  private static Optional<String> ofNumbers(Set<String> texts) {
    String sign = texts.isEmpty() ? "" : sign(texts.iterator().next());
    if (!sign.isEmpty() && texts.stream().allMatch(text -> sign(text).equals(sign))) {
      return Optional.of(
          "all strings are numbers with \"%s\"; write them as 1234.5".formatted(sign));
    }
    return texts.stream().anyMatch(text -> text.contains(",")) && areAll(texts, COMMAS)
        ? Optional.of("all strings look like numbers, some with commas; write them as 1234.5")
        : Optional.empty();
  }

  /** Without words for missing values. */
  private static Set<String> present(Set<String> strings) {
    return strings.stream().filter(text -> !Parsing.isMarker(text)).collect(Collectors.toSet());
  }

  /** Whether all texts have one of some forms. */
  private static boolean areAll(Set<String> texts, List<Pattern> forms) {
    return forms.stream()
        .anyMatch(form -> texts.stream().allMatch(text -> form.matcher(text.strip()).matches()));
  }

  /** The one sign before or behind a number; empty where there is none, or no number. */
  private static String sign(String text) {
    Matcher number = NUMBER.matcher(text.strip());
    if (!number.matches()) {
      return "";
    }
    String before = number.group("before");
    String after = number.group("after");
    return before == null ? after == null ? "" : after : after == null ? before : "";
  }
}
