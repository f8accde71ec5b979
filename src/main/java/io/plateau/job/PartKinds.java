package io.plateau.job;

import io.plateau.job.Job.Part;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How a part of the rows is written in a job. */
final class PartKinds {
  private static final Pattern LAST = Pattern.compile("last ([0-9]+)");

  /** Where the rows of a part are told, as overrides may say it. */
  static final List<String> PATHS =
      Stream.of("test", "validation")
          .flatMap(part -> Stream.of("path", "column").map(of -> "data.split." + part + "." + of))
          .toList();

  private PartKinds() {}

  /** {@code null}, {@code 0.2}, {@code last 4000}, {@code {column: c}} or {@code {path: p}}. */
  static Kind<Part> part() {
    return new Kind<>(
        "a fraction in (0, 1), \"last n\" with n rows, {column: …}, {path: …}, or null",
        PartKinds::read,
        PartKinds::write);
  }

  private static Part read(Tree tree) {
    if (tree instanceof Tree.Mapping mapping) {
      return mapping(mapping);
    }
    Tree.Scalar scalar = Kinds.plain(tree);
    if (scalar.isNull()) {
      return new Part.None();
    }
    Matcher last = LAST.matcher(scalar.text());
    if (last.matches()) {
      long rows = YamlNumbers.whole(last.group(1)).orElse(0);
      Kind.require(rows >= 1, tree);
      return new Part.Last(rows);
    }
    return new Part.Fraction(Kinds.number(tree, fraction -> fraction > 0 && fraction < 1));
  }

  private static Part mapping(Tree.Mapping mapping) {
    if (mapping.entries().size() != 1) {
      throw new Kind.Mismatch(mapping, " of " + mapping.entries().size() + " keys");
    }
    Map.Entry<String, Tree.Entry> only = mapping.entries().entrySet().iterator().next();
    Tree value = only.getValue().value();
    return switch (only.getKey()) {
      case "column" -> new Part.Column(Kinds.scalar(value).text());
      case "path" -> new Part.Path(Kinds.scalar(value).text());
      default ->
          throw new Kind.Mismatch(
              mapping,
              " with the key \""
                  + only.getKey()
                  + "\""
                  + Suggestions.hint(only.getKey(), List.of("column", "path")));
    };
  }

  private static String write(Part part) {
    if (part instanceof Part.Fraction fraction) {
      return YamlNumbers.write(fraction.fraction());
    } else if (part instanceof Part.Last last) {
      return "last " + last.rows();
    } else if (part instanceof Part.Column column) {
      return "{column: " + Text.write(column.name()) + "}";
    } else if (part instanceof Part.Path path) {
      return "{path: " + Text.write(path.path()) + "}";
    }
    return "null";
  }
}
