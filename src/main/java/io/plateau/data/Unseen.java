package io.plateau.data;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.feature.StringIndexerModel;

/** Classes and categories that the training rows did not have. */
final class Unseen {
  private static final int SHOWN = 30;

  private Unseen() {}

  /**
   * That no row has a text which the indexers of a pipeline do not know. An indexer that keeps or
   * skips such rows is content with all.
   *
   * @param what the rows are called in messages
   * @param labelled whether the label is looked at too
   */
  static List<Check> checks(List<? extends Transformer> stages, String what, boolean labelled) {
    List<Check> checks = new ArrayList<>();
    for (Transformer stage : stages) {
      if (stage instanceof StringIndexerModel indexer
          && indexer.getHandleInvalid().equals("error")) {
        boolean single = indexer.isDefined(indexer.inputCol());
        String[] inputs = single ? new String[] {indexer.getInputCol()} : indexer.getInputCols();
        boolean label = single && indexer.getOutputCol().equals(Prepared.LABEL);
        for (int i = 0; i < inputs.length && (labelled || !label); i++) {
          checks.add(known(inputs[i], indexer.labelsArray()[i], what, label));
        }
      }
    }
    return checks;
  }

  private static Check known(String column, String[] known, String what, boolean label) {
    String shown = String.join(", ", Stream.of(known).limit(SHOWN).toList());
    return Check.none(
        Hidden.quoted(column).cast("string").isin((Object[]) known).unary_$bang(),
        "%s \"%s\" of %s must be one of the %d that the training rows have (%s%s), but is not in {}"
            .formatted(
                label ? "label" : "category",
                column,
                what,
                known.length,
                shown,
                known.length > SHOWN ? ", …" : ""));
  }
}
