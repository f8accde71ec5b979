package io.plateau.model;

import static io.plateau.nn.Networks.anyDate;

import io.plateau.math.DatePart;
import io.plateau.math.DateUnit;
import io.plateau.math.Key;
import io.plateau.nn.Activate;
import io.plateau.nn.Clamp;
import io.plateau.nn.Column;
import io.plateau.nn.Columns;
import io.plateau.nn.Dense;
import io.plateau.nn.Ensemble;
import io.plateau.nn.Layer;
import io.plateau.nn.LayerNorm;
import io.plateau.nn.MemberDense;
import io.plateau.nn.MemberHeads;
import io.plateau.nn.MemberScale;
import io.plateau.nn.Members;
import io.plateau.nn.Network;
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
import io.plateau.nn.initial.Initializer;
import io.plateau.nn.loss.LabelType;
import io.plateau.nn.loss.Link;
import io.plateau.nn.loss.Loss;
import io.plateau.nn.loss.Losses;
import io.plateau.nn.loss.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Models of every kind: activations and losses as the registries have them, layers and columns. */
public final class ModelCases {
  private static final int FEATURES = 6;
  private static final int ROWS = 64;

  /** No category, and but for the first two no date; the last two are no numbers either. */
  private static final float[] FAULTS = {
    -1, 1 << 20, 0.5f, 0x1p31f, -0x1p40f, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY
  };

  private static final Activation RELU = Activations.named("relu");

  private ModelCases() {}

  public static List<ModelCase> all() {
    List<ModelCase> all = new ArrayList<>();
    Activations.names().forEach(name -> addActivation(all, name));
    Losses.names().forEach(name -> addLoss(all, name));
    addLayers(all);
    addColumns(all);
    addDecisions(all);
    all.addAll(TableCases.all());
    return all;
  }

  private static void addActivation(List<ModelCase> all, String name) {
    List<Activation> activations = new ArrayList<>(List.of(Activations.named(name)));
    Activations.hyperparameters(name)
        .forEach(one -> activations.add(Activations.named(name, Map.of(one.name(), 0.3))));
    for (Activation activation : activations) {
      String text = Activations.text(activation).replaceAll("[^\\w.]", "-");
      all.add(
          vectors(
              "activation-" + text,
              classifier(new Dense(FEATURES, 32), new Activate(32, activation), new Dense(32, 3)),
              3));
      all.add(
          vectors(
              "activation-parametric-" + text,
              classifier(
                  new Dense(FEATURES, 32),
                  new ParametricActivation(32, activation),
                  new Dense(32, 3)),
              3));
    }
  }

  private static void addLoss(List<ModelCase> all, String name) {
    Loss loss = Losses.named(name);
    for (LabelType type : LabelType.values()) {
      if (type.fits(loss)) {
        int[] widths =
            switch (type) {
              case CLASS -> name.startsWith("sigmoid") ? new int[] {1} : new int[] {2, 5};
              case NUMBER -> new int[] {1};
              default -> new int[] {3};
            };
        for (int k : widths) {
          addLoss(all, loss, type, k);
        }
      }
    }
  }

  private static void addLoss(List<ModelCase> all, Loss loss, LabelType type, int k) {
    String name =
        "loss-%s-%s-%d".formatted(loss.name(), type, k).toLowerCase(java.util.Locale.ROOT);
    List<Layer> layers = layers(new Dense(FEATURES, 16), new Activate(16, RELU), new Dense(16, k));
    List<Layer> members =
        layers(
            new Members(4, FEATURES),
            new Dense(FEATURES, 16),
            new Activate(16, RELU),
            new MemberHeads(4, 16, k, loss.link(), Parametrization.STANDARD));
    Map<String, List<Layer>> networks =
        Map.of(
            "", layers,
            "-members", members,
            "-ensemble", List.of(new Ensemble(4, layers, loss.link())));
    for (Map.Entry<String, List<Layer>> each : new TreeMap<>(networks).entrySet()) {
      Network network = new Network(each.getValue());
      all.add(vectors(name + each.getKey(), trained(network, loss, type), k));
      if (!loss.target().isCategorical()) {
        List<Float> lowest = IntStream.range(0, k).mapToObj(i -> -0.2f).toList();
        List<Float> highest = IntStream.range(0, k).mapToObj(i -> 0.3f).toList();
        Network clamped = network.corrected(new Clamp(lowest, highest));
        all.add(vectors(name + each.getKey() + "-clamp", trained(clamped, loss, type), k));
      } else if (loss.target() == Target.CLASS_INDEX) {
        Network unsmoothed = network.corrected(new Unsmooth(k, 0.1, 0.2));
        all.add(vectors(name + each.getKey() + "-unsmooth", trained(unsmoothed, loss, type), k));
      }
    }
  }

  private static void addLayers(List<ModelCase> all) {
    all.add(
        vectors(
            "layers-residual",
            classifier(
                new Dense(FEATURES, 24),
                new Residual(
                    List.of(
                        new LayerNorm(24),
                        new Dense(24, 48),
                        new Activate(48, Activations.named("gelu")),
                        new Dense(48, 24))),
                new LayerNorm(24),
                new Dense(24, 3)),
            3));
    all.add(
        vectors(
            "layers-dropout",
            new TrainedNetwork(
                classifier(new Dense(FEATURES, 8), new Activate(8, RELU), new Dense(8, 3))
                    .network()
                    .withDropout(0.1, 0.5),
                Losses.named("softmaxCrossEntropy"),
                LabelType.CLASS,
                weights(
                    classifier(new Dense(FEATURES, 8), new Activate(8, RELU), new Dense(8, 3))
                        .network())),
            3));
    for (Parametrization parametrization : Parametrization.values()) {
      all.add(
          vectors(
              "layers-" + parametrization.word(),
              classifier(
                  new Scale(FEATURES),
                  new Dense(FEATURES, 64, parametrization),
                  new ParametricActivation(64, Activations.named("mish")),
                  new Dense(64, 3, parametrization)),
              3));
      all.add(
          vectors(
              "layers-members-" + parametrization.word(),
              classifier(
                  new Members(4, FEATURES),
                  new MemberDense(4, FEATURES, 32, parametrization),
                  new Activate(32, RELU),
                  new MemberScale(4, 32),
                  new LayerNorm(32),
                  new Dense(32, 32, parametrization),
                  new Residual(List.of(new Dense(32, 32, parametrization))),
                  new ParametricActivation(32, Activations.named("selu")),
                  new MemberHeads(
                      4, 32, 3, Losses.named("softmaxCrossEntropy").link(), parametrization)),
              3));
    }
    all.add(
        vectors(
            "layers-wide",
            trained(
                Network.of(FEATURES, new int[] {256, 128}, 1, Activations.named("silu")),
                Losses.named("squared"),
                LabelType.NUMBER),
            1,
            10_000));
  }

  private static void addColumns(List<ModelCase> all) {
    Column numbers = new Numbers(2);
    Column imputed = new ImputedNumber(0.25f);
    DateParts date = anyDate(Arrays.asList(DatePart.values()), 18_000.5, 0.004, true, true);
    Column limited =
        new DateParts(
            List.of(DatePart.DAYS, DatePart.YEAR),
            9000,
            0.001,
            -700.25,
            11_000.5,
            false,
            true,
            DateUnit.QUARTER_HOURS);
    Column plain = anyDate(List.of(DatePart.YEAR), 10, 0.001, false, false);
    DateUnit unit = DateUnit.secondsSince(2000);
    Column seconds =
        new DateParts(
            Arrays.asList(DatePart.values()), 2010.5, 0.1, 1995, 2030.25, true, true, unit);
    List<Float> edges = List.of(-1f, -0.4f, 0f, 0.7f, 2f);
    List<Column> columns =
        List.of(
            numbers,
            imputed,
            new OneHot(new Codes(2, false)),
            new OneHot(new Codes(2, true)),
            new OneHot(new Codes(1, true)),
            new OneHot(new Codes(4, false)),
            new Numbers(1),
            new Numbers(1),
            new OneHot(new Codes(3, true)),
            new Embedding(new Codes(3, true), 2, 0.1),
            new Embedding(new Codes(2, false), 5, 0),
            date,
            limited,
            plain,
            seconds,
            new Periodic(new Numbers(3), 8, 3, 0.1),
            new Periodic(imputed, 16, 4, 2),
            new Periodic(date, 4, 2, 1),
            new PiecewiseLinear(new Numbers(1), edges, 3, false),
            new PiecewiseLinear(imputed, edges, 2, false),
            new PiecewiseLinear(new Numbers(1), List.of(0f, 1f), 2, false),
            new PiecewiseLinear(date, edges, 2, false),
            new BinOffsets(new PiecewiseLinear(date, edges, 2, false), 0.5, 0),
            new BinOffsets(new PiecewiseLinear(date, edges, 2, true), 0.5, 0.1),
            new BinOffsets(
                new PiecewiseLinear(limited, List.of(-2.8f, -1f, 0f, 1.67f), 5, true), 0, 0.1),
            new BinOffsets(new PiecewiseLinear(imputed, edges, 3, true), 0.9, 0.2),
            new BinOffsets(new PiecewiseLinear(new Numbers(1), edges, 2, false), 0.5, 0.1),
            new BinOffsets(new PiecewiseLinear(new Numbers(1), edges, 2, false), 0.5, 0),
            new PiecewiseLinear(new Numbers(1), edges, 4, true));
    for (Column column : columns) {
      String name = column.toString().replaceAll("[^\\w]+", "-");
      add(all, "column-" + name.substring(0, Math.min(60, name.length())), List.of(column));
    }
    add(all, "columns", columns);
    List<Layer> layers = layers(columns);
    Link link = Losses.named("softmaxCrossEntropy").link();
    add(all, "columns-ensemble", columns, classifier(new Ensemble(3, layers, link)));
  }

  private static void add(List<ModelCase> all, String name, List<Column> columns) {
    add(all, name, columns, classifier(layers(columns).toArray(Layer[]::new)));
  }

  private static List<Layer> layers(List<Column> columns) {
    Columns first = new Columns(columns);
    return layers(first, new Dense(first.outputs(), 24), new Activate(24, RELU), new Dense(24, 3));
  }

  private static void add(
      List<ModelCase> all, String name, List<Column> columns, TrainedNetwork trained) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int j = 0; j < 4 * ROWS; j++) {
      Key key = Key.of(j);
      float[] row = new float[trained.inputs()];
      int at = 0;
      for (Column column : columns) {
        for (int i = 0; i < column.inputs(); i++) {
          row[at] = value(column, key.with(at), j);
          at++;
        }
      }
      rows.add(Map.of("features", row));
    }
    all.add(new ModelCase(name + "-" + all.size(), saved(trained, 3), rows));
  }

  private static float value(Column column, Key key, int j) {
    if (key.with("fault").below(0, 40) == 0) {
      return FAULTS[j % FAULTS.length];
    }
    boolean gap = column.takesMissing() && key.with("gap").below(0, 5) == 0;
    if (gap) {
      return Float.NaN;
    }
    if (column instanceof BinOffsets offsets) {
      return value(offsets.function(), key, j);
    } else if (column instanceof OneHot category) {
      return key.below(0, category.codes().count());
    } else if (column instanceof Embedding category) {
      return key.below(0, category.codes().count());
    } else if (column instanceof DateParts
        || column instanceof Periodic p && p.numbers() instanceof DateParts
        || column instanceof PiecewiseLinear l && l.number() instanceof DateParts) {
      return j < 4 ? -96 * 250_000 + j : Math.round(1_700_000 * key.normal(0));
    }
    return key.normal(0);
  }

  private static void addDecisions(List<ModelCase> all) {
    TrainedNetwork three = classifier(new Dense(FEATURES, 3));
    List<String> names = List.of("no", "ja – oui", "");
    add(all, "names", new SavedModel(Optional.empty(), three, names, List.of()));
    List<Double> thresholds = List.of(0.5, 0.2, 0.9);
    add(all, "thresholds", new SavedModel(Optional.empty(), three, names, thresholds));
    List<Double> zero = List.of(0.0, 0.2, 0.9);
    add(all, "thresholds-zero", new SavedModel(Optional.empty(), three, names, zero));
    TrainedNetwork two = classifier(new Dense(FEATURES, 2));
    add(all, "names-one", new SavedModel(Optional.empty(), two, List.of("always"), List.of()));
    Network one = new Network(List.of(new Dense(FEATURES, 1)));
    TrainedNetwork binary = trained(one, Losses.named("sigmoidCrossEntropy"), LabelType.CLASS);
    List<String> pair = List.of("no", "yes");
    add(all, "names-two", new SavedModel(Optional.empty(), binary, pair, List.of()));
    add(all, "thresholds-two", new SavedModel(Optional.empty(), binary, pair, List.of(0.7, 0.3)));
    Network several = new Network(List.of(new Dense(FEATURES, 3)));
    TrainedNetwork labels = trained(several, Losses.named("sigmoidCrossEntropy"), LabelType.LABELS);
    add(all, "thresholds-labels", new SavedModel(Optional.empty(), labels, names, thresholds));
  }

  private static void add(List<ModelCase> all, String name, SavedModel model) {
    all.add(new ModelCase("decision-" + name, model, rows(ROWS)));
  }

  private static ModelCase vectors(String name, TrainedNetwork trained, int k) {
    return vectors(name, trained, k, ROWS);
  }

  private static ModelCase vectors(String name, TrainedNetwork trained, int k, int n) {
    return new ModelCase(name, saved(trained, k), rows(n));
  }

  private static SavedModel saved(TrainedNetwork trained, int k) {
    return new SavedModel(Optional.empty(), trained, List.of(), List.of());
  }

  /** Rows of features; the last ones have numbers that are not finite. */
  private static List<Map<String, Object>> rows(int n) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int j = 0; j < n; j++) {
      float[] x = new float[FEATURES];
      for (int i = 0; i < FEATURES; i++) {
        x[i] = 2 * Key.of(j).normal(i);
      }
      if (j >= n - 3) {
        x[j % FEATURES] =
            List.of(Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY).get(n - 1 - j);
      }
      rows.add(Map.of("features", x));
    }
    return rows;
  }

  private static List<Layer> layers(Layer... layers) {
    return List.of(layers);
  }

  public static TrainedNetwork classifier(Layer... layers) {
    return trained(
        new Network(List.of(layers)), Losses.named("softmaxCrossEntropy"), LabelType.CLASS);
  }

  public static TrainedNetwork trained(Network network, Loss loss, LabelType type) {
    return new TrainedNetwork(network, loss, type, weights(network));
  }

  /** Initial weights with noise, so that none is a 0 or a 1 that changes nothing. */
  private static float[] weights(Network network) {
    float[] theta = network.initialize(Initializer.HE_UNIFORM, Key.of(1));
    float noise = (float) (0.5 / Math.sqrt(network.widest()));
    for (int i = 0; i < theta.length; i++) {
      theta[i] += noise * Key.of(2).normal(i);
    }
    return theta;
  }
}
