package io.plateau.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plateau.math.DatePart;
import io.plateau.math.DateUnit;
import io.plateau.table.ColumnKind;
import io.plateau.table.ColumnNote;
import io.plateau.table.DateOrder;
import io.plateau.table.FittedCategory;
import io.plateau.table.FittedDate;
import io.plateau.table.FittedNumber;
import io.plateau.table.FittedTable;
import io.plateau.table.FittedVector;
import io.plateau.table.KindChoice;
import io.plateau.table.RawColumn;
import io.plateau.table.TableRules;
import io.plateau.table.ValueType;
import io.plateau.table.fit.TableFit;
import io.plateau.table.fit.TextStatistics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TableJsonTest {
  private static final FittedTable TABLE =
      new FittedTable(
          List.of(
              new FittedNumber(
                  "a \"b\" `c`", 0.1, 3, true, new FittedNumber.Fill(0.3, true), List.of()),
              new FittedNumber(
                  "cut", 0, 1, true, new FittedNumber.Fill(0, false), List.of(-1.5, 0.1, 1e30)),
              new FittedCategory("😀", List.of("x", "y\nz"), 7),
              new FittedDate(
                  "when",
                  DateOrder.YEAR_FIRST,
                  Set.of(DatePart.DAYS, DatePart.HOUR),
                  new FittedDate.Days(17e3, 0.01, List.of()),
                  false,
                  DateUnit.QUARTER_HOURS),
              new FittedDate(
                  "paid",
                  DateOrder.DAY_FIRST,
                  Set.of(DatePart.DAYS),
                  new FittedDate.Days(-3, 0.5, List.of(-4.25, 0.0, 7.0)),
                  true,
                  DateUnit.QUARTER_HOURS),
              new FittedDate(
                  "at",
                  DateOrder.YEAR_FIRST,
                  Set.of(DatePart.DAYS),
                  new FittedDate.Days(-3.5, 0.5, List.of(-3.75, -3.25)),
                  false,
                  DateUnit.secondsSince(-4)),
              new FittedVector("v", 2, new double[] {1, 2}, new double[] {0.5, 0})),
          List.of(
              new ColumnNote(
                  new RawColumn("id", ValueType.TEXT, Optional.of(ColumnKind.IGNORE)),
                  new KindChoice(ColumnKind.IGNORE, "said"),
                  3,
                  "about 7",
                  "")),
          new TableRules(
              TableRules.Missing.MEAN, TableRules.Unseen.OTHER, TableRules.Scale.STANDARD, 17));

  @Test
  void isReadAsItIsWritten() throws Exception {
    FittedTable read = TableJson.table(TableJson.bytes(TABLE));
    Map<String, Object> values =
        Map.of("a \"b\" `c`", 2, "😀", "y\nz", "when", "2020-02-03", "v", new double[] {3, 4});
    assertThat(read.row(values)).isEqualTo(TABLE.row(values));
    assertThat(read.row(Map.of("v", new double[2])))
        .isEqualTo(TABLE.row(Map.of("v", new double[2])));
    assertThat(read.notes()).isEqualTo(TABLE.notes());
    assertThat(read.rules()).isEqualTo(TABLE.rules());
    assertThat(TableJson.bytes(read)).isEqualTo(TableJson.bytes(TABLE));
  }

  /** A text that a reader would refuse for its length has a code by its hash. */
  @Test
  void longTextsAreReadAsTheyAreWritten() throws Exception {
    TextStatistics texts = new TextStatistics();
    String longest = "x".repeat(1 << 20);
    texts.add(longest, 3);
    texts.add("short", 4);
    assertThat(read(texts).values()).containsExactly("short", longest);
    texts.add(longest + "x", 2);
    FittedCategory category = read(texts);
    assertThat(category.code(longest + "x")).isPositive();
    assertThat(category.code("short")).isPositive();
  }

  private static FittedCategory read(TextStatistics texts) throws DamagedFileException {
    RawColumn column = new RawColumn("text", ValueType.TEXT, Optional.of(ColumnKind.CATEGORY));
    TableFit fit = TableFit.of(List.of(column), List.of(texts), TableRules.DEFAULT);
    FittedTable read = TableJson.table(TableJson.bytes(fit.categories()));
    return (FittedCategory) read.columns().get(0);
  }

  @Test
  void anythingElseIsDamaged() {
    String json = new String(TableJson.bytes(TABLE), StandardCharsets.UTF_8);
    for (String[] change :
        new String[][] {
          {"\"version\" : 1", "\"version\" : 2"},
          {"\"number\"", "\"ignore\""},
          {"\"number\"", "\"numbers\""},
          {"\"factor\" : 3.0", "\"factor\" : 3.0, \"cuts\" : 1"},
          {"\"buckets\" : 7", "\"buckets\" : -7"},
          {"\"x\", \"y", "\"x\", \"x\", \"y"},
          {"\"clip\" : true", "\"clip\" : 1"},
          {"\"hour\"", "\"minute\""},
          {"\"width\" : 2", "\"width\" : 3"},
          {"\"when\"", "\"v\""},
          {"\"missing\" : \"mean\"", "\"missing\" : \"mode\""},
        }) {
      assertThat(json).contains(change[0]);
      byte[] bytes = json.replaceFirst(change[0], change[1]).getBytes(StandardCharsets.UTF_8);
      assertThatThrownBy(() -> TableJson.table(bytes))
          .as(change[1])
          .isInstanceOf(DamagedFileException.class);
    }
  }
}
