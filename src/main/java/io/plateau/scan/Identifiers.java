package io.plateau.scan;

import io.plateau.engine.shard.TaskRdds;
import io.plateau.table.ColumnKind;
import io.plateau.table.Form;
import io.plateau.table.KindChoice;
import io.plateau.table.RawColumn;
import io.plateau.table.TableRules;
import io.plateau.table.fit.LabelGroups;
import io.plateau.table.fit.NumberStatistics;
import io.plateau.table.fit.TableFit;
import io.plateau.table.fit.TextStatistics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;

/**
 * Columns of whole numbers that turn out to be identifiers, such as those of persons, shops or
 * products: a pass over the training rows compares what their values say of the label with what the
 * order of the numbers says. They are learned from as categories. Further ones have to say more of
 * what those before them and columns of strings leave unexplained: the distance of a route is none
 * beside the route.
 *
 * @param found by column, the choice of its kind
 * @param slots of these columns
 */
public record Identifiers(Map<String, KindChoice> found, List<Integer> slots) {
  public static final Identifiers NONE = new Identifiers(Map.of(), List.of());

  /** Of what bins of a quantity leave unexplained, as much or more is left by its values. */
  private static final double MOST_UNEXPLAINED = 0.965;

  /** Columns of a pass, which holds sums for thousands of values of each. */
  private static final int AT_ONCE = 32;

  /**
   * The identifiers among the columns whose kind nobody said. There are none where rows with a new
   * category are refused or left out, as rows with a new number never are.
   *
   * @param label the slot of the label
   * @param classes whether the label is one of several classes, else a number
   */
  public static Identifiers of(TableSurvey survey, TableFit fit, int label, boolean classes) {
    boolean looks = fit.bins() && fit.rules().unseen() == TableRules.Unseen.OTHER;
    List<Integer> candidates =
        IntStream.range(0, fit.columns().size())
            .filter(i -> looks && isCandidate(fit, i))
            .boxed()
            .toList();
    if (candidates.isEmpty()) {
      return NONE;
    }
    LabelSteps target = LabelSteps.of(label, survey.first().statistics().get(label), classes);
    List<Integer> left = new ArrayList<>(candidates.stream().map(i -> fit.read()[i]).toList());
    Map<Integer, LabelGroups> found = new TreeMap<>();
    Optional<Map.Entry<Integer, LabelGroups>> best = best(survey, left, target);
    if (best.isPresent()) {
      for (int slot : categories(fit)) {
        target = target.without(slot, groups(survey, List.of(slot), target)[0].means());
      }
      best = best(survey, left, target);
    }
    while (best.isPresent()) {
      int slot = best.get().getKey();
      found.put(slot, best.get().getValue());
      left.remove((Object) slot);
      target = target.without(slot, best.get().getValue().means());
      best = best(survey, left, target);
    }
    Map<String, KindChoice> choices = new LinkedHashMap<>();
    for (int i : candidates) {
      LabelGroups groups = found.get(fit.read()[i]);
      if (groups != null) {
        choices.put(fit.columns().get(i).name(), choice(groups));
      }
    }
    return new Identifiers(choices, List.copyOf(found.keySet()));
  }

  /** The slot whose values say the most, and their sums; empty where none say enough. */
  private static Optional<Map.Entry<Integer, LabelGroups>> best(
      TableSurvey survey, List<Integer> slots, LabelSteps target) {
    Optional<Map.Entry<Integer, LabelGroups>> best = Optional.empty();
    double least = MOST_UNEXPLAINED;
    for (int from = 0; from < slots.size() && target.width() > 0; from += AT_ONCE) {
      List<Integer> some = List.copyOf(slots.subList(from, Math.min(slots.size(), from + AT_ONCE)));
      LabelGroups[] groups = groups(survey, some, target);
      for (int c = 0; c < groups.length; c++) {
        double ratio = groups[c].ratio();
        if (ratio < least) {
          least = ratio;
          best = Optional.of(Map.entry(some.get(c), groups[c]));
        }
      }
    }
    return best;
  }

  /** The slots of strings with many values. */
  private static List<Integer> categories(TableFit fit) {
    return IntStream.range(0, fit.columns().size())
        .filter(i -> fit.choices().get(i).kind() == ColumnKind.CATEGORY)
        .map(i -> fit.read()[i])
        .filter(
            slot ->
                fit.first().get(slot) instanceof TextStatistics texts && LabelGroups.mayBe(texts))
        .boxed()
        .toList();
  }

  private static boolean isCandidate(TableFit fit, int column) {
    RawColumn raw = fit.columns().get(column);
    return raw.said().isEmpty()
        && fit.choices().get(column).kind() == ColumnKind.NUMBER
        && fit.first().get(fit.read()[column]) instanceof NumberStatistics numbers
        && LabelGroups.mayBe(numbers);
  }

  private static KindChoice choice(LabelGroups groups) {
    return new KindChoice(
        ColumnKind.CATEGORY,
        "an identifier: its %d whole numbers say more of the label than their order"
            .formatted(groups.size()));
  }

  private static LabelGroups[] groups(TableSurvey survey, List<Integer> slots, LabelSteps target) {
    LabelGroups[] empty = new LabelGroups[slots.size()];
    for (int c = 0; c < empty.length; c++) {
      empty[c] = new LabelGroups(target.width());
    }
    return TableSurvey.sum(
        survey.blocks(),
        survey.parts(),
        new TableSurvey.Pass<>(
            "looking for identifiers",
            empty,
            (sum, block, parts) -> target.add(sum, block, parts, slots),
            (sum, other) -> {
              for (int c = 0; c < sum.length; c++) {
                sum[c].add(other[c]);
              }
            }));
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return found.isEmpty();
  }

  /** Columns of which these are categories. */
  public List<RawColumn> in(List<RawColumn> columns) {
    return columns.stream()
        .map(
            raw ->
                found.containsKey(raw.name())
                    ? new RawColumn(raw.name(), raw.type(), Optional.of(ColumnKind.CATEGORY))
                    : raw)
        .toList();
  }

  /** Slots of which those of these hold strings. */
  public List<Slot> named(List<Slot> all) {
    List<Slot> named = new ArrayList<>(all);
    slots.forEach(slot -> named.set(slot, new Slot(all.get(slot).column(), Form.TEXT)));
    return List.copyOf(named);
  }

  /** Blocks of which the slots of these hold strings. */
  public JavaRDD<ColumnBlock> in(JavaRDD<ColumnBlock> blocks) {
    List<Integer> strings = slots;
    return TaskRdds.mapPartitions(blocks, cached -> new NamedBlocks(cached, strings));
  }
}
