package io.plateau.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plateau.model.ModelCase;
import io.plateau.model.ModelCases;
import io.plateau.model.SavedModel;
import io.plateau.nn.Activate;
import io.plateau.nn.Dense;
import io.plateau.nn.TrainedNetwork;
import io.plateau.nn.activation.Activation;
import io.plateau.store.ProtoReader;
import io.plateau.table.ColumnKind;
import io.plateau.table.ColumnNote;
import io.plateau.table.FittedCategory;
import io.plateau.table.FittedColumn;
import io.plateau.table.FittedNumber;
import io.plateau.table.FittedTable;
import io.plateau.table.KindChoice;
import io.plateau.table.RawColumn;
import io.plateau.table.TableRules;
import io.plateau.table.ValueType;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OnnxModelTest {
  private static final FittedColumn AGE =
      new FittedNumber("age", 0, 1, false, new FittedNumber.Fill(0, false), List.of());

  private static SavedModel table(FittedColumn... columns) {
    return new SavedModel(
        Optional.of(new FittedTable(List.of(columns), List.<ColumnNote>of(), TableRules.DEFAULT)),
        ModelCases.classifier(new Dense(columns.length, 2)),
        List.of("no", "yes"),
        List.of());
  }

  private static OnnxModel export(SavedModel model) {
    return OnnxModel.of(model, Map.of("made", "here"));
  }

  @Test
  void aFileSaysWhatItIs() {
    ProtoReader model = new ProtoReader(export(table(AGE)).bytes());
    assertThat(model.integer(1)).isEqualTo(8);
    assertThat(model.text(2)).isEqualTo("plateau");
    assertThat(model.text(3)).isEqualTo(io.plateau.store.BuildVersion.text());
    assertThat(model.text(6)).contains("NaN in its outputs");
    assertThat(model.messages(8)).extracting(set -> set.text(1)).containsExactly("", "ai.onnx.ml");
    assertThat(model.messages(8)).extracting(set -> set.integer(2)).containsExactly(17L, 3L);
    assertThat(model.messages(14))
        .extracting(entry -> entry.text(1) + "=" + entry.text(2))
        .containsExactly(
            "labels=[\"no\",\"yes\"]", "made=here", "network=1 -> 2 softmax, 4 parameters");
  }

  @Test
  void inputsAreColumnsAndOutputsHaveNamesOfTheirOwn() {
    OnnxModel onnx = export(table(AGE, new FittedCategory("label", List.of("a"), 0)));
    assertThat(onnx.inputs())
        .containsExactly(
            new Port("age", ElementType.DOUBLE, 1), new Port("label", ElementType.STRING, 1));
    assertThat(onnx.outputs())
        .containsExactly(
            new Port("label_", ElementType.STRING, 0),
            new Port("probabilities", ElementType.FLOAT, 2));
    ProtoReader graph = new ProtoReader(onnx.bytes()).message(7);
    assertThat(graph.texts(2)).containsExactly("plateau");
    ProtoReader type = graph.messages(11).get(1).message(2).message(1);
    assertThat(type.integer(1)).isEqualTo(8);
    assertThat(type.message(2).messages(1).get(0).text(2)).isEqualTo("N");
    assertThat(type.message(2).messages(1).get(1).integer(1)).isEqualTo(1);
  }

  @Test
  void everyValueIsComputedBeforeItIsUsedAndHasOneName() {
    for (ModelCase golden : ModelCases.all()) {
      ProtoReader graph = new ProtoReader(export(golden.model()).bytes()).message(7);
      Set<String> known = new HashSet<>();
      graph.messages(5).forEach(tensor -> assertThat(known.add(tensor.text(8))).isTrue());
      graph.messages(11).forEach(input -> assertThat(known.add(input.text(1))).isTrue());
      for (ProtoReader node : graph.messages(1)) {
        assertThat(known).containsAll(node.texts(1));
        assertThat(known.add(node.text(2))).as(golden.name()).isTrue();
      }
      assertThat(known).containsAll(graph.messages(12).stream().map(out -> out.text(1)).toList());
    }
  }

  @Test
  void equalModelsGiveEqualBytes() {
    List<ModelCase> once = ModelCases.all();
    List<ModelCase> again = ModelCases.all();
    for (int i = 0; i < once.size(); i++) {
      assertThat(export(once.get(i).model()).bytes())
          .isEqualTo(export(again.get(i).model()).bytes());
    }
  }

  @Test
  void generatedNamesGiveWayToColumns() {
    OnnxModel onnx =
        export(
            table(
                AGE,
                new FittedNumber("Gemm_1", 0, 1, false, new FittedNumber.Fill(0, false), List.of()),
                new FittedNumber(
                    "Constant_1", 0, 1, false, new FittedNumber.Fill(0, false), List.of())));
    assertThat(onnx.inputs()).extracting(Port::name).containsExactly("age", "Gemm_1", "Constant_1");
  }

  @Test
  void hashedCategoriesAreRefused() {
    SavedModel model = table(AGE, new FittedCategory("zip", List.of("1"), 8));
    assertThatThrownBy(() -> export(model))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "column \"zip\" has more categories than data.maxCategories (maxCategories), and ONNX"
                + " cannot hash the others; train with maxCategories above the number of its"
                + " categories, or predict where Plateau's jar is");
    SavedModel all = table(AGE, new FittedCategory("zip", List.of(), 8));
    assertThatThrownBy(() -> export(all))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "column \"zip\" has more categories, or longer ones, than are known by name, and ONNX"
                + " cannot hash them; leave the column out, or predict where Plateau's jar is");
  }

  /** The node that encodes a category of a type. */
  private static ProtoReader encoder(ValueType type, String... values) {
    RawColumn raw = new RawColumn("c", type, Optional.of(ColumnKind.CATEGORY));
    ColumnNote note =
        new ColumnNote(raw, new KindChoice(ColumnKind.CATEGORY, "said"), 0, "2", "one-hot");
    FittedTable table =
        new FittedTable(
            List.of(new FittedCategory("c", List.of(values), 0)),
            List.of(note),
            TableRules.DEFAULT);
    SavedModel model =
        new SavedModel(
            Optional.of(table),
            ModelCases.classifier(new Dense(1, 2)),
            List.of("no", "yes"),
            List.of());
    return new ProtoReader(export(model).bytes())
        .message(7).messages(1).stream()
            .filter(node -> node.text(4).equals("LabelEncoder"))
            .findFirst()
            .orElseThrow();
  }

  @Test
  void categoriesOfNumbersThatAreNoFloatsAreKnownByEveryTextOfThem() {
    ProtoReader codes = encoder(ValueType.REAL, "0.1", "3");
    assertThat(codes.messages(5).get(0).texts(9)).containsExactly("0.1", "3", "3.0");
    assertThat(codes.messages(5).get(1).integers(8)).containsExactly(1L, 2L, 2L);
  }

  @Test
  void categoriesOfDatesAreKnownByEveryTextOfThem() {
    ProtoReader codes = encoder(ValueType.DATE, "2020-01-31", "2020-02-01 06:05:00");
    assertThat(codes.messages(5).get(0).texts(9))
        .containsExactly(
            "2020-01-31",
            "2020-02-01 06:05:00",
            "2020-01-31 00:00:00",
            "2020-01-31T00:00:00",
            "2020-02-01T06:05:00");
    assertThat(codes.messages(5).get(1).integers(8)).containsExactly(1L, 2L, 1L, 1L, 2L);
  }

  @Test
  void aColumnWithoutANameIsRefused() {
    SavedModel model = table(new FittedCategory("", List.of("1"), 0));
    assertThatThrownBy(() -> export(model))
        .hasMessage("a column without a name cannot be an input of an ONNX graph; rename it");
  }

  private record Sine() implements Activation {
    @Override
    public void apply(float[] z, float[] a, int n) {}

    @Override
    public void backward(float[] z, float[] a, float[] d, int n) {}
  }

  @Test
  void anActivationWithoutTranslationIsRefused() {
    TrainedNetwork network = ModelCases.classifier(new Dense(1, 2), new Activate(2, new Sine()));
    SavedModel model = new SavedModel(Optional.empty(), network, List.of(), List.of());
    assertThatThrownBy(() -> export(model))
        .hasMessage("activation sine has no translation to ONNX");
  }
}
