package io.plateau.ml.params;

import io.plateau.spec.Domain;
import io.plateau.table.ColumnKind;
import io.plateau.table.TableRules;
import io.plateau.table.TableSetting;
import java.io.Serializable;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.param.StringArrayParam;

/**
 * Declarations of the params about columns of tables; one instance belongs to one stage. Those of
 * {@link TableSetting}s have their documentation, values and defaults from there.
 */
public final class TableParams implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Params stage;
  private final Map<String, Param<?>> declared = new LinkedHashMap<>();

  public TableParams(Params stage) {
    this.stage = stage;
    names("inputCols", "columns that are features; unset: all columns that are nothing else");
    names("ignoredCols", "columns that are not features");
    names(
        "columnKinds",
        "kinds of columns that are not to be inferred, as NAME:KIND with a kind of "
            + String.join(", ", ColumnKind.words()),
        cell -> kind(cell) != null);
    for (TableSetting setting : TableSetting.values()) {
      if (setting.words().isEmpty()) {
        add(
            new IntParam(
                stage,
                setting.word(),
                setting.doc(),
                NetworkParams.cast(ParamCheck.of(setting.word(), () -> Domain.integer(1)))));
      } else {
        add(
            new Param<String>(
                stage,
                setting.word(),
                setting.doc(),
                ParamCheck.of(setting.word(), () -> Domain.oneOf(setting.words()))));
      }
    }
    name("outputCol", "column of the encoded vectors");
    name("labelCol", "column of the label: strings, booleans or numbers");
    name("predictionCol", "column of the predicted labels; empty for none");
    name("rawPredictionCol", "column of the logits of the classes; empty for none");
    name("probabilityCol", "column of the probabilities of the classes; empty for none");
    add(
        new DoubleArrayParam(
            stage,
            "thresholds",
            "a threshold for each class, one of which may be 0: the class with the largest"
                + " probability / threshold is predicted",
            ParamCheck.ofArrays(
                "thresholds",
                "numbers of at least 0, one of which may be 0",
                all ->
                    Arrays.stream(all).allMatch(threshold -> threshold >= 0)
                        && Arrays.stream(all).filter(threshold -> threshold == 0).count() <= 1)));
  }

  private void name(String name, String doc) {
    add(new Param<String>(stage, name, doc));
  }

  private void names(String name, String doc) {
    names(name, doc, cell -> true);
  }

  private void names(String name, String doc, ParamCheck<String> each) {
    ParamCheck<String[]> all =
        names -> Arrays.stream(names).allMatch(cell -> (Boolean) each.apply(cell));
    add(new StringArrayParam(stage, name, doc, all));
  }

  private void add(Param<?> param) {
    declared.put(param.name(), param);
  }

  /** The param of a name, of the type that the caller expects. */
  @SuppressWarnings("unchecked")
  public <P extends Param<?>> P get(String name) {
    return (P) declared.get(name);
  }

  /** Sets the defaults of the params that the stage has. */
  public void setDefaults() {
    for (TableSetting setting : TableSetting.values()) {
      setDefault(setting.word(), setting.of(TableRules.DEFAULT));
    }
    setDefault("outputCol", "features");
    setDefault("labelCol", "label");
    setDefault("predictionCol", "prediction");
    setDefault("rawPredictionCol", "rawPrediction");
    setDefault("probabilityCol", "probability");
  }

  private void setDefault(String name, Object value) {
    if (stage.hasParam(name)) {
      stage.setDefault(this.<Param<Object>>get(name), value);
    }
  }

  /** The rules that the params hold. */
  public TableRules rules() {
    return TableSetting.rules(
        setting -> stage.getOrDefault(this.<Param<Object>>get(setting.word())));
  }

  /** The kinds by column that {@code columnKinds} holds. */
  public Map<String, ColumnKind> kinds() {
    Map<String, ColumnKind> kinds = new LinkedHashMap<>();
    for (String cell : strings("columnKinds")) {
      kinds.put(cell.substring(0, cell.lastIndexOf(':')), kind(cell));
    }
    return kinds;
  }

  /** The strings of a param, none where it is not set. */
  public String[] strings(String name) {
    StringArrayParam param = get(name);
    return stage.isDefined(param) ? stage.getOrDefault(param) : new String[0];
  }

  /** The kind of a text NAME:KIND; the name may have colons. */
  private static ColumnKind kind(String cell) {
    int colon = cell.lastIndexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException(
          "columnKinds must have the form NAME:KIND, got \"" + cell + "\"");
    }
    String kind = cell.substring(colon + 1);
    Domain.oneOf(ColumnKind.words())
        .require("the kind of column \"" + cell.substring(0, colon) + "\" (columnKinds)", kind);
    return ColumnKind.of(kind);
  }
}
