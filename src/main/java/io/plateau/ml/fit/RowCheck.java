package io.plateau.ml.fit;

import io.plateau.frame.Packing;
import io.plateau.nn.Network;
import io.plateau.train.DataException;
import java.io.Serializable;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Says what is wrong with a row of {@link FitColumns}, or null. Invalid values (null, NaN,
 * infinite) may be left out where handleInvalid says so; anything else that is wrong is an error
 * always.
 *
 * @param classes labels must be below, 0 where the data tell their number
 * @param features columns that the features are
 * @param counts whether labels that are numbers must be at least 0, as a loss of counts takes them
 */
public record RowCheck(FitColumns columns, int classes, FeatureColumns features, boolean counts)
    implements Serializable {
  /** Largest class that data without metadata may name; a mistaken label must not fill memory. */
  static final int LARGEST_CLASS = 65_535;

  private static final String INPUT = " of the input (counting from 1), ";

  /** The least double that becomes infinite as a float. */
  private static final double FLOAT_OVERFLOW = 0x1.ffffffp127;

  /**
   * The check of rows that a model is measured on.
   *
   * @param classes labels must be below, or 0
   */
  public static RowCheck ofModel(FitColumns columns, int classes, Network network) {
    return new RowCheck(columns, classes, FeatureColumns.of(network), false);
  }

  /** What is null, NaN or infinite in the row. */
  String invalid(InternalRow row) {
    String vector = invalid(columns.features(), Packing.vector(row, 0), features);
    return vector != null ? vector : invalidLabel(row);
  }

  /** What is null, NaN or infinite in the row's label. */
  String invalidLabel(InternalRow row) {
    if (row.isNullAt(1)) {
      return complaint(columns.label(), "a value", "null");
    }
    if (columns.target().isVector()) {
      return invalid(columns.label(), Packing.vector(row, 1), FeatureColumns.NUMBERS);
    }
    return Float.isFinite((float) row.getDouble(1))
        ? null
        : complaint(
            columns.label(),
            Double.isFinite(row.getDouble(1))
                ? "a number that is finite as a 32-bit float"
                : "a finite number",
            row.getDouble(1));
  }

  /**
   * How wide a valid row is where it must be of another width.
   *
   * @param width 0 where no row has told it
   */
  String wrongWidth(InternalRow row, int width) {
    return complaint(
        columns.features(),
        width == 0 ? "a vector of at least one number" : "a vector of width " + width,
        "width " + Packing.vector(row, 0).size());
  }

  /**
   * What else is wrong with a row whose values are valid.
   *
   * @param labels of the row where they are a vector
   */
  String wrong(InternalRow row, Vector labels, int outputs) {
    String weight = wrongWeight(row);
    if (weight != null) {
      return weight;
    }
    return switch (columns.target()) {
      case CLASS -> wrongClass(row);
      case NUMBER -> counts ? wrongCounts(row.getDouble(1)) : null;
      case LABELS -> {
        String size = wrongSize(labels, outputs);
        yield size != null ? size : wrongLabels(labels);
      }
      case NUMBERS -> {
        String size = wrongSize(labels, outputs);
        yield size != null || !counts ? size : wrongCounts(labels.toArray());
      }
    };
  }

  String wrongWeight(InternalRow row) {
    Double weight = row.isNullAt(2) ? null : row.getDouble(2);
    if (weight == null || !(weight >= 0 && Double.isFinite(weight))) {
      return complaint(columns.weight(), "a finite weight that is not negative", weight);
    }
    return Float.isFinite(weight.floatValue())
        ? null
        : complaint(columns.weight(), "a weight that is finite as a 32-bit float", weight);
  }

  /** What is wrong with the codes of categories of the row that was added to a block last. */
  String wrongCode(FeatureBlock block) {
    return features.wrong(columns.features(), block);
  }

  String wrongClass(InternalRow row) {
    double label = row.getDouble(1);
    int last = classes > 0 ? classes - 1 : LARGEST_CLASS;
    return label >= 0 && label <= last && label == Math.rint(label)
        ? null
        : complaint(
            columns.label(),
            "a class, a whole number from 0 to " + last + (classes > 0 ? "" : " at most"),
            label);
  }

  private String wrongCounts(double... labels) {
    for (double label : labels) {
      if (label < 0) {
        return complaint(
            columns.label(), "at least 0, as the loss is for counts", label + "; set another loss");
      }
    }
    return null;
  }

  private String wrongSize(Vector labels, int outputs) {
    return labels.size() == outputs
        ? null
        : complaint(columns.label(), "a vector of width " + outputs, "width " + labels.size());
  }

  private String wrongLabels(Vector labels) {
    for (int i = 0; i < labels.size(); i++) {
      if (!(labels.apply(i) >= 0 && labels.apply(i) <= 1)) {
        return complaint(columns.label(), "labels from 0 to 1", labels.apply(i) + " at index " + i);
      }
    }
    return null;
  }

  /** What is null, infinite (as a float), or NaN and must not be missing, in a vector. */
  public static String invalid(String column, Vector vector, FeatureColumns columns) {
    if (vector == null) {
      return complaint(column, "a vector", "null");
    }
    double[] values =
        vector instanceof DenseVector dense ? dense.values() : ((SparseVector) vector).values();
    if (finite(values)) {
      return null;
    }
    for (int i = 0; i < values.length; i++) {
      int index = vector instanceof SparseVector sparse ? sparse.indices()[i] : i;
      float value = (float) values[i];
      if (!columns.allow(1, none -> index, none -> value)) {
        return complaint(
            column,
            Double.isFinite(values[i])
                ? "numbers that are finite as 32-bit floats"
                : "finite numbers",
            values[i] + " at index " + index);
      }
    }
    return null;
  }

  /** Whether all are finite as floats; without a branch, which is twice as fast. */
  private static boolean finite(double[] values) {
    boolean all = true;
    for (double value : values) {
      all &= Math.abs(value) < FLOAT_OVERFLOW;
    }
    return all;
  }

  /** A complaint about an invalid value, with how to leave its row out. */
  public static String skippable(String invalid) {
    return invalid + "; handleInvalid \"skip\" leaves such rows out";
  }

  static DataException weightless(FitColumns columns, String purpose, long rows) {
    return new DataException(
        complaint(
            columns.weight(),
            "at least one positive weight among the rows to " + purpose,
            "only zeros in all " + rows));
  }

  /** The error of a row, counting from 1. */
  static DataException refused(long row, String problem) {
    return new DataException("row " + row + INPUT + problem);
  }

  /** The same error of rows of which some were skipped before. */
  public static DataException ofRest(DataException error) {
    String rest = " of those that are not skipped (counting from 1), ";
    return new DataException(error.getMessage().replace(INPUT, rest), error);
  }

  /** The sentence of every complaint, without the row's position. */
  public static String complaint(String column, String expected, Object got) {
    return "column \"" + column + "\": expected " + expected + ", got " + got;
  }
}
