package io.plateau.job;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

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

  /** Keys of a job that those of a study stand for, and what to write in their place. */
  private static final Map<String, String> OWN =
      Map.of(
          "seed", "write a list of seeds beside name and job, such as seeds: [1, 2]",
          "output", "write the output of all runs beside name and job");

  private final List<Problem> problems = new ArrayList<>();
  private final StudyParts parts = new StudyParts(problems);
  private final String source;

  private StudyReader(String source) {
    this.source = source;
  }

  /**
   * Reads a local file.
   *
   * @throws JobFileException with all that is wrong
   */
  public static StudyFile read(Path file) {
    return read(file.toString(), JobReader.textOf(file, "study"));
  }

  /**
   * Reads text.
   *
   * @param source name of the text in messages
   * @throws JobFileException with all that is wrong
   */
  public static StudyFile read(String source, String text) {
    return new StudyReader(source).study(text);
  }

  private StudyFile study(String text) {
    Tree tree = TreeParser.parse(text, line -> new Position(source, line), problems);
    Study study = null;
    if (tree instanceof Tree.Mapping root && root.entries().containsKey("surface")) {
      return new SurfaceReader(problems).study(root);
    } else if (tree instanceof Tree.Mapping root && isJob(root)) {
      parts.report(root.at(), "this is a job, not a study; train it with: plateau train " + source);
    } else if (tree instanceof Tree.Mapping root) {
      parts.unknown(root, KEYS);
      String name = parts.text(root, "name", true);
      String job = parts.path(root, "job", true);
      List<Replacement> common = parts.replacements(root.entries().get("set"));
      List<Study.Variant> variants =
          new ArrayList<>(parts.variants(root.entries().get("variants"), common));
      variants.addAll(grid(root.entries().get("grid"), common));
      if (variants.isEmpty()) {
        parts.report(root.at(), "a study needs variants, or a grid of values");
      }
      parts.distinct(root, variants);
      withoutEffect(variants);
      List<Long> seeds = seeds(root.entries().get("seeds"));
      study = new Study(name, job, parts.output(root, name), seeds, variants);
    } else if (problems.isEmpty()) {
      parts.report(new Position(source, 1), "a study is a mapping with name, job and variants");
    }
    if (!problems.isEmpty()) {
      throw new JobFileException(problems);
    }
    return study;
  }

  private static boolean isJob(Tree.Mapping root) {
    Set<String> keys = root.entries().keySet();
    return keys.contains("data") && Collections.disjoint(keys, Set.of("job", "variants", "grid"));
  }

  private List<Long> seeds(Tree.Entry entry) {
    List<Long> seeds = new ArrayList<>();
    for (Tree item : parts.items(entry, "seeds")) {
      try {
        seeds.add(Long.parseLong(((Tree.Scalar) item).text()));
      } catch (ClassCastException | NumberFormatException e) {
        parts.report(item.at(), "a seed must be an integer, got " + item.describe());
      }
    }
    if (seeds.stream().distinct().count() != seeds.size()) {
      parts.report(entry.at(), "seeds must differ from each other");
    }
    return seeds;
  }

  /** Reports keys of the job that a study decides by keys of its own. */
  private void withoutEffect(List<Study.Variant> variants) {
    variants.stream()
        .flatMap(variant -> variant.replacements().stream())
        .distinct()
        .filter(replacement -> OWN.containsKey(replacement.key()))
        .forEach(
            replacement ->
                parts.report(
                    replacement.at(),
                    replacement.key()
                        + " has no effect on the runs of a study; "
                        + OWN.get(replacement.key())));
  }

  private List<Study.Variant> grid(Tree.Entry entry, List<Replacement> common) {
    if (entry == null) {
      return List.of();
    }
    if (!(entry.value() instanceof Tree.Mapping mapping && !mapping.entries().isEmpty())) {
      parts.report(entry.at(), "grid must be a mapping of keys to lists of values");
      return List.of();
    }
    List<Study.Variant> variants = List.of(new Study.Variant("", common));
    for (Map.Entry<String, Tree.Entry> axis : mapping.entries().entrySet()) {
      List<Tree> values = parts.items(axis.getValue(), axis.getKey());
      parts.different(axis.getKey(), values);
      List<Study.Variant> longer = new ArrayList<>();
      String last = axis.getKey().substring(axis.getKey().lastIndexOf('.') + 1);
      for (Study.Variant before : variants) {
        for (Tree value : values) {
          List<Replacement> all = new ArrayList<>(before.replacements());
          all.add(StudyParts.replacement(axis.getKey(), value.at(), value));
          String name = (before.name() + " " + last + " " + StudyParts.written(value)).strip();
          longer.add(new Study.Variant(name, all));
        }
      }
      variants = values.isEmpty() ? variants : longer; // where a problem has been reported
    }
    return variants;
  }
}
