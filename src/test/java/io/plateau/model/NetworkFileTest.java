package io.plateau.model;

import static io.plateau.nn.Networks.anyDate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plateau.math.DatePart;
import io.plateau.math.DateUnit;
import io.plateau.nn.Activate;
import io.plateau.nn.Clamp;
import io.plateau.nn.Columns;
import io.plateau.nn.Dense;
import io.plateau.nn.Ensemble;
import io.plateau.nn.LayerNorm;
import io.plateau.nn.MemberDense;
import io.plateau.nn.MemberHeads;
import io.plateau.nn.MemberScale;
import io.plateau.nn.Members;
import io.plateau.nn.Network;
import io.plateau.nn.Networks;
import io.plateau.nn.ParametricActivation;
import io.plateau.nn.Parametrization;
import io.plateau.nn.Residual;
import io.plateau.nn.Scale;
import io.plateau.nn.TrainedNetwork;
import io.plateau.nn.Unsmooth;
import io.plateau.nn.activation.Activation;
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
import io.plateau.nn.loss.Huber;
import io.plateau.nn.loss.LabelType;
import io.plateau.nn.loss.Link;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

public class NetworkFileTest {
  private static final Network NETWORK =
      new Network(
          List.of(
              new Activate(2, new Activation.Tanh()),
              new Dense(2, 3),
              new Activate(3, new Activation.LeakyRelu(0.2)),
              new Activate(3, new Activation.Elu(2)),
              new Dense(3, 1)));

  public static final Network TABLE =
      Networks.onTable(
          List.of(
              new Numbers(2),
              new ImputedNumber(0.1f),
              new OneHot(new Codes(4, true)),
              new Embedding(new Codes(30, false), 5, 0),
              anyDate(List.of(DatePart.values()), 20_000.25, 1e-3, true, true),
              anyDate(List.of(DatePart.DAY_OF_WEEK), -1e9, 0, false, false)),
          new int[] {3},
          1,
          new Activation.Relu());

  /** Layers of the recipe for tables. */
  private static final Network TABULAR =
      new Network(
          List.of(
              new Columns(
                  List.of(
                      new Periodic(new Numbers(2), 16, 3, 0.1),
                      new Periodic(new ImputedNumber(0.5f), 4, 2, 0.25),
                      new PiecewiseLinear(new ImputedNumber(-1), List.of(-0.1f, 0.2f, 7f), 3, true),
                      new BinOffsets(
                          new PiecewiseLinear(
                              new DateParts(
                                  List.of(DatePart.DAYS),
                                  3,
                                  0.5,
                                  -2.25,
                                  1e5,
                                  false,
                                  true,
                                  DateUnit.QUARTER_HOURS),
                              List.of(-1f, 0f, 1.5f),
                              2,
                              false),
                          0.25,
                          0.125),
                      new DateParts(
                          List.of(DatePart.DAYS, DatePart.HOUR),
                          -3.5,
                          2,
                          -4,
                          -3,
                          false,
                          true,
                          DateUnit.secondsSince(-4)),
                      new Embedding(new Codes(3, true), 2, 0.125))),
              new Scale(25),
              new Dense(25, 3, Parametrization.NTK),
              new ParametricActivation(3, Activations.named("selu")),
              new ParametricActivation(3, new Activation.LeakyRelu(0.2)),
              new Dense(3, 1, Parametrization.NTK)));

  /** Members by all layers, with one draw for a column of a table. */
  private static final Network MEMBERS =
      new Network(
          List.of(
              new Columns(List.of(new Periodic(new Numbers(1), 2, 3, 0.1))),
              new Members(3, List.of(0, 0, 0, 0)),
              new MemberDense(3, 4, 5, Parametrization.NTK),
              new Activate(5, new Activation.Relu()),
              new MemberScale(3, 5),
              new MemberDense(3, 5, 2, Parametrization.STANDARD),
              new MemberHeads(3, 2, 1, Link.IDENTITY, Parametrization.NTK)));

  /** Residual blocks, one within another as well. */
  private static final Network RESIDUAL =
      new Network(
          List.of(
              new Dense(2, 3),
              new Residual(
                  List.of(
                      new LayerNorm(3),
                      new Dense(3, 6, Parametrization.NTK),
                      new Activate(6, new Activation.Relu()),
                      new Dense(6, 3))),
              new Residual(List.of(new Residual(List.of(new LayerNorm(3))), new Scale(3))),
              new LayerNorm(3),
              new Dense(3, 1)));

  private static final String JSON = json(NETWORK);

  private static String json(Network network) {
    TrainedNetwork trained =
        new TrainedNetwork(
            network, new Huber(0.5), LabelType.NUMBER, new float[network.parameters()]);
    return new String(NetworkFile.json(trained), StandardCharsets.UTF_8);
  }

  private static TrainedNetwork read(String json, int weights) throws IOException {
    return new NetworkFile("/m/network.json", "/m/weights.bin")
        .read(json.getBytes(StandardCharsets.UTF_8), 4L * weights)
        .with(new byte[4 * weights]);
  }

  @Test
  void layersAndSettingsComeBack() throws IOException {
    TrainedNetwork read = read(JSON, NETWORK.parameters());
    assertThat(read.network()).isEqualTo(NETWORK);
    assertThat(read.loss()).isEqualTo(new Huber(0.5));
    assertThat(read.target()).isEqualTo(LabelType.NUMBER);
  }

  @Test
  void columnsComeBack() throws IOException {
    assertThat(read(json(TABLE), TABLE.parameters()).network()).isEqualTo(TABLE);
  }

  @Test
  void layersOfTheRecipeForTablesComeBack() throws IOException {
    String json = json(TABULAR);
    assertThat(read(json, TABULAR.parameters()).network()).isEqualTo(TABULAR);
    assertThat(json).contains("\"parametrization\" : \"ntk\"");
    assertThat(JSON).doesNotContain("parametrization");
    String other = json.replace("\"ntk\"", "\"mup\"");
    assertThatThrownBy(() -> read(other, TABULAR.parameters()))
        .hasMessage("/m/network.json: parametrization must be one of standard, ntk, got \"mup\"");
    String odd = json.replaceFirst("\"kind\" : \"imputedNumber\"", "\"kind\" : \"periodic\"");
    assertThatThrownBy(() -> read(odd, TABULAR.parameters()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("only numbers and dates can be embedded, got ");
    String wide = json.replaceFirst("\"frequencies\" : 16", "\"frequencies\" : 2000000000");
    assertThatThrownBy(() -> read(wide, TABULAR.parameters())).isInstanceOf(IOException.class);
  }

  @Test
  void layersOfMembersComeBack() throws IOException {
    String json = json(MEMBERS);
    assertThat(read(json, MEMBERS.parameters()).network()).isEqualTo(MEMBERS);
    String one = json.replace("\"members\" : 3", "\"members\" : 1");
    assertThatThrownBy(() -> read(one, MEMBERS.parameters()))
        .hasMessage("/m/network.json: members must be at least 2, got 1");
    String few = json.replace("[ 0, 0, 0, 0 ]", "[ 0, 0 ]");
    assertThatThrownBy(() -> read(few, MEMBERS.parameters()))
        .hasMessage("/m/network.json: \"features\" must be 4 numbers, one for each input; got 2");
    String none = json.replace("\"members\",", "\"memberScale\",");
    assertThatThrownBy(() -> read(none, MEMBERS.parameters()))
        .hasMessage("/m/network.json: members must be at least 2, got 0");
  }

  @Test
  void ensemblesComeBack() throws IOException {
    Network ensemble =
        new Network(List.of(new Ensemble(3, TABULAR.layers(), Link.IDENTITY)))
            .corrected(new Clamp(List.of(0f), List.of(1f)));
    String json = json(ensemble);
    assertThat(read(json, ensemble.parameters()).network()).isEqualTo(ensemble);
    assertThat(json(ensemble.withDropout(0.1, 0.5))).isEqualTo(json);
    String one = json.replace("\"members\" : 3", "\"members\" : 1");
    assertThatThrownBy(() -> read(one, ensemble.parameters()))
        .hasMessage("/m/network.json: members must be at least 2, got 1");
  }

  @Test
  void residualBlocksComeBack() throws IOException {
    String json = json(RESIDUAL);
    assertThat(read(json, RESIDUAL.parameters()).network()).isEqualTo(RESIDUAL);
    assertThat(json(RESIDUAL.withDropout(0.1, 0.5))).isEqualTo(json);
    String wide = json.replace("\"outputs\" : 3\n    } ]", "\"outputs\" : 4\n    } ]");
    assertThat(wide).isNotEqualTo(json);
    assertThatThrownBy(() -> read(wide, RESIDUAL.parameters()))
        .hasMessage(
            "/m/network.json: a residual layer adds as many numbers as it takes, got 3 and 4");
    String none =
        json.replaceFirst(
            "\"layers\" : \\[ \\{\\s+\"type\" : \"layerNorm\"\\s+} ]", "\"layers\" : [ ]");
    assertThat(none).isNotEqualTo(json);
    assertThatThrownBy(() -> read(none, RESIDUAL.parameters()))
        .hasMessage(
            "/m/network.json: what a residual layer adds must have at least one layer with parameters, got []");
  }

  @Test
  void anUndoneSmoothingComesBack() throws IOException {
    Network network = new Network(List.of(new Dense(3, 2), new Unsmooth(2, 0.1, 0.25)));
    String json = json(network);
    assertThat(read(json, network.parameters()).network()).isEqualTo(network);
    String all = json.replaceFirst("\"smoothing\" : 0.1", "\"smoothing\" : 1");
    assertThatThrownBy(() -> read(all, network.parameters()))
        .hasMessage(
            "/m/network.json: unsmooth must have at least 2 classes, a smoothing in (0, 1) and a softness in (0, 1000), got 2, 1.0 and 0.25");
    String none = json.replaceFirst("\"softness\"", "\"soft\"");
    assertThatThrownBy(() -> read(none, network.parameters()))
        .hasMessage("/m/network.json: it must have a number for softness");
  }

  @Test
  void aClampComesBack() throws IOException {
    for (Network network : List.of(NETWORK, MEMBERS)) {
      Network clamped = network.corrected(new Clamp(List.of(-0.1f), List.of(1e30f)));
      String json = json(clamped);
      assertThat(read(json, network.parameters()).network()).isEqualTo(clamped);
      String odd = json.replace("\"highest\" : [ ", "\"highest\" : [ null, ");
      assertThatThrownBy(() -> read(odd, network.parameters()))
          .hasMessage("/m/network.json: it must have a number for highest");
      String low = json.replaceFirst("\"highest\" : \\[ ", "\"highest\" : [ -");
      assertThatThrownBy(() -> read(low, network.parameters()))
          .hasMessage(
              "/m/network.json: a clamp must be from a number to one at least as high, got -0.1 to"
                  + " -1.0E30");
      String none = json.replaceFirst("\"lowest\"", "\"least\"");
      assertThatThrownBy(() -> read(none, network.parameters()))
          .hasMessage("/m/network.json: it must have a list for lowest");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\"inputs\" : 7 | \"inputs\" : 8 | the columns take 7 numbers, but there are 8",
        "\"embedding\" | \"hash\" | \"kind\" must be numbers, imputedNumber, oneHot, embedding, date, periodic, piecewiseLinear or binOffsets, got \"hash\"",
        "\"width\" : 2 | \"width\" : 0 | it must have a whole number from 1 to 2147483647 for width",
        "\"width\" : 2 | \"width\" : 2, \"other\" : true | it must have no key other",
        "\"other\" : true | \"other\" : 1 | it must have true or false for other",
        "\"values\" : 30 | \"values\" : 1000000000 | a category must have 1 to 16777215 values, got 1000000000",
        "\"fill\" : 0.10000000149011612 | \"fill\" : 1e60 | fill must be a finite number, got Infinity",
        "\"factor\" : 0.001 | \"factor\" : -1 | factor must be a number of at least 0, got -1.0",
        "\"days\", \"year\" | \"year\", \"days\" | \"parts\" must be of [days, year, month, dayOfWeek, hour] in this order, got [\"year\",\"days\",\"month\",\"dayOfWeek\",\"hour\"]",
        "\"parts\" : \\[ \"dayOfWeek\" \\] | \"parts\" : [ ] | parts of a date must be at least one",
      })
  void whatIsWrongWithColumnsIsSaid(String good, String bad, String message) {
    String json = json(TABLE).replaceFirst(good, bad);
    assertThat(json).isNotEqualTo(json(TABLE));
    assertThatThrownBy(() -> read(json, TABLE.parameters()))
        .isInstanceOf(IOException.class)
        .hasMessage("/m/network.json: " + message);
  }

  @Test
  void offsetsAreOfPiecewiseLinearFunctions() {
    String json = json(TABULAR);
    String odd =
        json.replaceFirst(
            "(\"function\" : \\{\\s*\"kind\" : )\"piecewiseLinear\"", "$1\"numbers\"");
    assertThat(odd).isNotEqualTo(json);
    assertThatThrownBy(() -> read(odd, TABULAR.parameters()))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(
            "/m/network.json: a column of kind binOffsets must have a function of kind piecewiseLinear,"
                + " got ");
  }

  /** Sizes are compared with the file of the weights, whatever columns there seem to be. */
  @Test
  void columnsMustFitTheWeights() {
    String huge = json(TABLE).replace("\"values\" : 30", "\"values\" : 16000000");
    assertThatThrownBy(() -> read(huge, TABLE.parameters()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("must have 320000832 bytes for 7 -> ");
    String more = huge.replace("\"width\" : 5", "\"width\" : 500");
    assertThatThrownBy(() -> read(more, TABLE.parameters()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is longer than the 2147483647 an array can hold");
  }

  @Test
  void dropoutIsNotSaved() {
    assertThat(json(NETWORK.withDropout(0.1, 0.5))).isEqualTo(JSON);
  }

  @Test
  void format1HasAnActivationInEachLayer() throws IOException {
    String first =
        "{'inputs': 2, 'layers': [{'outputs': 3, 'activation': 'relu'}, {'outputs': 1,"
            + " 'activation': 'identity'}], 'loss': 'huber', 'label': 'number', 'parameters': 13}";
    TrainedNetwork read = read(first.replace('\'', '"'), 13);
    assertThat(read.network()).isEqualTo(Network.of(2, new int[] {3}, 1, new Activation.Relu()));
    assertThat(read.loss()).isEqualTo(new Huber(1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\"format\" : 2 | \"format\" : 3 | format 3 is not known; this Plateau reads formats 1 to 2",
        "\"format\" : 2 | \"format\" : \"2\" | it must have a whole number from 1 to 2147483647 for format",
        "\"dense\" | \"conv\" | \"type\" must be columns, scale, layerNorm, dense, residual, activate, parametricActivation, members, memberScale, memberDense, memberHeads, ensemble, clamp or unsmooth, got \"conv\"",
        "\"slope\" | \"alpha\" | activation leakyRelu has no setting \"alpha\"; known: slope",
        "\"slope\" : 0.2 | \"slope\" : 2.0 | slope must be in [0, 1), got 2.0",
        "\"slope\" : 0.2 | \"slope\" : \"a\" | it must have a number for slope",
        "\"delta\" : 0.5 | \"delta\" : 0 | delta must be above 0, got 0.0",
        "\"outputs\" : 3 | \"outputs\" : 0 | it must have a whole number from 1 to 2147483647 for outputs",
      })
  void whatIsWrongIsSaid(String good, String bad, String message) {
    assertThat(JSON).contains(good);
    String json = JSON.replaceFirst(good, bad);
    assertThatThrownBy(() -> read(json, NETWORK.parameters()))
        .isInstanceOf(IOException.class)
        .hasMessage("/m/network.json: " + message);
  }

  /** Nothing is allocated for a network that the weights do not fit. */
  @Test
  void weightsMustFitTheArchitecture() {
    String huge = JSON.replace("\"outputs\" : 3", "\"outputs\" : 500000000");
    assertThatThrownBy(() -> read(huge, NETWORK.parameters()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("must have 8000000004 bytes for 2 tanh -> 500000000");
  }
}
