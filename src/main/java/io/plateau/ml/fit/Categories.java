package io.plateau.ml.fit;

import io.plateau.nn.Column;
import io.plateau.nn.column.Codes;
import io.plateau.nn.column.Numbers;
import io.plateau.spec.NetworkSpec;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.sql.types.StructType;

/**
 * Features that are codes of categories, by the ML attributes of the features column: nominal
 * attributes that tell their number of values, such as {@code StringIndexer} gives.
 *
 * @param codes by the index of the feature
 */
public record Categories(SortedMap<Integer, Codes> codes) implements Serializable {
  /** All features are numbers. */
  public static final Categories NONE = new Categories(new TreeMap<>());

  /** The categories of a column of vectors. */
  static Categories of(StructType schema, String features) {
    SortedMap<Integer, Codes> codes = new TreeMap<>();
    AttributeGroup group = AttributeGroup.fromStructField(schema.apply(features));
    if (group.attributes().isDefined()) {
      Attribute[] attributes = group.attributes().get();
      for (int i = 0; i < attributes.length; i++) {
        if (attributes[i] instanceof NominalAttribute nominal
            && nominal.getNumValues().isDefined()) {
          codes.put(i, new Codes((Integer) nominal.getNumValues().get(), false));
        }
      }
    }
    return new Categories(codes);
  }

  /** The columns of vectors of a width, as a network takes them. */
  List<Column> columns(NetworkSpec network, int width) {
    List<Column> columns = new ArrayList<>();
    int from = 0;
    for (var category : codes.entrySet()) {
      addNumbers(columns, category.getKey() - from);
      columns.add(network.category(category.getValue()));
      from = category.getKey() + 1;
    }
    addNumbers(columns, width - from);
    return columns;
  }

  private static void addNumbers(List<Column> columns, int width) {
    if (width > 0) {
      columns.add(new Numbers(width));
    }
  }

  /** What is wrong with a code of the row that was added to a block last, or null. */
  String wrong(String column, FeatureBlock block) {
    for (var category : codes.entrySet()) {
      float value = block.last(category.getKey());
      int last = category.getValue().values() - 1;
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
