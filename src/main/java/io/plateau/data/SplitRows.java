package io.plateau.data;

import io.plateau.data.source.Origin;
import io.plateau.job.Job;
import io.plateau.scan.KeptClasses;
import io.plateau.scan.RowParts;
import io.plateau.spec.HeldOut;
import io.plateau.train.DataException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Training, validation and test rows of a job.
 *
 * @param rows at the job's path
 * @param split of the job, whose validation part auto is decided by the rows there are
 */
record SplitRows(
    SurveyedRows rows,
    Job.Split split,
    PartRows training,
    Optional<PartRows> validation,
    Optional<PartRows> test) {

  /**
   * The parts that the job asks for.
   *
   * @param others reads the rows at an origin of their own
   * @throws DataException where one of them has no rows
   */
  static SplitRows of(SurveyedRows rows, Function<Origin, TableScan> others) {
    Job.Split split = rows.plan().data().split();
    if (split.validation() instanceof Job.Part.Automatic) {
      boolean held = rows.count(RowParts.VALIDATION) > 0;
      split =
          new Job.Split(
              split.test(), held ? new Job.Part.Fraction(HeldOut.FRACTION) : new Job.Part.None());
    }
    Optional<PartRows> test = part(rows, split.test(), RowParts.TEST, "test", others);
    Optional<PartRows> validation =
        part(rows, split.validation(), RowParts.VALIDATION, "validation", others);
    PartRows training = PartRows.of(rows, RowParts.TRAINING, "the training rows");
    if (training.count() == 0) {
      throw new DataException(
          "data.split leaves none of the rows of %s to train on; there are %d in all"
              .formatted(rows.scan().table().place(), rows.scan().rows()));
    }
    return new SplitRows(rows, split, training, validation, test);
  }

  private static Optional<PartRows> part(
      SurveyedRows rows,
      Job.Part asked,
      byte part,
      String key,
      Function<Origin, TableScan> others) {
    if (asked instanceof Job.Part.None) {
      return Optional.empty();
    }
    String name = "the " + key + " rows";
    PartRows chosen =
        asked instanceof Job.Part.Path path
            ? PartRows.all(
                others.apply(new Origin(path.path(), "data.split." + key + ".path")), name)
            : PartRows.of(rows, part, name);
    if (chosen.scan().order().kept() == 0) {
      throw new DataException(
          "data.split.%s has no rows: %s"
              .formatted(key, SkippedRows.of(chosen.scan(), rows.checks()).clause()));
    }
    if (chosen.count() == 0) {
      throw new DataException(
          (part == RowParts.VALIDATION && rows.survey().parts() instanceof KeptClasses
                  ? "data.split.%s has no rows: of the %d rows of %s those that are chosen have classes that no other row has, and stay training rows%s"
                  : "data.split.%s has no rows: none of the %d rows of %s is chosen%s")
              .formatted(
                  key,
                  chosen.scan().rows(),
                  chosen.scan().table().place(),
                  asked instanceof Job.Part.Fraction
                      ? "; set a larger fraction, another seed, or null for none"
                      : ""));
    }
    return Optional.of(chosen);
  }

  /** What to do where rows of a part have classes that no training row has. */
  String advice(PartRows part) {
    boolean drawn = part.part() == RowParts.TEST && split.test() instanceof Job.Part.Fraction;
    return drawn ? "; set another seed, or leave out classes that have few rows" : "";
  }

  Map<String, Long> sizes() {
    Map<String, Long> sizes = new LinkedHashMap<>();
    sizes.put("train", training.count());
    validation.ifPresent(part -> sizes.put("validation", part.count()));
    test.ifPresent(part -> sizes.put("test", part.count()));
    return sizes;
  }

  /** Lines about what was drawn: warnings, then whether rows are held out that nobody asked for. */
  List<String> notes() {
    Job.Split asked = rows.plan().data().split();
    long held = rows.count(RowParts.VALIDATION);
    long rest = held + rows.count(RowParts.TRAINING);
    Optional<String> automatic =
        Optional.of(
                "%d of %d rows are held out as validation rows; data.split.validation: null learns from all"
                    .formatted(held, rest))
            .filter(note -> held > 0 && asked.validation() instanceof Job.Part.Automatic);
    return Stream.of(
            warning("test", asked.test(), rows.count(RowParts.TEST), rest),
            warning("validation", asked.validation(), held, rest - held),
            automatic)
        .flatMap(Optional::stream)
        .toList();
  }

  /**
   * A warning where far fewer or more rows are drawn for a part than the fraction says.
   *
   * @param key of the part in data.split
   * @param rest rows that were not drawn
   */
  private Optional<String> warning(String key, Job.Part asked, long drawn, long rest) {
    double fraction =
        asked instanceof Job.Part.Fraction part
            ? part.fraction()
            : asked instanceof Job.Part.Automatic && rows.checks().plan().isTable()
                ? HeldOut.FRACTION
                : 0;
    return fraction == 0
        ? Optional.empty()
        : HeldOut.warning(
                key,
                drawn,
                drawn + rest,
                fraction,
                "give data.split.%s as {column: …} or {path: …}, choose another seed, or null for none"
                    .formatted(key))
            .map(text -> "warning: " + text);
  }
}
