package io.plateau.model;

import io.plateau.math.DatePart;
import io.plateau.math.Word;
import io.plateau.nn.Column;
import io.plateau.nn.Columns;
import io.plateau.nn.column.BinOffsets;
import io.plateau.nn.column.Codes;
import io.plateau.nn.column.DateParts;
import io.plateau.nn.column.Embedding;
import io.plateau.nn.column.ImputedNumber;
import io.plateau.nn.column.Numbers;
import io.plateau.nn.column.OneHot;
import io.plateau.nn.column.Periodic;
import io.plateau.nn.column.PiecewiseLinear;
import io.plateau.store.DamagedFileException;
import io.plateau.store.JsonArray;
import io.plateau.store.JsonObject;
import io.plateau.store.JsonValue;
import io.plateau.store.StrictJson;
import io.plateau.store.TableJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Codec of the columns of a table, the first layer of a network in {@code network.json}. */
final class ColumnsJson {
  private static final String KIND = "kind";
  private static final String DROPOUT = "dropout";
  private static final String FUNCTION = "function";
  private static final String LEAST = "least";
  private static final String LIMITED = "limited";
  private static final String MOST = "most";
  private static final String UNSEEN = "unseen";

  private ColumnsJson() {}

  /** <em>Adds</em> the columns to the object of their layer. */
  static void write(Columns layer, JsonObject node) {
    JsonArray list = node.putArray("columns");
    for (Column column : layer.columns()) {
      write(column, list.addObject());
    }
  }

  private static void write(Column column, JsonObject node) {
    if (column instanceof Numbers numbers) {
      node.put(KIND, "numbers").put("width", numbers.width());
    } else if (column instanceof ImputedNumber number) {
      node.put(KIND, "imputedNumber").put("fill", (double) number.fill());
    } else if (column instanceof OneHot oneHot) {
      write(oneHot.codes(), node.put(KIND, "oneHot"));
    } else if (column instanceof Embedding embedding) {
      write(embedding.codes(), node.put(KIND, "embedding"));
      node.put("width", embedding.width());
      if (embedding.dropout() > 0) {
        node.put(DROPOUT, embedding.dropout());
      }
    } else if (column instanceof DateParts date) {
      node.put(KIND, "date").putList("parts", date.parts().stream().map(DatePart::word).toList());
      node.put("center", date.center()).put("factor", date.factor());
      if (Double.isFinite(date.least())) {
        node.put(LEAST, date.least());
      }
      if (Double.isFinite(date.most())) {
        node.put(MOST, date.most());
      }
      if (date.oneHot()) {
        node.put("oneHot", true);
      }
      node.put("indicator", date.indicator());
      TableJson.put(node, date.unit());
    } else if (column instanceof Periodic periodic) {
      node.put(KIND, "periodic").put("frequencies", periodic.frequencies());
      node.put("width", periodic.width()).put("sigma", periodic.sigma());
      write(periodic.numbers(), node.putObject("numbers"));
    } else if (column instanceof PiecewiseLinear pieces) {
      node.put(KIND, "piecewiseLinear").putList("edges", pieces.edges());
      if (pieces.limited()) {
        node.put(LIMITED, true);
      }
      write(pieces.number(), node.put("width", pieces.width()).putObject("number"));
    } else if (column instanceof BinOffsets offsets) {
      node.put(KIND, "binOffsets").put(DROPOUT, offsets.dropout());
      if (offsets.unseen() > 0) {
        node.put(UNSEEN, offsets.unseen());
      }
      write(offsets.function(), node.putObject(FUNCTION));
    } else {
      throw new IllegalArgumentException("a column " + column + " cannot be saved");
    }
  }

  private static void write(Codes codes, JsonObject node) {
    node.put("values", codes.values()).put("other", codes.other());
  }

  /**
   * The columns of a layer.
   *
   * @throws IllegalArgumentException where a value is out of its range
   */
  static Columns read(JsonValue node) throws DamagedFileException {
    StrictJson.keys(node, "type", "columns");
    List<Column> columns = new ArrayList<>();
    for (JsonValue column : StrictJson.list(node, "columns")) {
      columns.add(column(column));
    }
    return new Columns(columns);
  }

  private static Column column(JsonValue node) throws DamagedFileException {
    String kind = StrictJson.text(node, KIND);
    return switch (kind) {
      case "numbers" -> new Numbers(width(StrictJson.keys(node, KIND, "width")));
      case "imputedNumber" ->
          new ImputedNumber((float) StrictJson.real(StrictJson.keys(node, KIND, "fill"), "fill"));
      case "oneHot" -> new OneHot(codes(StrictJson.keys(node, KIND, "values", "other")));
      case "embedding" -> {
        StrictJson.keys(node, Set.of(KIND, "values", "other", "width"), Set.of(DROPOUT));
        double dropout = node.has(DROPOUT) ? StrictJson.real(node, DROPOUT) : 0;
        yield new Embedding(codes(node), width(node), dropout);
      }
      case "date" -> date(node);
      case "periodic" -> periodic(node);
      case "piecewiseLinear" -> piecewiseLinear(node);
      case "binOffsets" -> binOffsets(node);
      default ->
          throw new IllegalArgumentException(
              "\"kind\" must be numbers, imputedNumber, oneHot, embedding, date, periodic,"
                  + " piecewiseLinear or binOffsets, got "
                  + node.path(KIND));
    };
  }

  private static int width(JsonValue node) throws DamagedFileException {
    return NetworkFile.whole(node, "width");
  }

  private static Codes codes(JsonValue node) throws DamagedFileException {
    return new Codes(NetworkFile.whole(node, "values"), StrictJson.truth(node, "other"));
  }

  private static PiecewiseLinear piecewiseLinear(JsonValue node) throws DamagedFileException {
    StrictJson.keys(node, Set.of(KIND, "edges", "width", "number"), Set.of(LIMITED));
    List<Float> edges = StrictJson.floats(node, "edges");
    boolean limited = node.has(LIMITED) && StrictJson.truth(node, LIMITED);
    return new PiecewiseLinear(plain(node.path("number")), edges, width(node), limited);
  }

  private static BinOffsets binOffsets(JsonValue node) throws DamagedFileException {
    StrictJson.keys(node, Set.of(KIND, DROPOUT, FUNCTION), Set.of(UNSEEN));
    JsonValue function = node.path(FUNCTION);
    if (!StrictJson.text(function, KIND).equals("piecewiseLinear")) {
      throw new IllegalArgumentException(
          "a column of kind binOffsets must have a function of kind piecewiseLinear, got "
              + function);
    }
    double unseen = node.has(UNSEEN) ? StrictJson.real(node, UNSEEN) : 0;
    return new BinOffsets(piecewiseLinear(function), StrictJson.real(node, DROPOUT), unseen);
  }

  private static Periodic periodic(JsonValue node) throws DamagedFileException {
    StrictJson.keys(node, KIND, "frequencies", "width", "sigma", "numbers");
    return new Periodic(
        plain(node.path("numbers")),
        NetworkFile.whole(node, "frequencies"),
        width(node),
        StrictJson.real(node, "sigma"));
  }

  /** Numbers or a date inside of another column. */
  private static Column plain(JsonValue node) throws DamagedFileException {
    String kind = StrictJson.text(node, KIND);
    if (!Set.of("numbers", "imputedNumber", "date").contains(kind)) {
      throw new IllegalArgumentException("only numbers and dates can be embedded, got " + node);
    }
    return column(node);
  }

  private static DateParts date(JsonValue node) throws DamagedFileException {
    StrictJson.keys(
        node,
        Set.of(KIND, "parts", "center", "factor", "indicator"),
        Set.of("oneHot", LEAST, MOST, TableJson.SECONDS_SINCE));
    List<String> words = StrictJson.strings(node, "parts");
    List<DatePart> parts =
        Stream.of(DatePart.values()).filter(p -> words.contains(p.word())).toList();
    if (!words.equals(parts.stream().map(DatePart::word).toList())) {
      throw new IllegalArgumentException(
          "\"parts\" must be of %s in this order, got %s"
              .formatted(Word.all(DatePart.class), node.path("parts")));
    }
    return new DateParts(
        parts,
        StrictJson.real(node, "center"),
        StrictJson.real(node, "factor"),
        node.has(LEAST) ? StrictJson.real(node, LEAST) : Double.NEGATIVE_INFINITY,
        node.has(MOST) ? StrictJson.real(node, MOST) : Double.POSITIVE_INFINITY,
        node.has("oneHot") && StrictJson.truth(node, "oneHot"),
        StrictJson.truth(node, "indicator"),
        TableJson.unit(node));
  }
}
