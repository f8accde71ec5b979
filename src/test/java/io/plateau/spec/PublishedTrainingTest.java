package io.plateau.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.plateau.RealMlp;
import io.plateau.math.DenseMatrix;
import io.plateau.nn.Batch;
import io.plateau.nn.Column;
import io.plateau.nn.Workspace;
import io.plateau.nn.column.Codes;
import io.plateau.nn.column.Numbers;
import io.plateau.nn.loss.LabelType;
import io.plateau.nn.loss.Targets;
import io.plateau.optim.Optimizer;
import io.plateau.optim.OptimizerState;
import io.plateau.train.Rates;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Trainings by recipe tabular follow those of the published RealMLP step by step, from the same
 * weights over the same batches.
 */
class PublishedTrainingTest {
  /** Mean and population deviation of labels. */
  private record Unit(double mean, double deviation) {
    static final Unit SAME = new Unit(0, 1);

    static Unit of(float[] y) {
      double mean = 0;
      double squares = 0;
      for (float one : y) {
        mean += one / (double) y.length;
      }
      for (float one : y) {
        squares += (one - mean) * (one - mean) / y.length;
      }
      return new Unit(mean, Math.sqrt(squares));
    }

    float[] standardized(float[] y) {
      float[] z = new float[y.length];
      for (int i = 0; i < y.length; i++) {
        z[i] = (float) ((y[i] - mean) / deviation);
      }
      return z;
    }
  }

  /** A training in the order of our parameters, and where published numbers are in it. */
  private static final class Follower {
    final JsonNode trace;
    final boolean classes;
    final TrainingPlan plan;
    final float[] theta;

    /** The published number of each of ours. */
    final List<Place> places;

    record Place(String name, int index) {}

    Follower(JsonNode trace, boolean classes, TrainingPlan plan, List<Place> places) {
      this.trace = trace;
      this.classes = classes;
      this.plan = plan;
      this.places = places;
      this.theta = published(trace.path("initial"));
      assertThat(theta).hasSize(plan.network().parameters());
    }

    float[] published(JsonNode arrays) {
      float[] values = new float[places.size()];
      String last = "";
      float[] array = {};
      for (int i = 0; i < values.length; i++) {
        Place place = places.get(i);
        if (!place.name.equals(last)) {
          last = place.name;
          array = RealMlp.floats(arrays.path(last));
        }
        values[i] = array[place.index];
      }
      return values;
    }

    /**
     * Makes the steps.
     *
     * @param unit of the published outputs
     * @param last tolerance at the end, where roundings of floats have gone through 20 steps
     */
    void follow(float[][] rows, float[] targets, Unit unit, float last) {
      Solver.Gradient solver = (Solver.Gradient) plan.solver();
      Optimizer optimizer = solver.optimizer();
      OptimizerState state = optimizer.start(theta.length);
      int steps = trace.path("batches").size();
      int epochs = trace.path("settings").path("epochs").intValue();
      int each = steps / epochs;
      for (int s = 0; s < steps; s++) {
        float[] gradient = new float[theta.length];
        double loss = gradient(rows, targets, s, gradient);
        float published = (float) trace.path("losses").path(s).doubleValue();
        assertThat(loss).as("loss of step %d", s + 1).isCloseTo(published, within(1e-5));
        if (s == 0) {
          close("gradient", gradient, published(trace.path("gradientsOfStep1")), 1e-6f);
        }
        Rates.Step its =
            new Rates.Epoch(solver.rates(), solver.rates().base(), s / each).at(s % each, each);
        assertThat(its.rate()).isCloseTo(trace.path("rates").path(s).doubleValue(), within(1e-7));
        if (trace.has("decays")) {
          assertThat(0.02 * its.decay())
              .isCloseTo(trace.path("decays").path(s).doubleValue(), within(1e-9));
        }
        state = optimizer.update(theta, gradient, state, its.rate(), its.decay());
        JsonNode after = trace.path("parametersAfterStep").path(Integer.toString(s + 1));
        if (!after.isMissingNode()) {
          close("parameter after step " + (s + 1), theta, published(after), s < 5 ? 1e-5f : last);
        }
      }
      float[] expected = unit.standardized(RealMlp.floats(trace.path("outputs")));
      float[] z = plan.network().outputs(theta, batch(rows, all(rows.length)), new Workspace());
      close("output", Arrays.copyOf(z, expected.length), expected, last);
    }

    /** The mean loss of a batch as it is published; adds into the mean gradient. */
    double gradient(float[][] rows, float[] targets, int step, float[] gradient) {
      JsonNode indices = trace.path("batches").path(step);
      int[] batch = new int[indices.size()];
      float[] y = new float[batch.length];
      for (int i = 0; i < batch.length; i++) {
        batch[i] = indices.path(i).intValue();
        y[i] = targets[batch[i]];
      }
      double sum =
          plan.network()
              .gradient(
                  theta,
                  new Batch(batch(rows, batch), new Targets(y)),
                  plan.loss(),
                  new Workspace(),
                  gradient);
      // The published loss of a regression is twice ours; but for its ε, Adam would not care
      int factor = classes ? 1 : 2;
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] *= (float) factor / batch.length;
      }
      return factor * sum / batch.length;
    }

    private static int[] all(int n) {
      return java.util.stream.IntStream.range(0, n).toArray();
    }

    private static DenseMatrix batch(float[][] rows, int[] indices) {
      int width = rows[0].length;
      float[] x = new float[width * indices.length];
      for (int j = 0; j < indices.length; j++) {
        System.arraycopy(rows[indices[j]], 0, x, j * width, width);
      }
      return new DenseMatrix(x, 0, width, indices.length);
    }

    private static void close(String what, float[] actual, float[] expected, float tolerance) {
      for (int i = 0; i < expected.length; i++) {
        assertThat(actual[i])
            .as("%s %d", what, i)
            .isCloseTo(expected[i], within(tolerance * Math.max(1, Math.abs(expected[i]))));
      }
    }
  }

  /** The recipe at the size of the traces. */
  private static Values recipe(JsonNode trace) {
    return Values.NONE
        .with(Recipe.NAME, Recipe.TABULAR)
        .with(ColumnSpec.NUMBERS.name(), "periodic")
        .with(NetworkSpec.HIDDEN, List.of(6, 5))
        .with(MemberSpec.COUNT, 1)
        .with(NetworkSpec.DROPOUT, 0.0)
        .with(ScheduleSpec.WEIGHT_DECAY, "flatCosine")
        .with(StoppingSpec.MAX_EPOCHS, trace.path("settings").path("epochs").intValue());
  }

  private static TrainingSpec on(Values values, LabelType labels) {
    return TrainingSpec.of(
        values.on(new DataFacts(true, Optional.of(labels), ClassShares.NONE, 40, 0)));
  }

  /** The simple variant: no embedding of numbers, plain activations, no decay. */
  @ParameterizedTest
  @CsvSource({
    "td-s-classification, true",
    "td-s-classification-random-last, true",
    "td-s-regression, false",
    "td-s-regression-random-last, false",
  })
  void simpleTrainings(String name, boolean classes) {
    JsonNode trace = RealMlp.read(name);
    Values values =
        recipe(trace)
            .with(NetworkSpec.PARAMETRIC, false)
            .with(ColumnSpec.NUMBERS.name(), "none")
            .with(OptimizerSpec.LEARNING_RATE, trace.path("settings").path("rate").doubleValue())
            .with(OptimizerSpec.WEIGHT_DECAY, 0.0);
    LabelType labels = classes ? LabelType.CLASS : LabelType.NUMBER;
    List<Follower.Place> places = new ArrayList<>();
    add(places, trace, "scale");
    for (int l = 0; l < 3; l++) {
      add(places, trace, "weight" + l);
      add(places, trace, "bias" + l);
    }
    TrainingPlan plan =
        on(values, labels).plan(List.of(new Numbers(8)), classes ? 3 : 1, labels, false);
    new Follower(trace, classes, plan, places)
        .follow(
            rows(trace.path("inputs")), RealMlp.floats(trace.path("targets")), Unit.SAME, 1e-5f);
  }

  private static void add(List<Follower.Place> places, JsonNode trace, String name) {
    int size = trace.path("initial").path(name).path("values").size();
    add(places, name, 0, size);
  }

  private static void add(List<Follower.Place> places, String name, int from, int to) {
    for (int i = from; i < to; i++) {
      places.add(new Follower.Place(name, i));
    }
  }

  private static float[][] rows(JsonNode node) {
    float[][] rows = new float[node.size()][];
    for (int j = 0; j < rows.length; j++) {
      rows[j] = RealMlp.floats(node.path(j));
    }
    return rows;
  }

  /** All of it but dropout, over numbers, two one-hot categories and one with an embedding. */
  @ParameterizedTest
  @CsvSource({"td-classification, true", "td-regression, false"})
  void wholeTrainings(String name, boolean classes) {
    JsonNode trace = RealMlp.read(name);
    LabelType labels = classes ? LabelType.CLASS : LabelType.NUMBER;
    TrainingSpec spec = on(recipe(trace), labels);
    List<Column> columns =
        List.of(
            spec.network().columns().numbers(new Numbers(3)),
            new Numbers(4),
            spec.network().columns().category(new Codes(11, true)));
    TrainingPlan plan = spec.plan(columns, classes ? 3 : 1, labels, false);
    float[][] rows = encoded(trace);
    float[] y = RealMlp.floats(trace.path("labels"));
    Unit unit = classes ? Unit.SAME : Unit.of(y);
    new Follower(trace, classes, plan, places(trace))
        .follow(rows, unit.standardized(y), unit, 2e-5f);
  }

  private static List<Follower.Place> places(JsonNode trace) {
    List<Follower.Place> places = new ArrayList<>();
    for (int c = 0; c < 3; c++) {
      add(places, "plr/weight_1", 16 * c, 16 * (c + 1));
      add(places, "plr/bias_1", 16 * c, 16 * (c + 1));
      add(places, "plr/weight_2", 48 * c, 48 * (c + 1));
      add(places, "plr/bias_2", 3 * c, 3 * (c + 1));
    }
    add(places, trace, "tfms/emb");
    for (int i = 0; i < 24; i++) {
      places.add(new Follower.Place("first_layer/layer-0/scale", input(i)));
    }
    for (int i = 0; i < 24; i++) {
      add(places, "first_layer/layer-0/weight", 6 * input(i), 6 * (input(i) + 1));
    }
    add(places, trace, "first_layer/layer-0/bias");
    add(places, trace, "first_layer/layer-0/act/weight");
    add(places, trace, "middle_layer/layer-1/weight");
    add(places, trace, "middle_layer/layer-1/bias");
    add(places, trace, "middle_layer/layer-1/act/weight");
    add(places, trace, "last_layer/layer-2/weight");
    add(places, trace, "last_layer/layer-2/bias");
    return places;
  }

  /** Published: features of the numbers before the numbers; here the numbers come first. */
  private static int input(int ours) {
    return ours < 3 ? 9 + ours : ours < 12 ? ours - 3 : ours;
  }

  /** Three numbers and four one-hot columns at robust scale, and a code. */
  private static float[][] encoded(JsonNode trace) {
    int n = trace.path("numbers").size();
    double[][] raw = new double[7][n];
    float[][] rows = new float[n][8];
    for (int j = 0; j < n; j++) {
      JsonNode codes = trace.path("codes").path(j);
      for (int c = 0; c < 3; c++) {
        raw[c][j] = trace.path("numbers").path(j).path(c).doubleValue();
        raw[3 + c][j] = codes.path(0).intValue() == c + 1 ? 1 : 0;
      }
      int flag = codes.path(1).intValue();
      raw[6][j] = flag == 1 ? 1 : flag == 2 ? -1 : 0;
      rows[j][7] = codes.path(2).intValue();
    }
    for (int c = 0; c < 7; c++) {
      double center = quantile(raw[c], 0.5);
      double range = quantile(raw[c], 0.75) - quantile(raw[c], 0.25);
      double whole = quantile(raw[c], 1) - quantile(raw[c], 0);
      double factor = range > 0 ? 1 / range : whole > 0 ? 2 / whole : 0;
      for (int j = 0; j < n; j++) {
        double z = (raw[c][j] - center) * factor;
        rows[j][c] = (float) (z / Math.sqrt(1 + z * z / 9));
      }
    }
    for (int j = 0; j < trace.path("frontInputOfFirst8Rows").size(); j++) {
      for (int c = 0; c < 7; c++) {
        float seen = (float) trace.path("frontInputOfFirst8Rows").path(j).path(9 + c).doubleValue();
        assertThat(rows[j][c]).isCloseTo(seen, within(1e-6f));
      }
    }
    return rows;
  }

  private static double quantile(double[] values, double p) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double at = p * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }

  @Test
  void theFullNetworkIsThePublishedOne() {
    TrainingPlan plan =
        on(Values.NONE.with(MemberSpec.COUNT, 1), LabelType.CLASS)
            .plan(List.of(new Numbers(4)), 3, LabelType.CLASS, true);
    assertThat(plan.network().shape())
        .isEqualTo(
            "4 scale -> 256 parametric selu -> 256 parametric selu -> 256 parametric selu -> 3");
  }
}
