package io.plateau.job;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What files of studies have in common, read while all that is wrong is gathered.
 *
 * @param problems problems are added to it
 */
record StudyParts(List<Problem> problems) {
  /** What ends a plain scalar in a list on one line. */
  private static final Pattern ENDS = Pattern.compile("[,\\[\\]{}]");

  void report(Position at, String message) {
    problems.add(new Problem(at, message));
  }

  /** Reports each key that is not known. */
  void unknown(Tree.Mapping mapping, Set<String> known) {
    String all = known.stream().sorted().collect(Collectors.joining(", "));
    mapping
        .entries()
        .forEach(
            (key, entry) -> {
              if (!known.contains(key)) {
                String hint = Suggestions.hint(key, List.copyOf(known));
                report(entry.at(), "unknown key " + Text.shown(key) + "; there are " + all + hint);
              }
            });
  }

  /** A text; empty where there is none. */
  String text(Tree.Mapping mapping, String key, boolean required) {
    Tree.Entry entry = mapping.entries().get(key);
    if (entry == null) {
      if (required) {
        report(mapping.at(), key + " is missing");
      }
      return "";
    }
    if (entry.value() instanceof Tree.Scalar scalar && !scalar.text().isBlank()) {
      return scalar.text();
    }
    report(entry.at(), key + " must be text, got " + entry.value().describe());
    return "";
  }

  /** A path; empty where there is none. */
  String path(Tree.Mapping root, String key, boolean required) {
    String path = text(root, key, required);
    JobReader.home(key, path).ifPresent(problem -> report(root.entries().get(key).at(), problem));
    return path;
  }

  String output(Tree.Mapping root, String name) {
    String output = path(root, "output", false);
    return output.isEmpty() ? "runs/studies/" + name : output;
  }

  /** The items of a list; none where there is no list. */
  List<Tree> items(Tree.Entry entry, String key) {
    if (entry == null) {
      return List.of();
    }
    if (entry.value() instanceof Tree.Items list && !list.items().isEmpty()) {
      return list.items();
    }
    report(
        entry.at(), key + " must be a list of at least one value, got " + entry.value().describe());
    return List.of();
  }

  /** Variants by name, each with values of a job; {@code common} come first. */
  List<Study.Variant> variants(Tree.Entry entry, List<Replacement> common) {
    List<Study.Variant> variants = new ArrayList<>();
    for (Tree item : items(entry, "variants")) {
      if (item instanceof Tree.Mapping mapping) {
        unknown(mapping, Set.of("name", "set"));
        List<Replacement> all = new ArrayList<>(common);
        all.addAll(replacements(mapping.entries().get("set")));
        variants.add(new Study.Variant(text(mapping, "name", true), all));
      } else {
        report(item.at(), "a variant is {name: …, set: {…}}, got " + item.describe());
      }
    }
    return variants;
  }

  /** What {@code set} says. */
  List<Replacement> replacements(Tree.Entry entry) {
    List<Replacement> replacements = new ArrayList<>();
    if (entry != null && entry.value() instanceof Tree.Mapping mapping) {
      mapping.entries().forEach((key, e) -> replacements.add(replacement(key, e.at(), e.value())));
    } else if (entry != null) {
      report(entry.at(), "set must be a mapping of the job's keys to values");
    }
    return replacements;
  }

  /** A value of a job's key, written at a place. */
  static Replacement replacement(String key, Position at, Tree value) {
    return new Replacement(at, key + "=" + written(value));
  }

  /** A value on one line, as it is written after the = of an override. */
  static String written(Tree value) {
    if (value instanceof Tree.Items list) {
      return list.items().stream()
          .map(StudyParts::written)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    if (value instanceof Tree.Mapping mapping) {
      return Text.write(mapping.entries(), entry -> written(entry.value()));
    }
    Tree.Scalar scalar = (Tree.Scalar) value;
    boolean plain = !scalar.quoted() && !ENDS.matcher(scalar.text()).find();
    return plain ? scalar.text() : Text.write(scalar.text());
  }

  /** Reports values of a job's key that are the same, however they are written. */
  void different(String path, List<Tree> values) {
    JobKey<?> key = Keys.at(OlderKeys.path(path));
    Map<Object, String> known = new HashMap<>();
    for (Tree value : key == null ? List.<Tree>of() : values) {
      try {
        String other = known.put(key.kind().read(OlderKeys.value(path, value)), written(value));
        if (other != null && !other.equals(written(value))) { // equal names are told anyway
          report(
              value.at(),
              "%s is the same with %s and with %s; leave one of them out"
                  .formatted(path, other, written(value)));
        }
      } catch (Kind.Mismatch told) { // with the jobs of the variants
        continue;
      }
    }
  }

  /** Reports where two variants would share a folder. */
  void distinct(Tree.Mapping root, List<Study.Variant> variants) {
    Map<String, String> folders = new HashMap<>();
    for (Study.Variant variant : variants) {
      // Not all file systems tell capitals from small letters.
      String other = folders.put(variant.folder().toLowerCase(Locale.ROOT), variant.name());
      if (variant.folder().isEmpty() || other != null) {
        report(
            root.at(),
            "the names of variants must differ in letters and digits: "
                + Text.shown(variant.name())
                + (other == null ? " has none" : " and " + Text.shown(other)));
      }
    }
  }
}
