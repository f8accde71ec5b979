package io.plateau.ml.fit;

import io.plateau.nn.Column;
import io.plateau.nn.Network;
import io.plateau.nn.column.Codes;
import io.plateau.nn.column.Embedding;
import io.plateau.nn.column.Numbers;
import io.plateau.nn.column.OneHot;
import io.plateau.spec.ColumnSpec;
import io.plateau.spec.TableColumns;
import io.plateau.table.FittedTable;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.sql.types.StructField;

/**
 * Columns of a table that the features of vectors are, as the metadata of the vectors tell: those
 * of a {@link TableMetadata table}, or else categories where the ML attributes are nominal and tell
 * their number of values, such as {@code StringIndexer} gives.
 */
public final class FeatureColumns implements Serializable {
  private static final long serialVersionUID = 1L;

  /** All features are numbers, however many there are. */
  public static final FeatureColumns NUMBERS = new FeatureColumns(List.of(), false);

  private final List<Column> columns;
  private final boolean table;
  private final Map<Integer, Codes> codes = new TreeMap<>();
  private final BitSet missable = new BitSet();

  private FeatureColumns(List<Column> columns, boolean table) {
    this.columns = columns;
    this.table = table;
    int feature = 0;
    for (Column column : columns) {
      if (column instanceof OneHot category) {
        codes.put(feature, category.codes());
      } else if (column instanceof Embedding category) {
        codes.put(feature, category.codes());
      }
      missable.set(feature, column.takesMissing());
      feature += column.inputs();
    }
  }

  /** The columns that a network begins with. */
  public static FeatureColumns of(Network network) {
    return network
        .columns()
        .map(first -> new FeatureColumns(first.columns(), false))
        .orElse(NUMBERS);
  }

  /** Whether a column has encoded rows of a table that are not vectors alone. */
  static boolean isTable(StructField features) {
    return TableMetadata.table(features.metadata())
        .filter(FittedTable::hasColumnsBesideVectors)
        .isPresent();
  }

  /** The columns of a column of vectors. */
  static FeatureColumns of(StructField features, ColumnSpec spec) {
    return TableMetadata.table(features.metadata())
        .map(table -> new FeatureColumns(TableColumns.of(table, spec), isTable(features)))
        .orElseGet(() -> ofAttributes(features, spec));
  }

  private static FeatureColumns ofAttributes(StructField features, ColumnSpec spec) {
    AttributeGroup group = AttributeGroup.fromStructField(features);
    if (group.attributes().isEmpty()) {
      return NUMBERS;
    }
    List<Column> columns = new ArrayList<>();
    int numbers = 0;
    for (Attribute attribute : group.attributes().get()) {
      if (attribute instanceof NominalAttribute nominal && nominal.getNumValues().isDefined()) {
        TableColumns.addNumbers(columns, numbers);
        numbers = 0;
        columns.add(spec.category(new Codes((Integer) nominal.getNumValues().get(), false)));
      } else {
        numbers++;
      }
    }
    TableColumns.addNumbers(columns, numbers);
    return new FeatureColumns(columns, false);
  }

  /** Whether the vectors are encoded rows of a table. */
  boolean isTable() {
    return table;
  }

  /** The columns of vectors of a width, as a network takes them. */
  List<Column> columns(int width) {
    return columns.isEmpty() ? List.of(new Numbers(width)) : columns;
  }

  interface Values {
    float at(int place);
  }

  /** Whether each of n numbers is finite, or NaN for a feature that may be missing. */
  boolean allow(int n, IntUnaryOperator feature, Values values) {
    for (int i = 0; i < n; i++) {
      float value = values.at(i);
      boolean missing = value != value && missable.get(feature.applyAsInt(i)); // NaN
      if (!Float.isFinite(value) && !missing) {
        return false;
      }
    }
    return true;
  }

  /** What is wrong with a code of the row that was added to a block last, or null. */
  String wrong(String column, FeatureBlock block) {
    for (var category : codes.entrySet()) {
      float value = block.last(category.getKey());
      int last = category.getValue().count() - 1;
      if (!(value >= 0 && value <= last && value == (int) value)) {
        return RowCheck.complaint(
            column,
            "a code of a category, a whole number from 0 to " + last,
            value + " at index " + category.getKey());
      }
    }
    return null;
  }
}
