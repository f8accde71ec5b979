package io.plateau.spec;

import static io.plateau.nn.Networks.anyDate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plateau.job.JobReader;
import io.plateau.math.DatePart;
import io.plateau.ml.NeuralNetworkClassifier;
import io.plateau.ml.NeuralNetworkRegressor;
import io.plateau.ml.params.HasNetworkParams;
import io.plateau.ml.params.ParamReader;
import io.plateau.nn.Column;
import io.plateau.nn.Members;
import io.plateau.nn.Network;
import io.plateau.nn.column.BinOffsets;
import io.plateau.nn.column.Codes;
import io.plateau.nn.column.DateParts;
import io.plateau.nn.column.Embedding;
import io.plateau.nn.column.Numbers;
import io.plateau.nn.column.OneHot;
import io.plateau.nn.column.PiecewiseLinear;
import io.plateau.nn.loss.LabelType;
import io.plateau.train.EpochRecord;
import io.plateau.train.History;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A job file and the params of an estimator that say the same build the same plan. */
class BothDoorsTest {
  private static final List<Double> NUMBERS = List.of(0.25, 2.0, 3.0);
  private static final List<String> RECIPES = List.of(Recipe.PLAIN, Recipe.TABULAR);

  private static final ClassShares TWO = new ClassShares(2, 0.5);
  private static final DateParts DAYS = anyDate(List.of(DatePart.DAYS), 0, 1, false, false);

  /** Values as the two doors are given them, and the setting that must have one of them. */
  record Case(Map<String, String> keys, Map<String, Object> params, Setting<?> setting) {
    @Override
    public String toString() {
      return keys + " and " + params;
    }

    TrainingSpec ofJob() {
      return ofJob(Recipe.PLAIN);
    }

    TrainingSpec ofJob(String recipe) {
      List<String> overrides = new ArrayList<>(List.of("seed=1", "recipe=" + recipe));
      // In this order a choice comes before its settings, which it would replace.
      new TreeMap<>(keys).forEach((key, value) -> overrides.add(key + "=" + value));
      return JobReader.read(
              "j.yaml", "data: {path: d, label: y, split: {validation: 0.1}}\n", overrides)
          .spec();
    }

    TrainingSpec ofParams() {
      return ofParams(Recipe.PLAIN);
    }

    TrainingSpec ofParams(String recipe) {
      HasNetworkParams stage =
          params.containsKey("calibration")
              ? new NeuralNetworkClassifier().setSeed(1)
              : new NeuralNetworkRegressor().setSeed(1);
      set(stage, "recipe", recipe);
      params.forEach((name, value) -> set(stage, name, value));
      return ParamReader.spec(stage);
    }
  }

  private static void set(HasNetworkParams stage, String param, Object value) {
    stage.set(
        stage.getParam(param),
        value instanceof List<?> list
            ? list.stream().mapToInt(width -> (Integer) width).toArray()
            : value);
  }

  static Stream<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (Setting<?> setting : Settings.ALL) {
      if (!setting.param().isEmpty()
          && setting != StoppingSpec.MIN_DELTA
          && setting != StoppingSpec.MIN_CYCLE_GAIN
          && setting != RateFactors.MEMBERS) {
        values(setting)
            .forEach(
                value ->
                    cases.add(
                        new Case(
                            Map.of(setting.key(), written(setting, value)),
                            Map.of(setting.param(), value),
                            setting)));
      }
    }
    for (Family family : Settings.FAMILIES) {
      String path = family.name().key().replace(".name", "");
      for (String name : family.name().domain().names()) {
        for (String own : family.defaults(name).keySet()) {
          Setting<Double> setting = family.own(own);
          Object value = values(setting).get(0);
          String key = "{name: %s, %s: %s}".formatted(name, own, written(setting, value));
          cases.add(new Case(Map.of(path, key), params(family, name, own, value), setting));
        }
      }
    }
    cases.add(
        new Case(
            Map.of("network.members", "3", "network.memberLayers", "all"),
            Map.of("members", 3, "memberLayers", "all"),
            MemberSpec.LAYERS));
    cases.add(
        new Case(
            Map.of(
                "network.members",
                "3",
                "network.memberLayers",
                "first",
                RateFactors.MEMBERS.key(),
                "0.25"),
            Map.of("members", 3, "memberLayers", "first", RateFactors.MEMBERS.param(), 0.25),
            RateFactors.MEMBERS));
    cases.add(
        new Case(
            Map.of("optimizer.l1", "0.003"),
            Map.of("regParam", 0.003, "elasticNetParam", 1.0),
            OptimizerSpec.L1));
    cases.add(
        new Case(Map.of("optimizer.l2", "0.003"), Map.of("regParam", 0.003), OptimizerSpec.L2));
    cases.add(
        new Case(Map.of("stopping.minDelta", "0.25"), Map.of("tol", 0.25), StoppingSpec.MIN_DELTA));
    cases.add(
        new Case(
            Map.of("optimizer.schedule", "cosineLog", "stopping.minCycleGain", "0.25"),
            Map.of("schedule", "cosineLog", "minCycleGain", 0.25),
            StoppingSpec.MIN_CYCLE_GAIN));
    cases.add(
        new Case(
            Map.of("optimizer", "adamw", "optimizer.weightDecay", "0"),
            Map.of("solver", "adamw", "weightDecay", 0.0),
            OptimizerSpec.FAMILY.name()));
    cases.add(
        new Case(
            Map.of("optimizer", "l-bfgs", "optimizer.l1", "0.25", "stopping.patience", "3"),
            Map.of("solver", "l-bfgs", "regParam", 0.25, "elasticNetParam", 1.0, "patience", 3),
            StoppingSpec.PATIENCE));
    return cases.stream();
  }

  private static Map<String, Object> params(Family family, String name, String own, Object value) {
    String param = family.name().param();
    if (own.equals("tolerance")) {
      return Map.of(param, name, "tol", value);
    }
    return family == OptimizerSpec.FAMILY
        ? Map.of(param, name, "solverSettings", own + "=" + value)
        : Map.of(param, name + "(" + own + "=" + value + ")");
  }

  /** Values of a setting that are not its default. */
  private static <T> List<Object> values(Setting<T> setting) {
    Domain<T> domain = setting.domain();
    List<?> candidates =
        switch (domain.type()) {
          case INTEGER -> List.of(3);
          case LONG -> List.of(99L);
          case REAL -> NUMBERS;
          case SECONDS -> List.of(90.0);
          case FLAG -> List.of(1.0);
          case BOOLEAN -> List.of(!(Boolean) setting.fallback().in(Values.NONE));
          case NAME -> domain.names();
          case WIDTHS -> List.of(List.of(5, 3));
        };
    return candidates.stream()
        .filter(value -> allows(domain, value))
        .filter(value -> !value.equals(setting.fallback().in(Values.NONE)))
        .filter(value -> setting != Recipe.NAME || value.equals(Recipe.TABULAR))
        .limit(domain.type() == Domain.Type.NAME ? Integer.MAX_VALUE : 1)
        .<Object>map(value -> value)
        .toList();
  }

  @SuppressWarnings("unchecked")
  private static <T> boolean allows(Domain<T> domain, Object value) {
    return domain.allows((T) value);
  }

  private static String written(Setting<?> setting, Object value) {
    return switch (setting.domain().type()) {
      case FLAG -> "true";
      case SECONDS -> value + " s";
      default -> Domain.plain(value);
    };
  }

  @ParameterizedTest
  @MethodSource("cases")
  void buildTheSamePlan(Case values) {
    for (String recipe : RECIPES) {
      TrainingSpec job = values.ofJob(recipe);
      assertThat(values.ofParams(recipe)).isEqualTo(job);
      assertThat(plans(values.ofParams(recipe))).isEqualTo(plans(job));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void takeTheValueFromItsDefault(Case values) {
    TrainingSpec spec = values.ofJob();
    Map<String, String> beside = new HashMap<>(values.keys());
    Case defaults =
        new Case(beside.remove(values.setting().key()) == null ? Map.of() : beside, Map.of(), null);
    assertThat((Object) spec.get(values.setting()))
        .isNotEqualTo(defaults.ofJob().get(values.setting()));
    assertThat(spec).isNotEqualTo(defaults.ofJob());
    boolean isName = values.setting().domain().type() == Domain.Type.NAME;
    if (!isName && values.setting() != LossSpec.STANDARDIZE_LABEL) {
      assertThat(RECIPES)
          .anyMatch(recipe -> !plans(values.ofJob(recipe)).equals(plans(defaults.ofJob(recipe))));
    }
  }

  /** The plans for classes and numbers, as texts; what cannot be planned is its reason. */
  private static Map<LabelType, String> plans(TrainingSpec spec) {
    Map<LabelType, String> plans = new LinkedHashMap<>();
    List<Column> columns =
        List.of(
            spec.network().columns().numbers(new Numbers(4)),
            spec.network().columns().number(new Numbers(1), List.of(0f, 1f, 2f)),
            spec.network().columns().category(new Codes(6, true)),
            spec.network().columns().category(new Codes(20, true)),
            spec.network().columns().date(DAYS, List.of(0f, 1f, 2f)));
    for (LabelType labels : List.of(LabelType.CLASS, LabelType.NUMBER)) {
      String plan;
      try {
        plan =
            "%s, %s, %s, %s"
                .formatted(
                    columns,
                    spec.plan(columns, 3, labels, true),
                    spec.loss().standardizes(labels),
                    spec.network().clamps(labels));
      } catch (IllegalArgumentException e) {
        plan = e.getMessage();
      }
      plans.put(labels, plan);
    }
    return plans;
  }

  @Test
  void judgeCyclesWhereTheDataBringThem() {
    Values gain = Values.NONE.with(StoppingSpec.MIN_CYCLE_GAIN, 0.25);
    assertThat(TrainingSpec.of(gain).on(DataFacts.TABLE).stopping().minCycleGain()).isEqualTo(0.25);
    assertThatThrownBy(() -> TrainingSpec.of(gain.with(Recipe.NAME, Recipe.PLAIN)))
        .hasMessage(
            "stopping.minCycleGain judges cycles of the learning rate, which optimizer.schedule.name"
                + " constant has not; it must be 0 or left out, or the schedule cosineLog");
    Values table = Values.NONE.on(DataFacts.TABLE);
    assertThat(TrainingSpec.of(table).stopping().minCycleGain()).isEqualTo(0.01);
    assertThat(
            TrainingSpec.of(table.with(ScheduleSpec.FAMILY.name(), "cosine"))
                .stopping()
                .minCycleGain())
        .isZero();
    Values members = table.with(MemberSpec.COUNT, 2);
    assertThat(TrainingSpec.of(members).stopping().minCycleGain()).isEqualTo(0.01);
    // Members that share weights learn more slowly: early cycles say less of late ones.
    Values shared = members.with(MemberSpec.LAYERS, "first");
    assertThat(TrainingSpec.of(shared).stopping().minCycleGain()).isZero();
  }

  /** Labels of a regression may vary more in its validation rows; rows may be learned by heart. */
  @Test
  void takeALowTrainingLossForSomethingLearnedInARegression() {
    History history =
        new History(
            IntStream.rangeClosed(1, 13)
                .mapToObj(
                    epoch ->
                        new EpochRecord(
                            epoch, 0.3, OptionalDouble.of(1.5), Map.of(), 0, 1, 1, 0, ""))
                .toList());
    for (LabelType labels : List.of(LabelType.NUMBER, LabelType.CLASS)) {
      DataFacts facts = new DataFacts(true, Optional.of(labels), ClassShares.NONE, 600, 200);
      TrainingPlan plan =
          TrainingSpec.of(Values.NONE.on(facts)).plan(List.of(new Numbers(3)), 3, labels, true);
      assertThat(plan.stopping().check(history).isPresent()).isEqualTo(labels == LabelType.NUMBER);
    }
  }

  @Test
  void haveTheSameDefaults() {
    TrainingSpec defaults = new Case(Map.of(), Map.of(), TrainingSpec.SEED).ofJob();
    assertThat(new Case(Map.of(), Map.of(), TrainingSpec.SEED).ofParams()).isEqualTo(defaults);
    assertThat(defaults).isEqualTo(TrainingSpec.of(Values.NONE));
    assertThat(defaults.network().hidden().widths()).containsExactly(128, 64);
    assertThat(defaults.stopping().minDelta()).isEqualTo(1e-4);
    assertThat(defaults.loss().standardizes(LabelType.NUMBER)).isTrue();
    assertThat(defaults.loss().standardizes(LabelType.CLASS)).isFalse();
  }

  @Test
  void giveCategoriesTheFormThatFitsTheirNumberOfValues() {
    Case auto =
        new Case(
            Map.of("network", "{oneHotMax: 2, embeddingWidth: auto}"),
            Map.of("oneHotMax", 2, "embeddingWidth", 0),
            null);
    assertThat(auto.ofParams()).isEqualTo(auto.ofJob());
    ColumnSpec columns = auto.ofJob().network().columns();
    assertThat(columns.category(new Codes(2, false))).isEqualTo(new OneHot(new Codes(2, false)));
    Codes three = new Codes(3, true);
    assertThat(columns.category(three)).isEqualTo(new Embedding(three, 3, 0));
    Codes many = new Codes(10_000, false);
    // As fastai's emb_sz_rule(10000)
    assertThat(columns.category(many)).isEqualTo(new Embedding(many, 278, 0));
    assertThat(ColumnSpec.auto(1 << 23)).isEqualTo(600);
    ColumnSpec defaults = TrainingSpec.of(Values.NONE).network().columns();
    Codes eight = new Codes(8, true);
    Codes nine = new Codes(9, true);
    assertThat(defaults.category(eight)).isEqualTo(new OneHot(eight));
    assertThat(defaults.category(nine)).isEqualTo(new Embedding(nine, 8, 0));
  }

  @Test
  void giveAdamwItsDecayOverWeightsAlone() {
    Case adamw = new Case(Map.of("optimizer", "adamw"), Map.of("solver", "adamw"), null);
    assertThat(plans(adamw.ofParams()).toString())
        .isEqualTo(plans(adamw.ofJob()).toString())
        .contains("DecoupledDecay[weightDecay=0.01, penalized=[0, 168, 168, 2728, ");
    Case none =
        new Case(
            Map.of("optimizer", "{name: adamw, weightDecay: 0}"),
            Map.of("solver", "adamw", "weightDecay", 0.0),
            null);
    assertThat(plans(none.ofParams()).toString())
        .isEqualTo(plans(none.ofJob()).toString())
        .doesNotContain("DecoupledDecay");
  }

  @Test
  void measureAnImprovementOfLbfgsByMinDelta() {
    Case values =
        new Case(
            Map.of("optimizer", "{name: l-bfgs, tolerance: 0.5}", "stopping.patience", "4"),
            Map.of("solver", "l-bfgs", "tol", 0.5, "patience", 4),
            null);
    assertThat(values.ofParams()).isEqualTo(values.ofJob());
    assertThat(plans(values.ofJob()).toString())
        .contains("not improved by 0.0001 in 4 epochs")
        .contains("tolerance=0.5");
    Map<String, String> keys = new LinkedHashMap<>(values.keys());
    keys.put("stopping.minDelta", "0.25");
    assertThat(plans(new Case(keys, Map.of(), null).ofJob()).toString())
        .contains("not improved by 0.25 in 4 epochs")
        .contains("tolerance=0.5");
  }

  @Test
  void keepTheBitsOfPenalties() {
    assertThat(
            new Case(Map.of("optimizer", "{l1: 0.001, l2: 0.002}"), Map.of(), null)
                .ofJob()
                .optimizer()
                .regularization())
        .hasToString("Regularization[l1=0.001, l2=0.002, weightDecay=0.0]");
  }

  /** Days have vectors beside their functions unless the optimizer needs exact gradients. */
  @Test
  void giveDaysVectorsThatAreLeftOutOfManyRows() {
    List<Float> edges = List.of(0f, 1f, 2f);
    PiecewiseLinear function = new PiecewiseLinear(DAYS, edges, 8, true);
    Values tabular = Values.NONE.with(Recipe.NAME, "tabular");
    assertThat(columns(tabular).date(DAYS, edges))
        .isEqualTo(new BinOffsets(function, 0.9, 0.1 * 0.9));
    Optional<LabelType> numbers = Optional.of(LabelType.NUMBER);
    Values regression = tabular.on(new DataFacts(true, numbers, ClassShares.NONE, 5_000, 500));
    assertThat(columns(regression).date(DAYS, edges))
        .isEqualTo(new BinOffsets(function, 0.5, 0.05));
    assertThat(columns(tabular.with(ColumnSpec.DATE_DROPOUT, 0.0)).date(DAYS, edges))
        .isEqualTo(new BinOffsets(function, 0, 0));
    assertThat(columns(tabular.with(ColumnSpec.DATE_DROPOUT, 1.0)).date(DAYS, edges))
        .isEqualTo(function);
    Values quasiNewton = tabular.with(OptimizerSpec.FAMILY.name(), "l-bfgs");
    assertThat(columns(quasiNewton).date(DAYS, edges)).isEqualTo(function);
    assertThatThrownBy(() -> columns(quasiNewton.with(ColumnSpec.DATE_DROPOUT, 0.5)))
        .hasMessageContaining("network.dateDropout must be 1 or left out");
    assertThat(columns(tabular).date(DAYS, List.of(1f))).isEqualTo(DAYS);
  }

  /** Where a code stands for other values, and steps need not be exact. */
  @Test
  void giveATenthOfTheRowsTheVectorOfOtherValues() {
    Codes codes = new Codes(9, true);
    Values tabular = Values.NONE.with(Recipe.NAME, "tabular");
    assertThat(columns(tabular).category(codes)).isEqualTo(new Embedding(codes, 8, 0.1));
    Codes all = new Codes(9, false);
    assertThat(columns(tabular).category(all)).isEqualTo(new Embedding(all, 8, 0));
    Values quasiNewton = tabular.with(OptimizerSpec.FAMILY.name(), "l-bfgs");
    assertThat(columns(quasiNewton).category(codes)).isEqualTo(new Embedding(codes, 8, 0));
  }

  private static ColumnSpec columns(Values values) {
    return TrainingSpec.of(values).network().columns();
  }

  /** The recipe has factors and a schedule of dropout for rules that go step by step. */
  @Test
  void giveTheSolverOfFullStepsWhatItDoesNotUse() {
    Values tabular = Values.NONE.with(Recipe.NAME, "tabular");
    Values quasiNewton = tabular.with(OptimizerSpec.FAMILY.name(), "l-bfgs");
    assertThat(TrainingSpec.of(quasiNewton).optimizer().isQuasiNewton()).isTrue();
    assertThat(TrainingSpec.of(quasiNewton.with(RateFactors.BIAS, 0.1))).isNotNull();
    assertThatThrownBy(() -> TrainingSpec.of(quasiNewton.with(RateFactors.BIAS, 0.2)))
        .hasMessageContaining("optimizer.rateFactors.bias must be 1 or left out");
    assertThatThrownBy(
            () ->
                TrainingSpec.of(quasiNewton.with(Recipe.NAME, "plain").with(RateFactors.BIAS, 0.1)))
        .hasMessageContaining("optimizer.rateFactors.bias must be 1 or left out");
  }

  /** Where a job says {@code all} or null, an estimator has 0 or nothing. */
  @Test
  void nameNoValueThatOnlyOneOfThemTakes() {
    assertThatThrownBy(
            () ->
                ParamReader.spec(
                    new NeuralNetworkClassifier().setSolver("l-bfgs").setBatchSize(16)))
        .hasMessage(
            "l-bfgs makes full steps over all rows with a line search, so batchSize must be left out");
    assertThatThrownBy(
            () ->
                ParamReader.spec(
                    new NeuralNetworkClassifier()
                        .setSolver("l-bfgs")
                        .setMembers(2)
                        .setLocalSteps(2)))
        .hasMessageEndingWith("so localSteps must be 1 or left out");
  }

  /** Inputs that embed one number have the member's factor in common, whichever the embedding. */
  @Test
  void membersTakeTheEmbeddingOfANumberAsOneFeature() {
    for (String embedding : List.of("periodic", "piecewiseLinear")) {
      Values values =
          Values.NONE
              .with(MemberSpec.COUNT, 3)
              .with(MemberSpec.LAYERS, "first")
              .with(ColumnSpec.NUMBERS.name(), embedding)
              .with(NetworkSpec.HIDDEN, List.of(4));
      TrainingSpec spec = TrainingSpec.of(values);
      Column number = spec.network().columns().number(new Numbers(1), List.of(0f, 1f, 2f));
      Network network = spec.plan(List.of(number), 2, LabelType.CLASS, true).network();
      assertThat(network.layers().get(1))
          .isEqualTo(new Members(3, Collections.nCopies(number.outputs(), 0)));
    }
  }

  /** By measurement (the page tables.md). */
  @Test
  void fewRowsOfTwoClassesHaveSmallerLayers() {
    TrainingSpec asked = TrainingSpec.of(Values.NONE.on(DataFacts.TABLE));
    Optional<LabelType> labels = Optional.of(LabelType.CLASS);
    TrainingSpec few = asked.on(new DataFacts(true, labels, TWO, 29_999, 0));
    assertThat(few.network().hidden().widths()).containsExactly(160, 160, 160);
    assertThat(asked.resolvesTo(few, 29_999, false)).isTrue();
    assertThat(asked.resolvesTo(few, 29_999, true)).isTrue();
    assertThat(asked.resolvesTo(few, 30_000, false)).isFalse();
    for (DataFacts others :
        List.of(
            new DataFacts(true, labels, TWO, 30_000, 0),
            new DataFacts(true, labels, ClassShares.NONE, 29_999, 0))) {
      assertThat(asked.on(others).network().hidden().widths()).containsExactly(256, 256, 256);
    }
    assertThat(
            TrainingSpec.of(Values.NONE.on(new DataFacts(false, labels, TWO, 100, 0)))
                .network()
                .hidden()
                .widths())
        .containsExactly(128, 64);
  }

  /** By measurement (the page tables.md). */
  @ParameterizedTest
  @EnumSource(
      value = LabelType.class,
      names = {"NUMBER", "NUMBERS"})
  void numbersOfFewRowsHaveSeveralNarrowMembers(LabelType labels) {
    TrainingSpec asked = TrainingSpec.of(Values.NONE.on(DataFacts.TABLE));
    assertThat(asked.network().members().count()).isEqualTo(1);
    TrainingSpec few = asked.on(table(labels, 29_999));
    assertThat(few.network().members()).isEqualTo(new MemberSpec(4, MemberSpec.SEPARATE));
    assertThat(few.network().hidden().widths()).containsExactly(128, 128, 128);
    assertThat(asked.resolvesTo(few, 29_999, true)).isTrue();
    assertThat(asked.resolvesTo(few, 30_000, true)).isFalse();
    TrainingSpec many = asked.on(table(labels, 30_000));
    assertThat(many.network().members().count()).isEqualTo(1);
    assertThat(many.network().hidden().widths()).containsExactly(256, 256, 256);
    TrainingSpec eight = TrainingSpec.of(Values.NONE.with(MemberSpec.COUNT, 8));
    assertThat(eight.on(table(labels, 29_999)).network().hidden().widths())
        .containsExactly(128, 128, 128);
    assertThat(eight.on(table(labels, 30_000)).network().hidden().widths())
        .containsExactly(256, 256, 256);

    Values tabular = Values.NONE.on(table(labels, 29_999));
    for (Values single :
        List.of(
            tabular.with(MemberSpec.COUNT, 1),
            tabular.with(Effort.NAME, "quick"),
            tabular.with(MemberSpec.LAYERS, MemberSpec.FIRST),
            tabular.with(OptimizerSpec.FAMILY.name(), "l-bfgs"),
            tabular.with(Recipe.NAME, Recipe.PLAIN),
            tabular.with(NetworkSpec.HIDDEN, List.of(300)),
            Values.NONE.on(DataFacts.TABLE).on(labels))) {
      assertThat(TrainingSpec.of(single).network().members().count()).isEqualTo(1);
    }
    TrainingSpec single = TrainingSpec.of(tabular.with(MemberSpec.COUNT, 1));
    assertThat(single.network().hidden().widths()).containsExactly(256, 256, 256);
    Values soonest = Values.NONE.with(Effort.NAME, "quick");
    TrainingSpec quick = TrainingSpec.of(soonest);
    TrainingSpec soon = quick.on(table(labels, 999));
    assertThat(soon.network()).isEqualTo(few.network());
    assertThat(quick.resolvesTo(soon, 999, true)).isTrue();
    assertThat(quick.resolvesTo(soon, 1_000, true)).isFalse();
    assertThat(quick.on(table(labels, 1_000)).network()).isEqualTo(many.network());
    TrainingSpec counts = TrainingSpec.of(soonest.with(LossSpec.FAMILY.name(), "poisson"));
    assertThat(counts.on(table(labels, 999)).network().members().count()).isEqualTo(1);
  }

  /** By measurement (the page tables.md). */
  @ParameterizedTest
  @EnumSource(
      value = LabelType.class,
      names = {"CLASS", "LABELS"})
  void classesOfFewRowsHaveOneNetwork(LabelType labels) {
    Values few = Values.NONE.on(table(labels, 4_999));
    assertThat(TrainingSpec.of(few).network().members().count()).isEqualTo(1);
    Values several = few.with(MemberSpec.COUNT, 8);
    assertThat(TrainingSpec.of(several).network().hidden().widths()).containsExactly(128, 128, 128);
    for (Values wide :
        List.of(
            few,
            several.with(MemberSpec.LAYERS, MemberSpec.FIRST),
            several.on(table(labels, 5_000)))) {
      assertThat(TrainingSpec.of(wide).network().hidden().widths()).containsExactly(256, 256, 256);
    }
  }

  private static DataFacts table(LabelType labels, long rows) {
    return new DataFacts(true, Optional.of(labels), ClassShares.NONE, rows, 499);
  }

  /** By measurement (the page tables.md). */
  @Test
  void batchesGrowWithTheRowsOfATable() {
    TrainingSpec asked = TrainingSpec.of(Values.NONE.on(DataFacts.TABLE));
    assertThat(asked.rounds().batchSize()).isEqualTo(256);
    Map<Long, Integer> batches =
        Map.of(1L, 64, 999L, 64, 1_000L, 256, 29_999L, 256, 30_000L, 512, 100_000L, 1024);
    batches.forEach(
        (rows, batch) -> {
          TrainingSpec found =
              asked.on(
                  new DataFacts(true, Optional.of(LabelType.NUMBER), ClassShares.NONE, rows, 0));
          assertThat(found.rounds().batchSize()).as("of %d rows", rows).isEqualTo(batch);
          assertThat(asked.resolvesTo(found)).isTrue();
          assertThat(asked.resolvesTo(found, rows, false)).isTrue();
          assertThat(asked.resolvesTo(found, rows < 1_000 ? 1_000 : 999, false)).isFalse();
        });
    assertThat(
            TrainingSpec.of(
                    Values.NONE.on(
                        new DataFacts(false, Optional.empty(), ClassShares.NONE, 100, 0)))
                .rounds()
                .batchSize())
        .isEqualTo(256);
  }

  /** With smoothed labels no probability comes near 0 or 1, however rare a class is. */
  @Test
  void smoothedLabelsAreCalibratedWhereThereAreValidationRowsEnough() {
    TrainingSpec asked = TrainingSpec.of(Values.NONE.on(DataFacts.TABLE));
    Optional<LabelType> classes = Optional.of(LabelType.CLASS);
    DataFacts facts = new DataFacts(true, classes, TWO, 5_000, 100);
    TrainingSpec found = asked.on(facts);
    assertThat(found.calibration()).isEqualTo(Calibration.UNSMOOTH);
    assertThat(asked.resolvesTo(found, 5_000, true)).isTrue();
    assertThat(asked.resolvesTo(found, 5_000, false)).isFalse();
    for (DataFacts others :
        List.of(
            DataFacts.TABLE,
            new DataFacts(true, classes, TWO, 5_000, 0),
            new DataFacts(true, classes, TWO, 5_000, 99),
            new DataFacts(true, Optional.of(LabelType.NUMBER), ClassShares.NONE, 5_000, 500),
            new DataFacts(true, Optional.of(LabelType.LABELS), ClassShares.NONE, 5_000, 500),
            new DataFacts(false, classes, TWO, 5_000, 500))) {
      TrainingSpec plain = asked.on(others);
      assertThat(plain.calibration()).as("%s", others).isEqualTo(Calibration.NONE);
      assertThat(asked.resolvesTo(plain, others.rows(), others.validation() > 0)).isTrue();
    }
    for (Values given :
        List.of(
            Values.NONE.with(LossSpec.FAMILY.own("smoothing"), 0.0),
            Values.NONE.with(LossSpec.FAMILY.name(), "sigmoidCrossEntropy"),
            Values.NONE.with(TrainingSpec.CALIBRATION, "none"))) {
      assertThat(TrainingSpec.of(given).on(facts).calibration()).isEqualTo(Calibration.NONE);
    }
  }

  /** No rows tell whether it helps, but smoothing makes classes that are rare too likely. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 26})
  void theSmoothingOfRareClassesIsUndoneWithoutValidationRows(int count) {
    TrainingSpec asked = TrainingSpec.of(Values.NONE.on(DataFacts.TABLE));
    Optional<LabelType> classes = Optional.of(LabelType.CLASS);
    ClassShares shares = new ClassShares(count, 0.049);
    DataFacts rare = new DataFacts(true, classes, shares, 1_999, 0);
    TrainingSpec found = asked.on(rare);
    assertThat(found.calibration()).isEqualTo(Calibration.UNSMOOTH);
    assertThat(asked.resolvesTo(found, 1_999, false)).isTrue();
    assertThat(asked.resolvesTo(found, 2_000, false)).isFalse();
    for (DataFacts others :
        List.of(
            new DataFacts(true, classes, new ClassShares(count, 0.05), 1_999, 0),
            new DataFacts(true, classes, ClassShares.weighted(count), 1_999, 0),
            new DataFacts(true, classes, ClassShares.NONE, 1_999, 0),
            new DataFacts(true, classes, shares, 2_000, 0),
            new DataFacts(true, classes, shares, 1_999, 1))) {
      assertThat(asked.on(others).calibration()).as("%s", others).isEqualTo(Calibration.NONE);
    }
    Values less = Values.NONE.with(LossSpec.FAMILY.own("smoothing"), 0.09);
    assertThat(TrainingSpec.of(less).on(rare).calibration()).isEqualTo(Calibration.NONE);
  }

  @Test
  void classesAreRareBesideTheMostFrequentOne() {
    assertThat(ClassShares.of(3, DoubleStream.of(2, 95, 3))).isEqualTo(new ClassShares(3, 0.05));
    assertThat(ClassShares.of(2, DoubleStream.of(3, 1))).isEqualTo(new ClassShares(2, 0.25));
    assertThat(ClassShares.of(2, DoubleStream.of(7))).isEqualTo(ClassShares.weighted(2));
    assertThat(ClassShares.of(2, DoubleStream.of(7, 0))).isEqualTo(ClassShares.weighted(2));
  }

  /** By measurement (the page tables.md), as is the rate, which is that of standardized labels. */
  @Test
  void gradientsOfRegressionsOnTablesAreLimited() {
    Optional<LabelType> numbers = Optional.of(LabelType.NUMBER);
    DataFacts facts = new DataFacts(true, numbers, ClassShares.NONE, 500, 0);
    TrainingSpec standardized = TrainingSpec.of(Values.NONE.on(facts));
    assertThat(standardized.get(OptimizerSpec.CLIP_NORM)).isEqualTo(30);
    assertThat(standardized.get(OptimizerSpec.LEARNING_RATE)).isEqualTo(0.2);
    for (Values others :
        List.of(
            Values.NONE.on(facts).with(LossSpec.STANDARDIZE_LABEL, false),
            Values.NONE.on(facts).with(LossSpec.FAMILY.name(), "poisson"))) {
      assertThat(TrainingSpec.of(others).get(OptimizerSpec.CLIP_NORM)).isEqualTo(30);
      assertThat(TrainingSpec.of(others).get(OptimizerSpec.LEARNING_RATE)).isEqualTo(0.04);
    }
    for (Values others :
        List.of(
            Values.NONE.on(DataFacts.TABLE),
            Values.NONE.on(new DataFacts(false, numbers, ClassShares.NONE, 500, 0)),
            Values.NONE.on(facts).with(OptimizerSpec.FAMILY.name(), "sgd"),
            Values.NONE.on(facts).with(OptimizerSpec.CLIP_NORM, Double.POSITIVE_INFINITY))) {
      assertThat(TrainingSpec.of(others).get(OptimizerSpec.CLIP_NORM)).isInfinite();
    }
  }

  /** By measurement (the page tables.md). */
  @Test
  void fewRowsOfTwoClassesAreSoonLearned() {
    TrainingSpec asked = TrainingSpec.of(Values.NONE.on(DataFacts.TABLE));
    Optional<LabelType> labels = Optional.of(LabelType.CLASS);
    for (long rows : new long[] {1, 999, 1_999}) {
      TrainingSpec found = asked.on(new DataFacts(true, labels, TWO, rows, 0));
      assertThat(found.stopping().maxEpochs()).as("of %d rows", rows).isEqualTo(24);
      assertThat(asked.resolvesTo(found)).isTrue();
      assertThat(asked.resolvesTo(found, rows, false)).isTrue();
      assertThat(asked.resolvesTo(found, rows, true)).isFalse();
    }
    for (DataFacts others :
        List.of(
            DataFacts.TABLE,
            new DataFacts(true, labels, TWO, 2_000, 0),
            new DataFacts(true, labels, TWO, 1_999, 500),
            new DataFacts(true, labels, ClassShares.NONE, 1_999, 0))) {
      assertThat(asked.on(others).stopping().maxEpochs()).as("of %s", others).isEqualTo(64);
    }
    DataFacts few = new DataFacts(true, labels, TWO, 99, 0);
    TrainingSpec quasiNewton =
        TrainingSpec.of(Values.NONE.with(OptimizerSpec.FAMILY.name(), "l-bfgs"));
    assertThat(quasiNewton.on(few).stopping().maxEpochs()).isEqualTo(64);
    TrainingSpec warm = TrainingSpec.of(Values.NONE.with(ScheduleSpec.WARMUP, 24.0));
    assertThat(warm.on(few).stopping().maxEpochs()).isEqualTo(64);
    TrainingSpec plain = TrainingSpec.of(Values.NONE.on(DataFacts.VECTORS));
    assertThat(plain.on(new DataFacts(false, labels, TWO, 99, 0)).stopping().maxEpochs())
        .isEqualTo(100);
  }

  /** A resolved job is the one it was made of, and of no other. */
  @Test
  void defaultsThatFollowFromDataAreThoseOfTheSameJob() {
    TrainingSpec asked = TrainingSpec.of(Values.NONE.on(DataFacts.TABLE));
    for (LabelType labels : LabelType.values()) {
      TrainingSpec found =
          asked.on(new DataFacts(true, Optional.of(labels), ClassShares.NONE, 45_678, 0));
      assertThat(asked.resolvesTo(found, 45_678, false)).isTrue();
      TrainingSpec other =
          TrainingSpec.of(Values.NONE.on(DataFacts.TABLE).with(OptimizerSpec.LEARNING_RATE, 0.017));
      assertThat(other.resolvesTo(found)).isFalse();
      assertThat(other.resolvesTo(found, 45_678, false)).isFalse();
      assertThat(
              asked.resolvesTo(
                  other.on(new DataFacts(true, Optional.of(labels), ClassShares.NONE, 45_678, 0)),
                  45_678,
                  false))
          .isFalse();
    }
  }

  /** A warm-up that is too long for one recipe by default is none of data that have the other. */
  @Test
  void defaultsInConflictAreThoseOfNoJob() {
    TrainingSpec asked =
        TrainingSpec.of(Values.NONE.with(Effort.NAME, "quick").with(ScheduleSpec.WARMUP, 24.0));
    DataFacts vectors =
        new DataFacts(false, Optional.of(LabelType.NUMBER), ClassShares.NONE, 500, 500);
    assertThatThrownBy(() -> asked.on(DataFacts.TABLE)).hasMessageContaining("warmup must be");
    TrainingSpec found = asked.on(vectors);
    assertThat(asked.resolvesTo(found, 500, true)).isTrue();
    assertThat(asked.resolvesTo(found)).isTrue();
  }
}
