package io.plateau.job;

import io.plateau.table.Kind;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** How the kinds of columns are written in a job. */
final class ColumnKinds {
  private ColumnKinds() {}

  /** A mapping of columns to kinds, such as {@code {zip: category}}. */
  static io.plateau.job.Kind<Map<String, Kind>> kind() {
    io.plateau.job.Kind<String> words = Kinds.choice(Kind::words);
    return io.plateau.job.Kind.of(
        "a mapping of columns to their kinds: " + String.join(", ", Kind.words()),
        tree -> {
          if (!(tree instanceof Tree.Mapping mapping)) {
            throw new io.plateau.job.Kind.Mismatch(tree, "");
          }
          Map<String, Kind> kinds = new LinkedHashMap<>();
          mapping
              .entries()
              .forEach((name, entry) -> kinds.put(name, Kind.of(words.read(entry.value()))));
          return Collections.unmodifiableMap(kinds);
        },
        kinds ->
            kinds.entrySet().stream()
                .map(entry -> Text.write(entry.getKey()) + ": " + entry.getValue().word())
                .collect(Collectors.joining(", ", "{", "}")));
  }
}
