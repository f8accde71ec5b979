package io.plateau.job.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads study files, as strictly as job files.
 *
 * <pre>{@code
 * name: activations
 * job: jobs/letters.yaml
 * set: {stopping.maxEpochs: 10}
 * seeds: [1, 2, 3]
 * variants:
 *   - {name: none, set: {network.activation: identity}}
 * grid: {network.activation: [relu, tanh], network.hidden: [[64], [64, 64]]}
 * }</pre>
 */
public final class StudyReader {
  private static final Set<String> KEYS =
      Set.of("name", "job", "output", "set", "seeds", "variants", "grid");

  private final List<Problem> problems = new ArrayList<>();
  private final String source;

  private StudyReader(String source) {
    this.source = source;
  }

  /**
   * Reads a local file.
   *
   * @throws JobFileException with all that is wrong
   */
  public static Study read(Path file) {
    try {
      return read(file.toString(), Files.readString(file));
    } catch (NoSuchFileException e) {
      throw JobReader.unreadable(file.toString(), "no such file");
    } catch (IOException e) {
      throw JobReader.unreadable(file.toString(), e.toString());
    }
  }

  /**
   * Reads text.
   *
   * @param source what complaints call it
   * @throws JobFileException with all that is wrong
   */
  public static Study read(String source, String text) {
    return new StudyReader(source).study(text);
  }

  private Study study(String text) {
    Tree tree = TreeParser.parse(text, line -> new Position(source, line), problems);
    Study study = null;
    if (tree instanceof Tree.Mapping root) {
      unknown(root, KEYS);
      String name = text(root, "name", true);
      String job = text(root, "job", true);
      String output = text(root, "output", false);
      List<String> common = overrides(root.entries().get("set"));
      List<Study.Variant> variants =
          new ArrayList<>(listed(root.entries().get("variants"), common));
      variants.addAll(grid(root.entries().get("grid"), common));
      if (variants.isEmpty()) {
        complain(root.at(), "a study needs variants, or a grid of values");
      }
      distinct(root, variants);
      study =
          new Study(
              name,
              job,
              output.isEmpty() ? "runs/studies/" + name : output,
              seeds(root.entries().get("seeds")),
              variants);
    } else if (problems.isEmpty()) {
      complain(new Position(source, 1), "a study is a mapping with name, job and variants");
    }
    if (!problems.isEmpty()) {
      throw new JobFileException(problems);
    }
    return study;
  }

  private void complain(Position at, String message) {
    problems.add(new Problem(at, message));
  }

  private void unknown(Tree.Mapping mapping, Set<String> known) {
    mapping
        .entries()
        .forEach(
            (key, entry) -> {
              if (!known.contains(key)) {
                complain(
                    entry.at(),
                    "unknown key "
                        + Text.shown(key)
                        + "; there are "
                        + known.stream().sorted().collect(Collectors.joining(", ")));
              }
            });
  }

  private String text(Tree.Mapping mapping, String key, boolean required) {
    Tree.Entry entry = mapping.entries().get(key);
    if (entry == null) {
      if (required) {
        complain(mapping.at(), key + " is missing");
      }
      return "";
    }
    if (entry.value() instanceof Tree.Scalar scalar && !scalar.text().isBlank()) {
      return scalar.text();
    }
    complain(entry.at(), key + " must be text, got " + entry.value().describe());
    return "";
  }

  private List<Long> seeds(Tree.Entry entry) {
    List<Long> seeds = new ArrayList<>();
    for (Tree item : items(entry, "seeds")) {
      try {
        seeds.add(Long.parseLong(((Tree.Scalar) item).text()));
      } catch (ClassCastException | NumberFormatException e) {
        complain(item.at(), "a seed must be a whole number, got " + item.describe());
      }
    }
    if (seeds.stream().distinct().count() != seeds.size()) {
      complain(entry.at(), "seeds must differ from each other");
    }
    return seeds.isEmpty() ? List.of(1L) : seeds;
  }

  private List<Tree> items(Tree.Entry entry, String key) {
    if (entry == null) {
      return List.of();
    }
    if (entry.value() instanceof Tree.Items list && !list.items().isEmpty()) {
      return list.items();
    }
    complain(
        entry.at(), key + " must be a list of at least one value, got " + entry.value().describe());
    return List.of();
  }

  private List<Study.Variant> listed(Tree.Entry entry, List<String> common) {
    List<Study.Variant> variants = new ArrayList<>();
    for (Tree item : items(entry, "variants")) {
      if (item instanceof Tree.Mapping mapping) {
        unknown(mapping, Set.of("name", "set"));
        List<String> all = new ArrayList<>(common);
        all.addAll(overrides(mapping.entries().get("set")));
        variants.add(new Study.Variant(text(mapping, "name", true), all));
      } else {
        complain(item.at(), "a variant is {name: …, set: {…}}, got " + item.describe());
      }
    }
    return variants;
  }

  private List<Study.Variant> grid(Tree.Entry entry, List<String> common) {
    if (entry == null) {
      return List.of();
    }
    if (!(entry.value() instanceof Tree.Mapping mapping)) {
      complain(entry.at(), "grid must be a mapping of keys to lists of values");
      return List.of();
    }
    List<Study.Variant> variants = List.of(new Study.Variant("", common));
    for (Map.Entry<String, Tree.Entry> axis : mapping.entries().entrySet()) {
      List<Study.Variant> longer = new ArrayList<>();
      String last = axis.getKey().substring(axis.getKey().lastIndexOf('.') + 1);
      for (Study.Variant before : variants) {
        for (Tree value : items(axis.getValue(), axis.getKey())) {
          List<String> all = new ArrayList<>(before.overrides());
          all.add(axis.getKey() + "=" + written(value));
          String name = (before.name() + " " + last + " " + written(value)).strip();
          longer.add(new Study.Variant(name, all));
        }
      }
      variants = longer;
    }
    return variants;
  }

  private List<String> overrides(Tree.Entry entry) {
    List<String> overrides = new ArrayList<>();
    if (entry != null && entry.value() instanceof Tree.Mapping mapping) {
      mapping.entries().forEach((key, e) -> overrides.add(key + "=" + written(e.value())));
    } else if (entry != null) {
      complain(entry.at(), "set must be a mapping of the job's keys to values");
    }
    return overrides;
  }

  /** A value on one line, as it is written after the = of an override. */
  private static String written(Tree value) {
    if (value instanceof Tree.Items list) {
      return list.items().stream()
          .map(StudyReader::written)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    if (value instanceof Tree.Mapping mapping) {
      return mapping.entries().entrySet().stream()
          .map(entry -> Text.write(entry.getKey()) + ": " + written(entry.getValue().value()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    Tree.Scalar scalar = (Tree.Scalar) value;
    return scalar.quoted() ? Text.write(scalar.text()) : scalar.text();
  }

  private void distinct(Tree.Mapping root, List<Study.Variant> variants) {
    Map<String, String> folders = new HashMap<>();
    for (Study.Variant variant : variants) {
      String other = folders.put(variant.folder(), variant.name());
      if (variant.folder().isEmpty() || other != null) {
        complain(
            root.at(),
            "the names of variants must differ in letters and digits: "
                + Text.shown(variant.name())
                + (other == null ? " has none" : " and " + Text.shown(other)));
      }
    }
  }
}
