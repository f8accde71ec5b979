package io.plateau.ml.fit;

import io.plateau.store.DamagedFileException;
import io.plateau.store.TableJson;
import io.plateau.table.FittedCategory;
import io.plateau.table.FittedColumn;
import io.plateau.table.FittedTable;
import io.plateau.table.FittedVector;
import io.plateau.train.DataException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.attribute.NumericAttribute;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;

/**
 * Metadata of a column of vectors that holds the rows of a fitted table: the attributes of
 * spark.ml, and what these cannot say, such as the parts of a date.
 */
public final class TableMetadata {
  private static final String TABLE = "plateau_table";

  /** With more numbers than this, the attributes tell only how many there are. */
  private static final int MOST = 10_000;

  /** Name of the code 0, unless it is that of a value. */
  private static final String OTHER = "other";

  private TableMetadata() {}

  /** The metadata of a column of vectors. */
  public static Metadata of(String column, FittedTable table) {
    Metadata own =
        new MetadataBuilder()
            .putString(TABLE, new String(TableJson.bytes(small(table)), StandardCharsets.UTF_8))
            .build();
    if (table.width() > MOST) {
      return new AttributeGroup(column, table.width()).toMetadata(own);
    }
    List<Attribute> attributes = new ArrayList<>();
    table.columns().forEach(each -> add(attributes, each));
    return new AttributeGroup(column, attributes.toArray(Attribute[]::new)).toMetadata(own);
  }

  private static void add(List<Attribute> attributes, FittedColumn column) {
    if (column instanceof FittedCategory category) {
      NominalAttribute any = NominalAttribute.defaultAttr();
      NominalAttribute attribute = column.name().isEmpty() ? any : any.withName(column.name());
      attributes.add(
          category.buckets() > 0
              ? attribute.withNumValues(category.size() + 1)
              : attribute.withValues(names(category)));
    } else if (column instanceof FittedVector) {
      for (int i = 0; i < column.width(); i++) {
        attributes.add(NumericAttribute.defaultAttr().withName(column.name() + "_" + i));
      }
    } else {
      NumericAttribute any = NumericAttribute.defaultAttr();
      attributes.add(column.name().isEmpty() ? any : any.withName(column.name()));
    }
  }

  private static String[] names(FittedCategory category) {
    List<String> names = new ArrayList<>();
    String other = OTHER;
    while (category.values().contains(other)) {
      other = "_" + other;
    }
    names.add(other);
    names.addAll(category.values());
    return names.toArray(String[]::new);
  }

  /** The table without what its rows do not need to be understood, such as names of values. */
  private static FittedTable small(FittedTable table) {
    List<FittedColumn> columns = new ArrayList<>();
    for (FittedColumn column : table.columns()) {
      columns.add(
          column instanceof FittedCategory category
              ? new FittedCategory(column.name(), List.of(), category.size())
              : column instanceof FittedVector
                  ? new FittedVector(column.name(), column.width(), new double[0], new double[0])
                  : column);
    }
    return new FittedTable(columns, List.of(), table.rules());
  }

  /** The table whose rows a column of vectors holds: kinds, widths and fills, without values. */
  public static Optional<FittedTable> table(Metadata metadata) {
    if (!metadata.contains(TABLE)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          TableJson.table(metadata.getString(TABLE).getBytes(StandardCharsets.UTF_8)));
    } catch (DamagedFileException e) {
      throw new DataException("the metadata of a column are damaged: " + e.getMessage(), e);
    }
  }
}
