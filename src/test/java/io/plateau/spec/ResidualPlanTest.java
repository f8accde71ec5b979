package io.plateau.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plateau.nn.Activate;
import io.plateau.nn.Column;
import io.plateau.nn.Dense;
import io.plateau.nn.Dropout;
import io.plateau.nn.Ensemble;
import io.plateau.nn.Layer;
import io.plateau.nn.LayerNorm;
import io.plateau.nn.MemberHeads;
import io.plateau.nn.Members;
import io.plateau.nn.Network;
import io.plateau.nn.ParameterGroup;
import io.plateau.nn.ParameterGroup.Role;
import io.plateau.nn.ParametricActivation;
import io.plateau.nn.Parametrization;
import io.plateau.nn.Residual;
import io.plateau.nn.activation.Activations;
import io.plateau.nn.column.Numbers;
import io.plateau.nn.loss.LabelType;
import io.plateau.nn.loss.Link;
import io.plateau.optim.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The networks of {@code network.block: residual}. */
class ResidualPlanTest {
  private static final List<Column> COLUMNS = List.of(new Numbers(4));
  private static final Values RESIDUAL = Values.NONE.with(NetworkSpec.BLOCK, "residual");

  /** Of the recipe for tables. */
  private static final Map<Role, Double> FACTORS =
      Map.of(
          Role.WEIGHT, 1.0, Role.GAIN, 1.0, Role.BIAS, 0.1, Role.SCALE, 6.0, Role.ACTIVATION, 0.1);

  private static Network network(Values values) {
    return TrainingSpec.of(values).plan(COLUMNS, 2, LabelType.CLASS, true).network();
  }

  /** A block of the ResNet for tables with dropout on what it adds, and a network of two. */
  @Test
  void aBlockIsAHiddenLayer() {
    Values values =
        RESIDUAL
            .with(NetworkSpec.HIDDEN, List.of(8, 8))
            .with(NetworkSpec.DROPOUT, 0.25)
            .with(NetworkSpec.INPUT_DROPOUT, 0.1);
    Residual block =
        new Residual(
            List.of(
                new LayerNorm(8),
                new Dense(8, 16),
                new Activate(16, Activations.named("relu")),
                new Dense(16, 8),
                new Dropout(8, 0.25)));
    assertThat(network(values).layers())
        .containsExactly(
            new Dropout(4, 0.1),
            new Dense(4, 8),
            block,
            block,
            new LayerNorm(8),
            new Activate(8, Activations.named("relu")),
            new Dense(8, 2));
  }

  @Test
  void thePartsOfTheRecipeForTablesAreWithin() {
    Values tabular =
        RESIDUAL
            .with(Recipe.NAME, "tabular")
            .with(NetworkSpec.HIDDEN, List.of(8))
            .with(NetworkSpec.DROPOUT, 0.0);
    Residual block =
        new Residual(
            List.of(
                new LayerNorm(8),
                new Dense(8, 16, Parametrization.NTK),
                new ParametricActivation(16, Activations.named("selu")),
                new Dense(16, 8, Parametrization.NTK)));
    Network network = network(tabular);
    int size = network.layers().size();
    assertThat(network.layers().subList(size - 5, size))
        .containsExactly(
            new Dense(4, 8, Parametrization.NTK),
            block,
            new LayerNorm(8),
            new ParametricActivation(8, Activations.named("selu")),
            new Dense(8, 2, Parametrization.NTK));
  }

  @Test
  void membersShareTheBlocks() {
    Values members = RESIDUAL.with(MemberSpec.COUNT, 3).with(MemberSpec.LAYERS, "first");
    Network network = network(members);
    List<Layer> layers = new ArrayList<>(network.layers());
    assertThat(layers.get(0)).isEqualTo(new Members(3, 4));
    assertThat(layers.get(2)).isInstanceOf(Residual.class);
    assertThat(layers.get(layers.size() - 1))
        .isEqualTo(new MemberHeads(3, 128, 2, Link.SOFTMAX, Parametrization.STANDARD));
  }

  @Test
  void membersMayHaveBlocksOfTheirOwn() {
    Network network = network(RESIDUAL.with(MemberSpec.COUNT, 3));
    assertThat(network.layers())
        .containsExactly(new Ensemble(3, network(RESIDUAL).layers(), Link.SOFTMAX));
  }

  @Test
  void defaultWidthsAreEqualAndNoWidthsAreALinearModel() {
    assertThat(TrainingSpec.of(RESIDUAL).network().hidden().widths()).containsExactly(128, 128);
    assertThat(TrainingSpec.of(RESIDUAL.with(Recipe.NAME, "tabular")).network().hidden().widths())
        .containsExactly(256, 256, 256);
    assertThat(network(RESIDUAL.with(NetworkSpec.HIDDEN, List.of())).layers())
        .containsExactly(new Dense(4, 2));
  }

  @Test
  void conflictsSayWhatToDo() {
    Values widths = RESIDUAL.with(NetworkSpec.HIDDEN, List.of(16, 8, 8));
    assertThatThrownBy(() -> TrainingSpec.of(widths))
        .hasMessage(
            "residual blocks add to their inputs, so network.hidden must be of one width, such as"
                + " [16, 16, 16]; got [16, 8, 8]");
    Values members = RESIDUAL.with(MemberSpec.COUNT, 2).with(MemberSpec.LAYERS, "all");
    assertThatThrownBy(() -> TrainingSpec.of(members))
        .hasMessage(
            "residual blocks have no factors of members; network.memberLayers must be separate or"
                + " first, or network.block plain");
  }

  /** Neither penalties nor decay shrink gains and biases; gains learn at the rate of weights. */
  @Test
  void gainsAreNotPenalized() {
    Values values = RESIDUAL.with(Recipe.NAME, "tabular").with(NetworkSpec.HIDDEN, List.of(8));
    List<ParameterGroup> groups = network(values).groups();
    List<Part> parts = TrainingSpec.of(values).optimizer().rateFactors().parts(groups);
    assertThat(groups).hasSameSizeAs(parts);
    int gains = 0;
    for (int i = 0; i < parts.size(); i++) {
      Role role = groups.get(i).role();
      gains += role == Role.GAIN ? groups.get(i).size() : 0;
      assertThat(parts.get(i).rate()).isEqualTo(FACTORS.get(role));
      assertThat(parts.get(i).penalized()).isEqualTo(role != Role.GAIN && role != Role.BIAS);
    }
    assertThat(gains).isEqualTo(16);
  }
}
