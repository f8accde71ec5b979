package io.plateau.model;

import static io.plateau.nn.Networks.anyDate;

import io.plateau.math.DatePart;
import io.plateau.math.DateUnit;
import io.plateau.math.Key;
import io.plateau.nn.Activate;
import io.plateau.nn.Column;
import io.plateau.nn.Columns;
import io.plateau.nn.Dense;
import io.plateau.nn.Network;
import io.plateau.nn.Scale;
import io.plateau.nn.activation.Activations;
import io.plateau.nn.column.BinOffsets;
import io.plateau.nn.column.Codes;
import io.plateau.nn.column.DateParts;
import io.plateau.nn.column.Embedding;
import io.plateau.nn.column.ImputedNumber;
import io.plateau.nn.column.Numbers;
import io.plateau.nn.column.OneHot;
import io.plateau.nn.column.Periodic;
import io.plateau.nn.column.PiecewiseLinear;
import io.plateau.nn.loss.LabelType;
import io.plateau.nn.loss.Losses;
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
import io.plateau.table.TableRules.Missing;
import io.plateau.table.TableRules.Unseen;
import io.plateau.table.ValueType;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Models of tables, with rows of which some values are missing or unseen. */
final class TableCases {
  /** Columns of a table: as it is fitted, as its values are, and as a network takes it. */
  private record Kind(FittedColumn fitted, ValueType type, Column column, List<Object> values) {}

  private static final List<Kind> KINDS = kinds();

  private TableCases() {}

  private static List<Kind> kinds() {
    List<Object> numbers = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      numbers.add(40 + 0.1 * Math.round(100.0 * Key.of(5).normal(i)));
    }
    numbers.addAll(List.of(-0.0, 0.0, 1e300, -1e-300, 40 + 1e-9));
    List<Object> finite = new ArrayList<>(numbers);
    numbers.addAll(List.of(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY));
    FittedNumber.Fill told = new FittedNumber.Fill(41, true);
    FittedNumber.Fill filled = new FittedNumber.Fill(41, false);
    FittedNumber age = new FittedNumber("age", 40.3, 1 / 13.7, true, told, List.of());
    List<Object> dates = new ArrayList<>();
    LocalDateTime start = LocalDateTime.of(1969, 12, 31, 23, 59, 59);
    for (int i = 0; i < 60; i++) {
      dates.add(start.plusSeconds((long) (3e8 * Key.of(9).normal(i))));
    }
    dates.addAll(
        List.of(
            start,
            LocalDateTime.of(1600, 2, 29, 12, 0),
            LocalDateTime.of(2000, 2, 29, 23, 45),
            LocalDateTime.of(2100, 3, 1, 0, 0),
            LocalDateTime.of(1999, 12, 31, 23, 59)));
    List<Object> times = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      times.add(start.plusNanos(1000 * (long) (2e10 * Key.of(11).normal(i))));
    }
    times.addAll(List.of(start, LocalDateTime.of(2026, 3, 4, 10, 30)));
    List<Object> vectors = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Key key = Key.of(i);
      vectors.add(new float[] {key.normal(0), key.normal(1), i == 7 ? Float.NaN : 0});
    }
    EnumSet<DatePart> all = EnumSet.allOf(DatePart.class);
    FittedDate.Days days = new FittedDate.Days(1200.5, 1 / 900.0, List.of());
    DateParts parts = anyDate(List.of(DatePart.values()), 1200.5, 1 / 900.0, true, true);
    DateParts few =
        anyDate(List.of(DatePart.MONTH, DatePart.YEAR), 1200.5, 1 / 900.0, false, false);
    DateUnit unit = DateUnit.secondsSince(-1);
    DateParts seconds =
        new DateParts(List.of(DatePart.values()), -0.1, 2.5, -0.4, 0.2, true, true, unit);
    return List.of(
        new Kind(
            new FittedDate(
                "at",
                DateOrder.YEAR_FIRST,
                all,
                new FittedDate.Days(-0.1, 2.5, List.of(-0.4, 0.2)),
                true,
                unit),
            ValueType.DATE,
            new BinOffsets(
                new PiecewiseLinear(seconds, List.of(-0.7f, 0f, 0.3f, 0.7f), 2, true), 0.5, 0.1),
            times),
        new Kind(age, ValueType.REAL, new ImputedNumber(age.filled()), finite),
        new Kind(
            new FittedNumber("years & days.of `it`", 3, 0.25, true, filled, List.of()),
            ValueType.INTEGER,
            new Numbers(1),
            List.of(1, 2, 3, 16_777_216, -7)),
        new Kind(
            new FittedNumber("größe 身長 🙂", 0, 1, false, filled, List.of()),
            ValueType.REAL,
            new Numbers(1),
            List.of(0.5, -3.25, 8)),
        new Kind(
            new FittedNumber("label", 38, 0.1, true, told, List.of()),
            ValueType.REAL,
            new Periodic(new ImputedNumber(0.3f), 8, 3, 0.3),
            numbers),
        new Kind(
            new FittedCategory("color", List.of("red", "Grün", "", "none"), 0),
            ValueType.TEXT,
            new Embedding(new Codes(4, true), 3, 0),
            List.of("red", "Grün", "none", "blue", "")),
        new Kind(
            new FittedCategory("grade", List.of("1", "2", "-7", "0.5", "0"), 0),
            ValueType.REAL,
            new OneHot(new Codes(5, true)),
            List.of(1, 2.0, -7L, 0.5, 3, -0.0, 1e10)),
        new Kind(
            new FittedCategory("fraction", List.of("0.1", "2"), 0),
            ValueType.REAL,
            new OneHot(new Codes(2, true)),
            List.of("0.1", "2", "0.2")),
        new Kind(
            new FittedCategory("member", List.of("false", "true"), 0),
            ValueType.BOOLEAN,
            new OneHot(new Codes(2, true)),
            List.of(true, false)),
        new Kind(
            new FittedDate("when", DateOrder.YEAR_FIRST, all, days, true, DateUnit.QUARTER_HOURS),
            ValueType.DATE,
            parts,
            dates),
        new Kind(
            new FittedDate("until", DateOrder.YEAR_FIRST, all, days, true, DateUnit.QUARTER_HOURS),
            ValueType.DATE,
            new BinOffsets(
                new PiecewiseLinear(parts, List.of(-2f, 0f, 0.5f, 2f), 2, true), 0.5, 0.1),
            dates),
        new Kind(
            new FittedDate(
                "since",
                DateOrder.YEAR_FIRST,
                EnumSet.of(DatePart.MONTH, DatePart.YEAR),
                days,
                false,
                DateUnit.QUARTER_HOURS),
            ValueType.DATE,
            few,
            dates),
        new Kind(
            new FittedNumber("longitude", -118.5, 0.26, true, told, List.of()),
            ValueType.REAL,
            new PiecewiseLinear(new ImputedNumber(0.3f), List.of(-1f, 0f, 0.01f, 1f), 4, false),
            List.of(-118.123456789, -118.5, -122.43, -117.1)),
        new Kind(
            new FittedVector("scores", 3, new double[] {0.1, 0.2, 0.3}, new double[] {1, 2, 3}),
            ValueType.VECTOR,
            new Numbers(3),
            vectors),
        new Kind(
            new FittedVector("image", 3, new double[0], new double[] {1, 2, 3}),
            ValueType.VECTOR,
            new Numbers(3),
            vectors),
        new Kind(
            new FittedVector("plain", 3, new double[0], new double[0]),
            ValueType.VECTOR,
            new Numbers(3),
            vectors),
        new Kind(
            new FittedNumber("ratio", 0.5, 1000, true, told, List.of()),
            ValueType.REAL,
            new ImputedNumber(0.3f),
            List.of(
                0.4995,
                0.5012,
                1e39,
                5e154,
                -1e200,
                Double.MAX_VALUE,
                -Double.MAX_VALUE,
                Double.POSITIVE_INFINITY)));
  }

  static List<ModelCase> all() {
    List<ModelCase> all = new ArrayList<>();
    all.add(table("table-mixed", 10_000, KINDS, Missing.MEDIAN, Unseen.OTHER));
    for (Kind kind : KINDS) {
      all.add(table("table-one-" + all.size(), 300, List.of(kind), Missing.MEDIAN, Unseen.OTHER));
    }
    for (Missing missing : Missing.values()) {
      for (Unseen unseen : Unseen.values()) {
        String rules = "table-missing-%s-unseen-%s".formatted(missing, unseen);
        all.add(table(rules.toLowerCase(java.util.Locale.ROOT), 300, KINDS, missing, unseen));
      }
    }
    return all;
  }

  private static ModelCase table(
      String name, int n, List<Kind> kinds, Missing missing, Unseen unseen) {
    TableRules rules = new TableRules(missing, unseen, TableRules.Scale.ROBUST, 100);
    FittedTable table =
        new FittedTable(
            kinds.stream().map(Kind::fitted).toList(),
            kinds.stream().map(TableCases::note).toList(),
            rules);
    Columns columns = new Columns(kinds.stream().map(Kind::column).toList());
    int width = columns.outputs();
    Network network =
        new Network(
            List.of(
                columns,
                new Scale(width),
                new Dense(width, 32),
                new Activate(32, Activations.named("mish")),
                new Dense(32, 1)));
    boolean number = name.equals("table-mixed");
    SavedModel model =
        new SavedModel(
            Optional.of(table),
            ModelCases.trained(
                network,
                Losses.named(number ? "squared" : "sigmoidCrossEntropy"),
                number ? LabelType.NUMBER : LabelType.CLASS),
            number ? List.of() : List.of("no", "yes"),
            List.of());
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int j = 0; j < n; j++) {
      Map<String, Object> row = new HashMap<>();
      for (int c = 0; c < kinds.size(); c++) {
        Kind kind = kinds.get(c);
        Key key = Key.of(j).with(c);
        boolean gap = key.below(0, 8) == 0 && kind.fitted().kind() != ColumnKind.VECTOR;
        row.put(
            kind.fitted().name(),
            gap ? null : kind.values().get(key.below(1, kind.values().size())));
      }
      rows.add(row);
    }
    return new ModelCase(name, model, rows);
  }

  private static ColumnNote note(Kind kind) {
    return new ColumnNote(
        new RawColumn(kind.fitted().name(), kind.type(), Optional.of(kind.fitted().kind())),
        new KindChoice(kind.fitted().kind(), "said"),
        0,
        "12",
        kind.fitted().treatment());
  }
}
