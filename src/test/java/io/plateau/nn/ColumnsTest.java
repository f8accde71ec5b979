package io.plateau.nn;

import static io.plateau.nn.Networks.anyDate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plateau.math.DatePart;
import io.plateau.math.DateUnit;
import io.plateau.math.DenseMatrix;
import io.plateau.math.Key;
import io.plateau.math.SparseMatrix;
import io.plateau.nn.activation.Activation;
import io.plateau.nn.activation.Activations;
import io.plateau.nn.autodiff.Scalar;
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
import io.plateau.nn.loss.Loss;
import io.plateau.nn.loss.Losses;
import io.plateau.nn.loss.Targets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Table of the kinds of columns, alone and together, with the formula of each. */
class ColumnsTest extends LayerContract {
  private static final Key KEY = Key.of(5);
  private static final float RATE = 0.375f;
  private static final List<DatePart> ALL = List.of(DatePart.values());

  /** What a column makes of its inputs, θ being its own. */
  @FunctionalInterface
  private interface Of {
    List<Scalar> apply(List<Scalar> theta, double[] x);

    /**
     * The same of an example while training, which may have less than it gives.
     *
     * @param drawn its uniform number in [0, 1); 1 while predicting
     */
    default List<Scalar> apply(List<Scalar> theta, double[] x, double drawn) {
      return apply(theta, x);
    }
  }

  /** A kind with its formula, and one of its inputs by a random number. */
  private record Case(Column column, Of formula, Draw draw) {
    interface Draw {
      float of(Key key, int index);
    }
  }

  private static final List<Case> CASES =
      List.of(
          numbers(1),
          numbers(3),
          imputed(0.75f),
          periodic(new Numbers(1), 3, 2),
          periodic(new Numbers(3), 16, 3),
          periodic(new ImputedNumber(-0.5f), 5, 1),
          pieces(numbers(1), List.of(-1f, 2f), 3, false),
          pieces(numbers(1), List.of(-0.75f, -0.5f, 0.25f, 0.5f, 1f), 1, false),
          pieces(imputed(0.3f), List.of(-1f, 0f, 1.5f), 4, false),
          oneHot(new Codes(4, true)),
          oneHot(new Codes(4, false)),
          oneHot(new Codes(2, true)),
          oneHot(new Codes(2, false)),
          oneHot(new Codes(1, true)),
          embedding(new Codes(4, true), 3),
          embedding(new Codes(6, false), 1),
          dates(anyDate(ALL, 7000, 0.001, false, true)),
          dates(anyDate(ALL, -900, 0.02, false, false)),
          dates(anyDate(List.of(DatePart.YEAR), 0, 1e-4, false, false)),
          dates(anyDate(List.of(DatePart.HOUR, DatePart.MONTH), 0, 0, false, true)));

  @Override
  List<Kind> kinds() {
    List<Kind> kinds = new ArrayList<>();
    for (Case one : CASES) {
      kinds.add(kind(List.of(one)));
    }
    kinds.add(kind(List.of(dates(anyDate(ALL, -900, 0.02, true, true)))));
    kinds.add(
        kind(
            List.of(
                dates(
                    new DateParts(
                        ALL,
                        7000,
                        0.001,
                        -2000.25,
                        17_000.5,
                        true,
                        true,
                        DateUnit.QUARTER_HOURS)))));
    kinds.add(
        kind(
            List.of(
                dates(anyDate(List.of(DatePart.DAY_OF_WEEK), 0, 0, true, false)), CASES.get(0))));
    DateUnit unit = DateUnit.secondsSince(20_516);
    kinds.add(
        kind(
            List.of(
                seconds(new DateParts(ALL, 20_516.4, 8, 20_515.9, 20_517.25, true, true, unit)))));
    DateParts days =
        new DateParts(
            List.of(DatePart.DAYS, DatePart.HOUR),
            0,
            1e-3,
            -4e3,
            9e3,
            true,
            true,
            DateUnit.QUARTER_HOURS);
    List<Case> offsets =
        List.of(
            numbers(1),
            offsets(numbers(1), List.of(-0.75f, -0.5f, 0f, 0.5f, 1f), 3, false, 0),
            offsets(imputed(0.3f), List.of(-1f, 0f, 1.5f), 2, true, 0.25f),
            offsets(numbers(1), List.of(0f, 0.25f, 1f), 1, true, 0),
            offsets(numbers(1), List.of(-0.5f, 0.25f, 1f), 3, false, 0.125f),
            offsets(numbers(1), List.of(-0.25f, 0f, 0.5f), 2, true, 0.5f),
            imputed(0.75f),
            dropped(new Codes(4, true), 3),
            pieces(numbers(1), List.of(-0.75f, 0.25f, 0.5f), 3, true),
            offsets(dates(days), List.of(-2f, -1f, 0f, 1.5f, 2.5f), 2, false, 0),
            offsets(dates(days), List.of(-2f, -1f, 0f, 1.5f, 2.5f), 2, true, 0.25f));
    for (Case one : offsets) {
      kinds.add(kind(List.of(one)));
    }
    kinds.add(kind(offsets));
    kinds.add(kind(CASES));
    List<Case> reversed = new ArrayList<>(CASES);
    Collections.reverse(reversed);
    kinds.add(kind(reversed));
    return kinds;
  }

  private static List<Scalar> constants(double... values) {
    return Arrays.stream(values).mapToObj(Scalar::of).toList();
  }

  private static Case numbers(int width) {
    return new Case(new Numbers(width), (theta, x) -> constants(x), Key::normal);
  }

  private static Case imputed(float fill) {
    return new Case(
        new ImputedNumber(fill),
        (theta, x) -> Double.isNaN(x[0]) ? constants(fill, 1) : constants(x[0], 0),
        (key, i) -> key.below(i, 3) == 0 ? Float.NaN : key.normal(i));
  }

  private static Case oneHot(Codes codes) {
    return new Case(
        new OneHot(codes),
        (theta, x) -> {
          int value = (int) x[0] - (codes.other() ? 1 : 0);
          if (codes.values() == 2) {
            return constants(value == -1 ? 0 : value == 0 ? -1 : 1);
          }
          double[] y = new double[codes.values()];
          if (value >= 0) {
            y[value] = 1;
          }
          return constants(y);
        },
        (key, i) -> key.below(i, codes.count()));
  }

  private static Case embedding(Codes codes, int width) {
    return new Case(
        new Embedding(codes, width, 0),
        (theta, x) -> theta.subList((int) x[0] * width, ((int) x[0] + 1) * width),
        (key, i) -> key.below(i, codes.count()));
  }

  /** The same, with the vector of code 0 where the example's own is left out. */
  private static Case dropped(Codes codes, int width) {
    Case embedding = embedding(codes, width);
    return new Case(
        new Embedding(codes, width, RATE),
        new Of() {
          @Override
          public List<Scalar> apply(List<Scalar> theta, double[] x) {
            return embedding.formula().apply(theta, x);
          }

          @Override
          public List<Scalar> apply(List<Scalar> theta, double[] x, double drawn) {
            return apply(theta, new double[] {drawn < RATE ? 0 : x[0]});
          }
        },
        embedding.draw());
  }

  /** The numbers as they come, then W₂ cos(2π w₁ x + b₁) + b₂ of each. */
  private static Case periodic(Column numbers, int frequencies, int width) {
    boolean imputed = numbers instanceof ImputedNumber;
    return new Case(
        new Periodic(numbers, frequencies, width, 0.1),
        (theta, x) -> {
          boolean missing = Double.isNaN(x[0]);
          double[] filled = missing ? new double[] {((ImputedNumber) numbers).fill()} : x;
          List<Scalar> y = new ArrayList<>(constants(filled));
          if (imputed) {
            y.add(Scalar.of(missing ? 1 : 0));
          }
          int each = (2 + width) * frequencies + width;
          for (int c = 0; c < filled.length; c++) {
            y.addAll(
                features(theta.subList(c * each, (c + 1) * each), filled[c], frequencies, width));
          }
          return y;
        },
        (key, i) -> imputed && key.below(i, 3) == 0 ? Float.NaN : key.normal(i));
  }

  /** w₀ x + b₀ + W p(x), and what the number gives beside itself. */
  private static Case pieces(Case of, List<Float> edges, int width, boolean limited) {
    return new Case(
        new PiecewiseLinear(of.column(), edges, width, limited),
        (theta, x) -> {
          List<Scalar> given = of.formula().apply(List.of(), x);
          int bins = edges.size() - 1;
          double argument = given.get(0).value;
          double value =
              limited
                  ? Math.max(
                      2 * edges.get(0) - edges.get(1),
                      Math.min(2 * edges.get(bins) - edges.get(bins - 1), argument))
                  : argument;
          List<Scalar> y = new ArrayList<>();
          for (int o = 0; o < width; o++) {
            Scalar sum =
                theta.get(bins * width + o).times(value).plus(theta.get((bins + 1) * width + o));
            for (int t = 0; t < bins; t++) {
              double p = (value - edges.get(t)) / (edges.get(t + 1) - edges.get(t));
              p = t == 0 ? p : Math.max(0, p);
              p = t == bins - 1 ? p : Math.min(1, p);
              sum = sum.plus(theta.get(t * width + o).times(p));
            }
            y.add(sum);
          }
          y.addAll(given.subList(1, given.size()));
          return y;
        },
        of.draw());
  }

  /**
   * The same with the vector of the bin where x lies between the edges, unless it is left out; w₀ x
   * + b₀ alone for the fraction {@code unseen} and outside of the edges, unless it is 0.
   */
  private static Case offsets(
      Case of, List<Float> edges, int width, boolean limited, float unseen) {
    Case pieces = pieces(of, edges, width, limited);
    int before = pieces.column().parameters();
    int bins = edges.size() - 1;
    return new Case(
        new BinOffsets((PiecewiseLinear) pieces.column(), RATE, unseen),
        new Of() {
          @Override
          public List<Scalar> apply(List<Scalar> theta, double[] x) {
            return apply(theta, x, 1);
          }

          @Override
          public List<Scalar> apply(List<Scalar> theta, double[] x, double drawn) {
            double value = of.formula().apply(List.of(), x).get(0).value;
            boolean missing = Double.isNaN(x[0]);
            boolean outside = value <= edges.get(0) || value >= edges.get(bins);
            List<Scalar> bent = new ArrayList<>(theta);
            if (!missing && unseen > 0 && (outside || drawn < unseen)) {
              bent.replaceAll(parameter -> Scalar.of(0));
              for (int i = bins * width; i < before; i++) {
                bent.set(i, theta.get(i));
              }
            }
            List<Scalar> y = new ArrayList<>(pieces.formula().apply(bent, x));
            for (int t = 0; t < bins && !missing && drawn >= RATE; t++) {
              boolean above = t == 0 ? value > edges.get(t) : value >= edges.get(t);
              for (int o = 0; o < width && above && value < edges.get(t + 1); o++) {
                y.set(o, y.get(o).plus(bent.get(before + t * width + o)));
              }
            }
            return y;
          }
        },
        of.draw());
  }

  private static List<Scalar> features(List<Scalar> theta, double x, int frequencies, int width) {
    List<Scalar> y = new ArrayList<>();
    for (int o = 0; o < width; o++) {
      Scalar sum = theta.get((2 + width) * frequencies + o);
      for (int f = 0; f < frequencies; f++) {
        Scalar angle = theta.get(f).times(2 * Math.PI * x).plus(theta.get(frequencies + f));
        sum = sum.plus(theta.get(2 * frequencies + f * width + o).times(angle.cos()));
      }
      y.add(sum);
    }
    return y;
  }

  private static Case dates(DateParts dates) {
    return new Case(
        dates,
        (theta, x) -> constants(parts(dates, x[0])),
        (key, i) -> key.below(i, 5) == 0 ? Float.NaN : key.below(i, 4_000_000) - 1_000_000);
  }

  /** Within two days of the day from which seconds count. */
  private static Case seconds(DateParts dates) {
    return new Case(
        dates,
        (theta, x) -> constants(parts(dates, x[0])),
        (key, i) -> key.below(i, 5) == 0 ? Float.NaN : key.below(i, 1_600_000) / 8f - 50_000);
  }

  private static double[] parts(DateParts dates, double given) {
    List<Double> y = new ArrayList<>();
    boolean missing = Double.isNaN(given);
    DateUnit unit = dates.unit();
    double seconds = unit.seconds() ? given + unit.day() * 86_400.0 : given * 900;
    double quarters = seconds / 900;
    LocalDateTime date =
        LocalDateTime.ofEpochSecond(missing ? 0 : (long) Math.floor(seconds), 0, ZoneOffset.UTC);
    for (DatePart part : dates.parts()) {
      switch (part) {
        case DAYS -> y.add(scaled(dates, inRange(dates, quarters / 96)));
        case YEAR -> {
          long day = missing ? 0 : (long) Math.floor(inRange(dates, quarters / 96));
          y.add(scaled(dates, LocalDate.ofEpochDay(day).withDayOfYear(1).toEpochDay()));
        }
        case MONTH -> {
          circle(y, (date.getMonthValue() - 1) / 12.0);
          oneHot(dates, y, 12, date.getMonthValue() - 1);
        }
        case DAY_OF_WEEK -> {
          circle(y, (date.getDayOfWeek().getValue() - 1) / 7.0);
          oneHot(dates, y, 7, date.getDayOfWeek().getValue() - 1);
        }
        case HOUR -> {
          circle(y, (date.getHour() * 60 + date.getMinute() / 15 * 15) / 1440.0);
          oneHot(dates, y, 24, date.getHour());
        }
      }
    }
    if (missing) {
      Collections.fill(y, 0.0);
    }
    if (dates.indicator()) {
      y.add(missing ? 1.0 : 0.0);
    }
    return y.stream().mapToDouble(value -> value).toArray();
  }

  private static double inRange(DateParts dates, double days) {
    return days < dates.least() ? dates.least() : days > dates.most() ? dates.most() : days;
  }

  private static double scaled(DateParts dates, double days) {
    double z = (days - dates.center()) * dates.factor();
    return z / Math.sqrt(1 + z * z / 9);
  }

  private static void oneHot(DateParts dates, List<Double> y, int values, int value) {
    for (int i = 0; i < values && dates.oneHot(); i++) {
      y.add(i == value ? 1.0 : 0.0);
    }
  }

  private static void circle(List<Double> y, double turn) {
    y.add(Math.sin(2 * Math.PI * turn));
    y.add(Math.cos(2 * Math.PI * turn));
  }

  private static Kind kind(List<Case> cases) {
    return new Kind(
        new Columns(cases.stream().map(Case::column).toList()),
        (theta, x, example, masks) -> {
          List<Scalar> y = new ArrayList<>();
          int at = 0;
          int from = 0;
          int changed = 0;
          for (Case one : cases) {
            Column column = one.column();
            int place = changed;
            double drawn = masks.map(key -> (double) key.with(place).uniform(example)).orElse(1.0);
            changed += column.isIdentity() ? 0 : 1;
            double[] own = new double[column.inputs()];
            for (int i = 0; i < own.length; i++) {
              own[i] = x[from + i].value;
            }
            List<Scalar> range = Arrays.asList(theta).subList(at, at + column.parameters());
            y.addAll(one.formula().apply(range, own, drawn));
            at += column.parameters();
            from += column.inputs();
          }
          return y.toArray(Scalar[]::new);
        },
        (width, n, key) -> {
          float[] x = new float[width * n];
          int row = 0;
          for (Case one : cases) {
            for (int i = 0; i < one.column().inputs(); i++, row++) {
              for (int j = 0; j < n; j++) {
                int at = row + j * width;
                // A third are zeros, so that the sparse form is not the dense one
                x[at] = key.with("zero").below(at, 3) == 0 ? 0 : one.draw().of(key, at);
              }
            }
          }
          return new DenseMatrix(x, 0, width, n);
        });
  }

  @Test
  void unchangedColumnsStaySparse() {
    Columns columns = new Columns(List.of(new Numbers(90), new OneHot(new Codes(3, true))));
    SparseMatrix x =
        new SparseMatrix(
            91, new int[] {0, 3, 3}, new int[] {88, 90, 88}, new float[] {2, 3, 5}, 0, 2);
    SparseMatrix y = (SparseMatrix) columns.forward(new float[0], 0, x, new Workspace().pass);

    assertThat(y.rows()).isEqualTo(93);
    assertThat(y.starts()).containsExactly(0, 3, 3);
    assertThat(y.indices()).startsWith(88, 88, 92);
    assertThat(y.values()).startsWith(2, 5, 1);
    Columns plain = new Columns(List.of(new Numbers(91)));
    assertThat(plain.forward(new float[0], 0, x, new Workspace().pass)).isSameAs(x);
    SparseMatrix wrong = new SparseMatrix(91, new int[] {0, 1}, new int[] {91}, new float[1], 0, 1);
    assertThatThrownBy(() -> columns.forward(new float[0], 0, wrong, new Workspace().pass))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void valuesOfAnotherKindAreRefused() {
    Columns columns =
        new Columns(
            List.of(
                new Numbers(2),
                new Embedding(new Codes(4, true), 2, 0),
                new OneHot(new Codes(4, false)),
                anyDate(ALL, 0, 1, true, true)));
    for (float code : new float[] {-1, 5, 1.5f, Float.NaN, Float.POSITIVE_INFINITY, 1e20f}) {
      refused(
          columns,
          new float[] {0, 0, code, 0, 0},
          "feature 2 must be a code of a category," + " a whole number from 0 to 4; got " + code);
    }
    refused(
        columns,
        new float[] {0, 0, 4, 4, 0},
        "feature 3 must be a code of a category," + " a whole number from 0 to 3; got 4.0");
    for (float date : new float[] {0.25f, Float.NEGATIVE_INFINITY, 3e9f, -3e9f}) {
      refused(
          columns,
          new float[] {0, 0, 4, 3, date},
          "feature 4 must be a date, a whole number" + " of quarter hours since 1970; got " + date);
    }
    DateUnit unit = DateUnit.secondsSince(-3);
    Columns seconds =
        new Columns(List.of(new DateParts(List.of(DatePart.DAYS), 0, 1, 0, 1, true, true, unit)));
    for (float date : new float[] {Float.POSITIVE_INFINITY, 2e12f}) {
      refused(
          seconds,
          new float[] {date},
          "feature 0 must be a date, seconds since day -3 after 1970-01-01; got " + date);
    }
  }

  private static void refused(Columns columns, float[] x, String message) {
    float[] theta = new float[columns.parameters()];
    for (int n = 0; n < 2; n++) {
      DenseMatrix dense = new DenseMatrix(x, 0, x.length, 1);
      var given = n == 0 ? dense : Examples.sparse(dense);
      assertThatThrownBy(() -> columns.forward(theta, 0, given, new Workspace().pass))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(message);
    }
  }

  @Test
  void kindsCheckTheirSettings() {
    assertThatThrownBy(() -> new Columns(List.of()))
        .hasMessage("a table must have at least 1 column");
    assertThatThrownBy(() -> new Numbers(0)).hasMessage("width must be at least 1, got 0");
    assertThatThrownBy(() -> new ImputedNumber(Float.NaN))
        .hasMessage("fill must be a finite number, got NaN");
    assertThatThrownBy(() -> new Periodic(new Numbers(2), 0, 1, 0.1))
        .hasMessage("frequencies and width must be at least 1, got 0 and 1");
    assertThatThrownBy(() -> new Periodic(new Numbers(2), 1, 1, Double.NaN))
        .hasMessage("sigma must be above 0, got NaN");
    assertThatThrownBy(() -> new Periodic(new Embedding(new Codes(3, true), 2, 0), 1, 1, 0.1))
        .hasMessageStartingWith("periodic features are of numbers, got ");
    assertThatThrownBy(() -> new Periodic(new Numbers(1), 100_000, 100_001, 0.1))
        .hasMessage(
            "periodic features of 1 numbers by 100000 frequencies and 100001 numbers have more"
                + " parameters than the 2147483647 an array can hold; lower the frequencies or the width");
    assertThatThrownBy(
            () -> new PiecewiseLinear(new Numbers(1), List.of(0f, 1f, 2f), (1 << 23) + 1, false))
        .hasMessage(
            "pieces of 2 bins by 8388609 numbers are more than 16777216; lower the bins or the width");
    assertThatThrownBy(() -> new PiecewiseLinear(new Numbers(1), List.of(1f), 2, false))
        .hasMessage("pieces need at least 2 edges, got [1.0]");
    assertThatThrownBy(() -> new PiecewiseLinear(new Numbers(1), List.of(0f, 1f, 1f), 2, false))
        .hasMessage("edges must ascend, got [0.0, 1.0, 1.0]");
    assertThatThrownBy(() -> new PiecewiseLinear(new Numbers(2), List.of(0f, 1f), 2, false))
        .hasMessage("pieces are of one number, got Numbers[width=2]");
    assertThatThrownBy(() -> new PiecewiseLinear(new Numbers(1), List.of(0f, 1f), 0, false))
        .hasMessage("width must be at least 1, got 0");
    PiecewiseLinear function = new PiecewiseLinear(new Numbers(1), List.of(0f, 1f), 2, false);
    assertThatThrownBy(() -> new BinOffsets(function, 1, 0))
        .hasMessage("dropout must be in [0, 1), got 1.0");
    assertThatThrownBy(() -> new BinOffsets(function, 0.5, 1))
        .hasMessage("unseen must be in [0, 1), got 1.0");
    assertThatThrownBy(() -> new Codes(0, true))
        .hasMessage("a category must have 1 to 16777215 values, got 0");
    assertThatThrownBy(() -> new Codes(1 << 24, false))
        .hasMessage("a category must have 1 to 16777215 values, got 16777216");
    assertThatThrownBy(() -> new Embedding(new Codes(3, true), 0, 0))
        .hasMessage("width must be at least 1, got 0");
    assertThatThrownBy(() -> new Embedding(new Codes(3, true), 2, 1))
        .hasMessage("dropout must be in [0, 1), got 1.0");
    assertThatThrownBy(() -> new Embedding(new Codes(3, false), 2, 0.1))
        .hasMessage("dropout needs a code for other values");
    Codes many = new Codes((1 << 24) - 1, true);
    assertThatThrownBy(() -> new Embedding(many, 128, 0))
        .hasMessage(
            "an embedding of 16777216 codes by 128 numbers is longer than the 2147483647 an array"
                + " can hold");
    assertThatThrownBy(
            () -> new Columns(List.of(new Embedding(many, 127, 0), new Embedding(many, 127, 0))))
        .hasMessage(
            "the columns have 4261412864 parameters, more than the 2147483647 an array can hold;"
                + " lower network.embeddingWidth");
    assertThatThrownBy(() -> anyDate(List.of(), 0, 1, false, true))
        .hasMessage("parts of a date must be at least one");
    assertThatThrownBy(() -> anyDate(ALL, Double.NaN, 1, false, true))
        .hasMessage("center must be a finite number, got NaN");
    assertThatThrownBy(() -> new DateParts(ALL, 0, 1, 2, 1, false, true, DateUnit.QUARTER_HOURS))
        .hasMessage("least must not be above most, got 2.0 and 1.0");
    assertThatThrownBy(() -> anyDate(ALL, 0, -1, false, true))
        .hasMessage("factor must be a number of at least 0, got -1.0");
  }

  @Test
  void embeddingsBeginNormalAndOthersAsZeros() {
    Column column = new Embedding(new Codes(5000, true), 8, 0);
    float[] theta = new float[column.parameters()];
    column.initialize(theta, 0, KEY);

    assertThat(Arrays.copyOf(theta, 8)).containsOnly(0);
    double sum = 0;
    double squares = 0;
    for (int i = 8; i < theta.length; i++) {
      assertThat(theta[i]).isNotZero();
      sum += theta[i];
      squares += theta[i] * theta[i];
    }
    assertThat(sum / 40_000).isBetween(-0.02, 0.02);
    assertThat(squares / 40_000).isBetween(0.97, 1.03);
  }

  /** Normal frequencies, phases of a whole turn, and weights within 1 / √frequencies. */
  @Test
  void periodicFeaturesBeginAsPublished() {
    int f = 16;
    Column column = new Periodic(new Numbers(2000), f, 3, 0.1);
    float[] theta = new float[column.parameters()];
    column.initialize(theta, 0, KEY);
    double[] squares = new double[3];
    double[] largest = new double[3];
    for (int c = 0; c < 2000; c++) {
      for (int i = 0; i < 5 * f + 3; i++) {
        int part = Math.min(i / f, 2);
        float value = theta[c * (5 * f + 3) + i];
        squares[part] += value * value / (2000.0 * (part < 2 ? f : 3 * f + 3));
        largest[part] = Math.max(largest[part], Math.abs(value));
      }
    }
    assertThat(squares[0]).isBetween(0.0098, 0.0102);
    assertThat(squares[1]).isBetween(0.98 * Math.PI * Math.PI / 3, 1.02 * Math.PI * Math.PI / 3);
    assertThat(squares[2]).isBetween(0.98 / (3 * f), 1.02 / (3 * f));
    assertThat(largest[0]).isBetween(0.35, 0.6);
    assertThat(largest[1]).isBetween(0.999 * Math.PI, 1.0001 * Math.PI);
    assertThat(largest[2]).isBetween(0.999 / 4, 1.0001 / 4);
  }

  @Test
  void aNetworkShowsItsColumnsAndDropsWhatTheyGive() {
    List<Column> columns =
        List.of(
            new Numbers(3),
            new Embedding(new Codes(9, true), 4, 0),
            new OneHot(new Codes(3, true)));
    Network network = Networks.onTable(columns, new int[] {6}, 2, Activations.named("relu"));

    assertThat(network.shape()).isEqualTo("5 -> 10 of 3 columns -> 6 relu -> 2");
    assertThat(network.blocks()).extracting(Block::inputs).containsExactly(10, 6);
    assertThat(network.blocks().get(0).groups().get(0).from()).isEqualTo(40);
    assertThat(network.groups()).hasSize(5);
    assertThat(network.penalized()).containsExactly(0, 40, 40, 100, 106, 118);
    Network dropping = network.withDropout(0.1, 0.2);
    assertThat(dropping.layers().get(1)).isEqualTo(new Dropout(10, 0.1));
    assertThat(dropping).asString().endsWith(", input dropout 0.1, dropout 0.2");
    assertThat(dropping.withoutDropout()).isEqualTo(network);
    List<Integer> seen = new ArrayList<>();
    float[] theta = network.initialize(Initializer.AUTO, KEY);
    DenseMatrix x = new DenseMatrix(new float[5], 0, 5, 1);
    network.visit(
        theta, x, new Workspace(), (index, block, a, n) -> seen.add(index * 100 + block.outputs()));
    assertThat(seen).containsExactly(6, 102);
    Layer front = network.layers().get(0);
    assertThatThrownBy(() -> new Network(List.of(new Dense(1, 5), front)))
        .hasMessage("the columns of a table must be the first layer, got them as layer 2");
  }

  /** One-hot columns and hand-made vectors of ones give the same bits, forward and backward. */
  @Test
  void oneHotColumnsEqualVectorsMadeByHand() {
    Codes codes = new Codes(4, false);
    Activation relu = Activations.named("relu");
    Network byColumn =
        Networks.onTable(List.of(new Numbers(2), new OneHot(codes)), new int[] {7}, 3, relu);
    Network byHand = Network.of(6, new int[] {7}, 3, relu);
    int n = 40;
    float[] x = new float[3 * n];
    float[] expanded = new float[6 * n];
    float[] y = new float[n];
    for (int j = 0; j < n; j++) {
      for (int i = 0; i < 2; i++) {
        x[3 * j + i] = expanded[6 * j + i] = KEY.normal(2 * j + i);
      }
      int code = KEY.with("code").below(j, 4);
      x[3 * j + 2] = code;
      expanded[6 * j + 2 + code] = 1;
      y[j] = KEY.with("y").below(j, 3);
    }
    float[] theta = byHand.initialize(Initializer.AUTO, KEY);
    assertThat(byColumn.initialize(Initializer.AUTO, KEY)).isEqualTo(theta);
    Loss loss = Losses.named("softmaxCrossEntropy");
    float[] gradient = new float[theta.length];
    float[] expected = new float[theta.length];
    double sum =
        byColumn
            .withDropout(0.2, 0.3)
            .gradient(
                theta,
                new Batch(new DenseMatrix(x, 0, 3, n), new Targets(y)).masked(KEY, 1),
                loss,
                new Workspace(),
                gradient);
    double expectedSum =
        byHand
            .withDropout(0.2, 0.3)
            .gradient(
                theta,
                new Batch(new DenseMatrix(expanded, 0, 6, n), new Targets(y)).masked(KEY, 1),
                loss,
                new Workspace(),
                expected);
    assertThat(sum).isEqualTo(expectedSum);
    assertThat(gradient).isEqualTo(expected);
  }
}
