package io.plateau.bench;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;

/** Rows a second on many executors of one core, as a {@link CostModel} has them. */
final class ScalingForecast {
  private static final int[] EXECUTORS = {1, 2, 8, 16, 32, 64, 128, 256, 512, 1000};

  /** Twice the executors must bring this much more. */
  private static final double PAYS = 1.1;

  /**
   * A way to train.
   *
   * @param rows of a step on so many executors
   */
  private record Strategy(String name, int[] layers, int arrays, int steps, IntUnaryOperator rows) {
    CostModel.Round round(int executors) {
      long parameters = 0;
      for (int l = 0; l + 1 < layers.length; l++) {
        parameters += (layers[l] + 1L) * layers[l + 1];
      }
      return new CostModel.Round(
          parameters, arrays, SgemmLimit.flops(layers, rows.applyAsInt(executors)), steps);
    }

    double rowsPerSecond(CostModel model, int executors) {
      return rows.applyAsInt(executors)
          * (double) steps
          / model.seconds(round(executors), executors);
    }
  }

  private static final int[] SMALL = {784, 256, 128, 10};
  private static final int[] LARGE = {784, 4096, 4096, 10};

  private static final List<Strategy> STRATEGIES =
      List.of(
          new Strategy("small, exact steps of 4 096 rows", SMALL, 1, 1, e -> 4096),
          new Strategy("small, exact steps of 65 536 rows", SMALL, 1, 1, e -> 65_536),
          new Strategy("small, 64 local steps of 256 rows each", SMALL, 3, 64, e -> 256 * e),
          new Strategy("large, exact steps of 4 096 rows", LARGE, 1, 1, e -> 4096),
          new Strategy("large, exact steps of 65 536 rows", LARGE, 1, 1, e -> 65_536),
          new Strategy("large, 64 local steps of 256 rows each", LARGE, 3, 64, e -> 256 * e));

  private ScalingForecast() {}

  /** Prints a table and draws it into a PNG file. */
  static void make(CostModel model, Path picture) throws IOException {
    StringBuilder head = new StringBuilder("| 1 000 rows a second |");
    StringBuilder line = new StringBuilder("|---|");
    for (int executors : EXECUTORS) {
      head.append(" ").append(executors).append(" |");
      line.append("---|");
    }
    System.out.println(head + " pays up to |\n" + line + "---|");
    XYChart chart =
        new XYChartBuilder()
            .width(1000)
            .height(600)
            .xAxisTitle("executors of one core")
            .yAxisTitle("rows a second")
            .build();
    chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true);
    chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideS);
    chart.getStyler().setYAxisDecimalPattern("#,###").setChartBackgroundColor(Color.WHITE);
    for (Strategy strategy : STRATEGIES) {
      double[] x = new double[EXECUTORS.length];
      double[] y = new double[EXECUTORS.length];
      StringBuilder row = new StringBuilder("| " + strategy.name() + " |");
      for (int i = 0; i < x.length; i++) {
        x[i] = EXECUTORS[i];
        y[i] = strategy.rowsPerSecond(model, EXECUTORS[i]);
        row.append((y[i] < 10_000 ? " %.1f |" : " %.0f |").formatted(y[i] / 1000));
      }
      System.out.println(row + " " + paysUpTo(strategy, model) + " |");
      chart.addSeries(strategy.name(), x, y);
    }
    BitmapEncoder.saveBitmap(chart, picture.toString(), BitmapEncoder.BitmapFormat.PNG);
    System.out.println("drawn in " + picture);
  }

  private static String paysUpTo(Strategy strategy, CostModel model) {
    int executors = 1;
    while (executors < 1000
        && strategy.rowsPerSecond(model, 2 * executors)
            > PAYS * strategy.rowsPerSecond(model, executors)) {
      executors *= 2;
    }
    return executors >= 1000 ? "1 000 and more" : String.valueOf(executors);
  }
}
