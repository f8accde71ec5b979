package io.plateau.store;

import io.plateau.math.DatePart;
import io.plateau.math.DateUnit;
import io.plateau.math.Word;
import io.plateau.table.ColumnKind;
import io.plateau.table.ColumnNote;
import io.plateau.table.DateOrder;
import io.plateau.table.FittedCategory;
import io.plateau.table.FittedColumn;
import io.plateau.table.FittedDate;
import io.plateau.table.FittedNumber;
import io.plateau.table.FittedTable;
import io.plateau.table.FittedVector;
import io.plateau.table.KindChoice;
import io.plateau.table.RawColumn;
import io.plateau.table.TableRules;
import io.plateau.table.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Codec of a fitted table as JSON. */
public final class TableJson {
  private static final String FORMAT = "plateau-table";
  private static final int VERSION = 1;

  /** Key of a unit of dates. */
  public static final String SECONDS_SINCE = "secondsSince";

  private static final String CUTS = "cuts";
  private static final String ORDER = "order";

  private TableJson() {}

  public static byte[] bytes(FittedTable table) {
    JsonObject root = new JsonObject().put("format", FORMAT).put("version", VERSION);
    TableRules rules = table.rules();
    root.putObject("rules")
        .put("missing", rules.missing().word())
        .put("unseen", rules.unseen().word())
        .put("scale", rules.scale().word())
        .put("maxCategories", rules.maxCategories());
    JsonArray columns = root.putArray("columns");
    table.columns().forEach(column -> put(columns.addObject(), column));
    JsonArray notes = root.putArray("notes");
    table.notes().forEach(note -> put(notes.addObject(), note));
    return root.bytes();
  }

  private static void put(JsonObject node, FittedColumn column) {
    node.put("name", column.name()).put("kind", column.kind().word());
    if (column instanceof FittedNumber number) {
      node.put("center", number.center());
      node.put("factor", number.factor());
      node.put("fill", number.fill().value());
      node.put("clip", number.clip()).put("indicator", number.fill().indicator());
      putCuts(node, number.cuts());
    } else if (column instanceof FittedCategory category) {
      node.putList("values", category.values()).put("buckets", category.buckets());
    } else if (column instanceof FittedDate date) {
      node.putList("parts", date.parts().stream().map(DatePart::word).toList());
      if (date.order() != DateOrder.YEAR_FIRST) {
        node.put(ORDER, date.order().word());
      }
      node.put("center", date.days().center());
      node.put("factor", date.days().factor());
      node.put("indicator", date.indicator());
      put(node, date.unit());
      putCuts(node, date.days().cuts());
    } else if (column instanceof FittedVector vector) {
      node.put("width", vector.width());
      node.putList("centers", Arrays.stream(vector.center()).boxed().toList());
      node.putList("factors", Arrays.stream(vector.factor()).boxed().toList());
    }
  }

  private static void putCuts(JsonObject node, List<Double> cuts) {
    if (!cuts.isEmpty()) {
      node.putList(CUTS, cuts);
    }
  }

  private static List<Double> cuts(JsonValue node) throws DamagedFileException {
    return node.has(CUTS) ? StrictJson.numbers(node, CUTS) : List.of();
  }

  private static void put(JsonObject node, ColumnNote note) {
    node.put("name", note.column().name())
        .put("type", note.column().type().word())
        .put("said", note.column().said().isPresent())
        .put("kind", note.choice().kind().word())
        .put("why", note.choice().why())
        .put("missing", note.missing())
        .put("distinct", note.distinct())
        .put("treatment", note.treatment());
  }

  /**
   * The table of a JSON file.
   *
   * @throws DamagedFileException for anything that {@link #bytes} does not write
   */
  public static FittedTable table(byte[] bytes) throws DamagedFileException {
    JsonValue root =
        StrictJson.keys(JsonValue.object(bytes), "format", "version", "rules", "columns", "notes");
    StrictJson.version(root, FORMAT, VERSION);
    try {
      List<FittedColumn> columns = new ArrayList<>();
      for (JsonValue node : StrictJson.list(root, "columns")) {
        columns.add(column(node));
      }
      List<ColumnNote> notes = new ArrayList<>();
      for (JsonValue node : StrictJson.list(root, "notes")) {
        notes.add(note(node));
      }
      return new FittedTable(columns, notes, rules(StrictJson.object(root, "rules")));
    } catch (IllegalArgumentException e) {
      throw new DamagedFileException(e.getMessage(), e);
    }
  }

  private static TableRules rules(JsonValue node) throws DamagedFileException {
    StrictJson.keys(node, "missing", "unseen", "scale", "maxCategories");
    return new TableRules(
        named(TableRules.Missing.class, node, "missing"),
        named(TableRules.Unseen.class, node, "unseen"),
        named(TableRules.Scale.class, node, "scale"),
        (int) StrictJson.whole(node, "maxCategories", 1, Integer.MAX_VALUE));
  }

  private static FittedColumn column(JsonValue node) throws DamagedFileException {
    String name = StrictJson.text(node, "name");
    ColumnKind kind = named(ColumnKind.class, node, "kind");
    return switch (kind) {
      case NUMBER -> number(name, node);
      case CATEGORY -> category(name, node);
      case DATE -> date(name, node);
      case VECTOR -> vector(name, node);
      case IGNORE -> throw new IllegalArgumentException("an ignored column has no encoder");
    };
  }

  private static FittedNumber number(String name, JsonValue node) throws DamagedFileException {
    StrictJson.keys(
        node,
        Set.of("name", "kind", "center", "factor", "fill", "clip", "indicator"),
        Set.of(CUTS));
    return new FittedNumber(
        name,
        StrictJson.real(node, "center"),
        StrictJson.real(node, "factor"),
        StrictJson.truth(node, "clip"),
        new FittedNumber.Fill(StrictJson.real(node, "fill"), StrictJson.truth(node, "indicator")),
        cuts(node));
  }

  private static FittedCategory category(String name, JsonValue node) throws DamagedFileException {
    StrictJson.keys(node, "name", "kind", "values", "buckets");
    return new FittedCategory(
        name,
        StrictJson.strings(node, "values"),
        (int) StrictJson.whole(node, "buckets", 0, Integer.MAX_VALUE));
  }

  private static FittedDate date(String name, JsonValue node) throws DamagedFileException {
    StrictJson.keys(
        node,
        Set.of("name", "kind", "center", "factor", "indicator"),
        Set.of("parts", ORDER, CUTS, SECONDS_SINCE));
    Set<DatePart> parts = EnumSet.noneOf(DatePart.class);
    for (JsonValue part : node.path("parts")) {
      parts.add(Word.named(DatePart.class, "part of a date", part.text()));
    }
    return new FittedDate(
        name,
        node.has(ORDER) ? named(DateOrder.class, node, ORDER) : DateOrder.YEAR_FIRST,
        parts,
        new FittedDate.Days(
            StrictJson.real(node, "center"), StrictJson.real(node, "factor"), cuts(node)),
        StrictJson.truth(node, "indicator"),
        unit(node));
  }

  /** Writes the unit of dates, which is read by {@link #unit}. */
  public static void put(JsonObject node, DateUnit unit) {
    if (unit.seconds()) {
      node.put(SECONDS_SINCE, unit.day());
    }
  }

  /** The unit of dates; quarter hours where none is written. */
  public static DateUnit unit(JsonValue node) throws DamagedFileException {
    return node.has(SECONDS_SINCE)
        ? DateUnit.secondsSince(
            (int) StrictJson.whole(node, SECONDS_SINCE, Integer.MIN_VALUE, Integer.MAX_VALUE))
        : DateUnit.QUARTER_HOURS;
  }

  private static FittedVector vector(String name, JsonValue node) throws DamagedFileException {
    StrictJson.keys(node, "name", "kind", "width", "centers", "factors");
    int width = (int) StrictJson.whole(node, "width", 0, Integer.MAX_VALUE);
    return new FittedVector(
        name, width, numbers(node, "centers", width), numbers(node, "factors", width));
  }

  private static double[] numbers(JsonValue node, String key, int width)
      throws DamagedFileException {
    List<Double> numbers = StrictJson.numbers(node, key);
    if (numbers.size() != 0 && numbers.size() != width) {
      throw new IllegalArgumentException(
          "\"%s\" must have 0 or %d numbers, got %d".formatted(key, width, numbers.size()));
    }
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static ColumnNote note(JsonValue node) throws DamagedFileException {
    StrictJson.keys(
        node, "name", "type", "said", "kind", "why", "missing", "distinct", "treatment");
    ColumnKind kind = named(ColumnKind.class, node, "kind");
    Optional<ColumnKind> said =
        StrictJson.truth(node, "said") ? Optional.of(kind) : Optional.empty();
    return new ColumnNote(
        new RawColumn(StrictJson.text(node, "name"), named(ValueType.class, node, "type"), said),
        new KindChoice(kind, StrictJson.text(node, "why")),
        StrictJson.whole(node, "missing", 0, Long.MAX_VALUE),
        StrictJson.text(node, "distinct"),
        StrictJson.text(node, "treatment"));
  }

  private static <E extends Enum<E> & Word> E named(Class<E> type, JsonValue node, String key)
      throws DamagedFileException {
    return Word.named(type, key, StrictJson.text(node, key));
  }
}
