package io.plateau.job;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A YAML document with the place of every value, before anybody has given values a meaning. */
sealed interface Tree {
  /** Where it begins. */
  Position at();

  /** The value in words, for messages. */
  String describe();

  /**
   * @param text as written, without quotes
   * @param quoted whether it was, so that it is text for sure
   */
  record Scalar(Position at, String text, boolean quoted) implements Tree {
    /** Whether it stands for nothing, by the core schema of YAML 1.2. */
    boolean isNull() {
      return !quoted && List.of("", "~", "null", "Null", "NULL").contains(text);
    }

    @Override
    public String describe() {
      if (isNull()) {
        return "nothing";
      }
      if (!quoted && YamlNumbers.isNumber(text)) {
        return text;
      }
      return (quoted ? "the text " : "") + Text.shown(text);
    }
  }

  record Items(Position at, List<Tree> items) implements Tree {
    public Items {
      items = List.copyOf(items);
    }

    @Override
    public String describe() {
      return "a list";
    }
  }

  /** Keys with values, in the order of the file. */
  record Mapping(Position at, Map<String, Entry> entries) implements Tree {
    @Override
    public String describe() {
      return "a mapping";
    }

    /** A copy where the value at {@code path} is another; what is missing on the way is made. */
    Mapping with(List<String> path, Tree value) {
      Map<String, Entry> changed = new LinkedHashMap<>(entries);
      String key = path.get(0);
      Tree inner = value;
      if (path.size() > 1) {
        Entry old = entries.get(key);
        Mapping below =
            old != null && old.value() instanceof Mapping mapping
                ? mapping
                : new Mapping(value.at(), old == null ? Map.of() : shorthand(old));
        inner = below.with(path.subList(1, path.size()), value);
      }
      Entry before = entries.get(key);
      // What a group lacks is missing where the group is, not where one of its keys is replaced.
      Position place = path.size() > 1 && before != null ? before.at() : value.at();
      changed.put(key, new Entry(place, inner));
      return new Mapping(at, changed);
    }

    /** {@code optimizer: adam} stands for {@code optimizer: {name: adam}}. */
    static Map<String, Entry> shorthand(Entry entry) {
      return entry.value() instanceof Scalar scalar && scalar.isNull()
          ? Map.of()
          : Map.of("name", entry);
    }
  }

  /**
   * @param at of the key
   */
  record Entry(Position at, Tree value) {}
}
